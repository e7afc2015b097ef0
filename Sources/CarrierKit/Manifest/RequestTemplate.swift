import HTTPTypes

/// A request of a manifest, before its values are filled in.
public struct RequestTemplate: Sendable {
  /// A document as a parameter's value is built with its own escaping first.
  enum Form: Sendable {
    case text, json, xml
  }

  struct Field: Sendable {
    var name: String
    var template: Template
    var form: Form
  }

  enum Body: Sendable {
    case form([Field])
    case json(Template)
    case xml(Template)
  }

  var method: HTTPRequest.Method
  var url: Template
  /// Parameters that repeat stand several times.
  var query: [Field]
  var headers: [(name: HTTPField.Name, template: Template)]
  var basic: (user: Template, password: Template)?
  var body: Body?
  /// What `{signature}` is a digest of.
  var sign: Signing?

  /// Every template of the request.
  var templates: [Template] {
    var all = [url] + query.map(\.template) + headers.map(\.template)
    if let basic { all += [basic.user, basic.password] }
    switch body {
    case .form(let fields): all += fields.map(\.template)
    case .json(let template), .xml(let template): all.append(template)
    case nil: break
    }
    if let sign { all.append(sign.of) }
    return all
  }

  public var placeholders: Set<Template.Placeholder> {
    templates.reduce(into: []) { $0.formUnion($1.placeholders) }
  }

  var secrets: Set<String> {
    placeholders.reduce(into: []) { if case .secret(let name) = $1 { $0.insert(name) } }
  }
}
