import Crypto
import Foundation
import HTTPTypes

/// Fills a request's template with values. Pure.
struct RequestBuilder {
  var asks: [Ask]
  var batch: Batch
  var language: String?
  var secrets: [String: String]
  var token: Token?
  /// What the steps before carry.
  var carried: [String: String]
  var base: String?

  private var signature: String?

  init(
    asks: [Ask], batch: Batch, language: String?, secrets: [String: String], token: Token?,
    carried: [String: String] = [:], base: String?
  ) {
    self.asks = asks
    self.batch = batch
    self.language = language
    self.secrets = secrets
    self.token = token
    self.carried = carried
    self.base = base
  }

  /// Why a request cannot be built.
  enum Fault: Error, Hashable {
    case missing(Template.Placeholder)
    case invalid(String)
  }

  func build(_ template: RequestTemplate) throws(Fault) -> CarrierRequest {
    guard let sign = template.sign else { return try assemble(template) }
    var signed = self
    signed.signature = sign.hash.digest(try render(sign.of, .none))
    return try signed.assemble(template)
  }

  private func assemble(_ template: RequestTemplate) throws(Fault) -> CarrierRequest {
    let target = try url(template)
    var request = HTTPRequest(
      method: template.method, scheme: target.scheme, authority: target.authority, path: target.path)
    var body: [UInt8] = []
    switch template.body {
    case .form(let fields):
      request.headerFields[.contentType] = "application/x-www-form-urlencoded"
      body = Array(try pairs(fields).utf8)
    case .json(let text):
      request.headerFields[.contentType] = "application/json"
      body = Array(try render(text, .json).utf8)
    case .xml(let text):
      request.headerFields[.contentType] = "text/xml; charset=utf-8"
      body = Array(try render(text, .xml).utf8)
    case nil: break
    }
    if let basic = template.basic {
      let pair = try render(basic.user, .none) + ":" + render(basic.password, .none)
      request.headerFields[.authorization] = "Basic " + Data(pair.utf8).base64EncodedString()
    }
    for header in template.headers {
      guard let value = try optional(header.template, .none) else { continue }
      guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw .invalid("the header \(header.name) would hold a line break")
      }
      request.headerFields[header.name] = value
    }
    return CarrierRequest(request: request, body: body)
  }

  private func url(_ template: RequestTemplate) throws(Fault) -> (scheme: String, authority: String, path: String) {
    var url = try render(template.url, .path)
    let query = try pairs(template.query)
    if !query.isEmpty { url += (url.contains("?") ? "&" : "?") + query }
    guard url.hasPrefix("https://") else { throw .invalid("the URL is not https") }
    let rest = url.dropFirst("https://".count)
    let slash = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let host = String(rest[..<slash])
    let path = rest[slash...].hasPrefix("/") ? String(rest[slash...]) : "/" + rest[slash...]
    guard let base else { return ("https", host, path) }
    guard let mark = base.firstRange(of: "://") else { throw .invalid("the base is no URL") }
    let baseRest = base[mark.upperBound...]
    let baseSlash = baseRest.firstIndex(of: "/") ?? baseRest.endIndex
    var prefix = String(baseRest[baseSlash...])
    while prefix.hasSuffix("/") { prefix.removeLast() }
    return (String(base[..<mark.lowerBound]), String(baseRest[..<baseSlash]), "\(prefix)/\(host)\(path)")
  }

  /// `a=1&b=2`; a field whose placeholder has no value is left out.
  private func pairs(_ fields: [RequestTemplate.Field]) throws(Fault) -> String {
    var out: [String] = []
    for field in fields {
      let name = Escaping.percentEncoded(field.name)
      if case .repeat = batch.join, field.template.placeholders.contains(.numbers) {
        for ask in asks {
          var one = self
          one.asks = [ask]
          out.append(name + "=" + Escaping.percentEncoded(try one.render(field.template, .none)))
        }
        continue
      }
      let escaping: Escaping =
        switch field.form {
        case .text: .none
        case .json: .json
        case .xml: .xml
        }
      guard let value = try optional(field.template, escaping) else { continue }
      out.append(name + "=" + Escaping.percentEncoded(value))
    }
    return out.joined(separator: "&")
  }

  /// Nil where an optional input has no value; a missing secret or token is a fault.
  private func optional(_ template: Template, _ escaping: Escaping) throws(Fault) -> String? {
    do {
      return try render(template, escaping)
    } catch {
      switch error {
      case .missing(.language), .missing(.country), .missing(.postcode), .missing(.service): return nil
      default: throw error
      }
    }
  }

  private func render(_ template: Template, _ escaping: Escaping) throws(Fault) -> String {
    do throws(Template.Missing) {
      return try template.render { placeholder, filters throws(Template.Missing) in
        if case .numbers = placeholder { return try numbers(filters, escaping) }
        guard let raw = value(placeholder) else { throw Template.Missing(placeholder: placeholder) }
        return escaping.apply(filters.reduce(raw) { $1.apply($0) })
      }
    } catch {
      throw .missing(error.placeholder)
    }
  }

  private func numbers(_ filters: [Template.Filter], _ escaping: Escaping) throws(Template.Missing) -> String {
    var all: [String] = []
    for ask in asks {
      var one = self
      one.asks = [ask]
      func written(_ placeholder: Template.Placeholder, _ own: [Template.Filter]) throws(Template.Missing) -> String {
        guard let raw = one.value(placeholder) else { throw Template.Missing(placeholder: placeholder) }
        return escaping.apply((own + filters).reduce(raw) { $1.apply($0) })
      }
      if let each = batch.each { all.append(try each.render(written)) } else { all.append(try written(.number, [])) }
    }
    switch batch.join {
    case .text(let text): return all.joined(separator: text)
    case .repeat: return all.joined(separator: ",")
    }
  }

  private func value(_ placeholder: Template.Placeholder) -> String? {
    func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
    return switch placeholder {
    case .number, .numbers: filled(asks.first?.number)
    case .language: filled(language)
    case .country: filled(asks.first?.country)
    case .postcode: filled(asks.first?.postalCode)
    case .service: filled(asks.first?.service)
    case .token: filled(token?.value)
    case .signature: signature
    case .step(let name): filled(carried[name])
    case .login(let name): filled(token?.carried[name])
    case .secret(let name): filled(secrets[name])
    }
  }
}

extension Signing.Hash {
  /// In hexadecimal digits, lower case.
  fileprivate func digest(_ text: String) -> String {
    let data = Data(text.utf8)
    let bytes =
      switch self {
      case .md5: Array(Insecure.MD5.hash(data: data))
      case .sha256: Array(SHA256.hash(data: data))
      }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
