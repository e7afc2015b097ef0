import HTTPTypes
import StrictYAML

extension ManifestDecoder {
  func request(_ value: YAMLValue, secrets: Set<String>) -> RequestTemplate? {
    guard let map = value.mapping() else { return nil }
    let method = map.optional("method")?.choice(of: ["GET", "POST", "PUT"]) ?? "GET"
    let url = map.required("url").flatMap { self.url($0, secrets: secrets) }
    let query = map.optional("query").map { fields($0, secrets: secrets) } ?? []
    let headers = map.optional("headers").map { self.headers($0, secrets: secrets) } ?? []
    let basic = map.optional("basic").flatMap { self.basic($0, secrets: secrets) }
    var bodies: [RequestTemplate.Body] = []
    if let form = map.optional("form") { bodies.append(.form(fields(form, secrets: secrets))) }
    if let json = map.optional("json").flatMap({ document($0, secrets: secrets) }) { bodies.append(.json(json)) }
    if let xml = map.optional("xml").flatMap({ document($0, secrets: secrets) }) { bodies.append(.xml(xml)) }
    if bodies.count > 1 { map.problem("a request has one body", hint: "one of form, json, xml") }
    if !bodies.isEmpty, method == "GET" { map.problem(at: "method", "a GET has no body", hint: "write method: POST") }
    let sign = map.optional("sign").flatMap { signing($0, secrets: secrets) }
    guard let url, let method = HTTPRequest.Method(method) else { return nil }
    let request = RequestTemplate(
      method: method, url: url, query: query, headers: headers, basic: basic, body: bodies.first, sign: sign)
    let isSigned = request.placeholders.contains(.signature)
    if isSigned, sign == nil {
      map.problem("{signature} needs 'sign'", hint: "sign: { md5: '{secret.user}{number}{secret.key}' }")
    } else if !isSigned, sign != nil {
      map.problem(at: "sign", "nothing uses {signature}")
    }
    return request
  }

  private func signing(_ value: YAMLValue, secrets: Set<String>) -> Signing? {
    guard let map = value.mapping() else { return nil }
    let found = Signing.Hash.allCases.compactMap { hash in
      map.optional(hash.rawValue).flatMap { template($0, secrets: secrets) }.map { Signing(hash: hash, of: $0) }
    }
    if found.count != 1 { map.problem("one of md5 and sha256 says what is signed") }
    if found.contains(where: { $0.of.placeholders.contains(.signature) }) { map.problem("a signature signs itself") }
    return found.first
  }

  func template(_ value: YAMLValue, secrets: Set<String>) -> Template? {
    guard let source = value.string(allowEmpty: true) else { return nil }
    let template = Template.parse(source) { value.problem($0, hint: $1) }
    for case .secret(let name) in template?.placeholders ?? [] where !secrets.contains(name) {
      value.problem("the secret '\(name)' is not listed", hint: "add it to 'secrets' of the carrier")
    }
    return template
  }

  private func url(_ value: YAMLValue, secrets: Set<String>) -> Template? {
    guard let template = template(value, secrets: secrets) else { return nil }
    guard case .text(let head)? = template.parts.first else {
      value.problem("the URL begins with a placeholder", hint: "write https:// and the host")
      return nil
    }
    if !head.hasPrefix("https://") {
      value.problem("the URL is not https", hint: "write https://…; the sandbox is reached by an account's base")
    } else {
      let rest = head.dropFirst("https://".count)
      let host = rest.prefix { $0 != "/" && $0 != "?" }
      if host.contains("@") { value.problem("a literal secret in the URL", hint: "use 'basic'") }
      if host.isEmpty || (host.count == rest.count && template.parts.count > 1) {
        value.problem("the URL's host may hold no placeholder")
      }
    }
    return template
  }

  /// Query parameters or form fields. A list repeats; `{ xml: … }` and `{ json: … }` are documents.
  private func fields(_ value: YAMLValue, secrets: Set<String>) -> [RequestTemplate.Field] {
    var fields: [RequestTemplate.Field] = []
    for (name, _, value) in value.mapping()?.all() ?? [] {
      if value.isMapping, let map = value.mapping() {
        let xml = map.optional("xml").flatMap { document($0, secrets: secrets) }
        let json = map.optional("json").flatMap { document($0, secrets: secrets) }
        if let xml { fields.append(.init(name: name, template: xml, form: .xml)) }
        if let json { fields.append(.init(name: name, template: json, form: .json)) }
        if (xml == nil) == (json == nil) { map.problem("one of xml and json stands here") }
        continue
      }
      for one in value.oneOrMore() {
        guard let template = template(one, secrets: secrets) else { continue }
        refuseLiteral(name, template, one)
        fields.append(.init(name: name, template: template, form: .text))
      }
    }
    return fields
  }

  private func headers(_ value: YAMLValue, secrets: Set<String>) -> [(name: HTTPField.Name, template: Template)] {
    var headers: [(name: HTTPField.Name, template: Template)] = []
    for (key, _, value) in value.mapping()?.all() ?? [] {
      guard let name = HTTPField.Name(key) else {
        value.problem("'\(key)' is no header name")
        continue
      }
      guard let template = template(value, secrets: secrets) else { continue }
      refuseLiteral(key, template, value)
      headers.append((name, template))
    }
    return headers
  }

  private func basic(_ value: YAMLValue, secrets: Set<String>) -> (user: Template, password: Template)? {
    guard let map = value.mapping() else { return nil }
    let user = map.required("user").flatMap { template($0, secrets: secrets) }
    let password = map.required("password").flatMap { value in
      let made = template(value, secrets: secrets)
      if let made { refuseLiteral("password", made, value) }
      return made
    }
    guard let user, let password else { return nil }
    return (user, password)
  }

  /// A JSON or XML template; looks for written-out passwords in it.
  private func document(_ value: YAMLValue, secrets: Set<String>) -> Template? {
    guard let made = template(value, secrets: secrets) else { return nil }
    let text = made.source.lowercased()
    for word in secretWords where word != "key" {
      for mark in ["=\"", "=\\\"", ">", "\": \"", "\":\"", "='"] {
        var rest = text[...]
        while let found = rest.firstRange(of: word + mark) {
          let closes = text[..<found.lowerBound].hasSuffix("/") || endsTag(text[..<found.lowerBound])
          rest = rest[found.upperBound...]
          let next = rest.first { !$0.isWhitespace }
          if !closes, let next, !"{<\"'".contains(next) {
            value.problem(
              "a literal secret behind '\(word)'", hint: "write {secret.name} and list the name under 'secrets'")
            return made
          }
        }
      }
    }
    return made
  }

  /// Whether the last tag before the end of `text` is a closing one (`</ns:authToken` cut before `Token`).
  private func endsTag(_ text: Substring) -> Bool {
    text.lastIndex(of: "<").map { text[$0...].hasPrefix("</") } ?? false
  }

  private var secretWords: [String] {
    ["password", "passwd", "pwd", "secret", "token", "api-key", "apikey", "api_key", "authorization", "key"]
  }

  /// A field whose name says that it holds a secret must hold a placeholder.
  private func refuseLiteral(_ name: String, _ template: Template, _ value: YAMLValue) {
    let lowered = name.lowercased()
    let holdsSecret = secretWords.contains { $0 == "key" ? lowered == $0 : lowered.contains($0) }
    let isLiteral = template.placeholders.isEmpty && !template.source.isEmpty
    if holdsSecret, isLiteral {
      value.problem("a literal secret in '\(name)'", hint: "write {secret.name} and list the name under 'secrets'")
    }
  }
}
