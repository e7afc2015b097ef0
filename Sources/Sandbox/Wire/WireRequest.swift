import Foundation
import HTTPTypes

/// A request as a carrier's application sees it: host, path and query taken apart and decoded.
///
/// Understands both ways to ask: the original host as authority, or as the first part of a loopback path
/// (`http://127.0.0.1:PORT/api-eu.dhl.com/track/shipments?trackingNumber=…`).
struct WireRequest: Sendable {
  let method: String
  /// Lower case, without a port.
  let host: String
  /// Decoded parts of the path.
  let path: [String]
  /// Decoded, in order; names can repeat.
  let query: [(name: String, value: String)]
  let headers: HTTPFields
  let body: [UInt8]

  init(_ request: HTTPRequest, body: [UInt8] = []) {
    method = request.method.rawValue
    headers = request.headerFields
    self.body = body
    let target = request.path ?? "/"
    let cut = target.firstIndex(of: "?")
    var parts = target[..<(cut ?? target.endIndex)].split(separator: "/").map { Self.decoded(String($0), form: false) }
    let authority = (request.authority ?? "").lowercased()
    let isLoopback =
      authority.isEmpty || authority.hasPrefix("127.") || authority.hasPrefix("localhost")
      || authority.hasPrefix("[::1]")
    if isLoopback, let first = parts.first, first.contains(".") {
      host = first.lowercased()
      parts.removeFirst()
    } else {
      host = authority.split(separator: ":").first.map(String.init) ?? ""
    }
    path = parts
    query = cut.map { Self.pairs(String(target[target.index(after: $0)...])) } ?? []
  }

  /// The first value of a query parameter.
  func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// All values of a repeated query parameter.
  func parameters(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }

  func header(_ name: String) -> String? {
    guard let field = HTTPField.Name(name) else { return nil }
    return headers[field]
  }

  /// The fields of a form body.
  var form: [String: String] {
    Dictionary(Self.pairs(text).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The language of `Accept-Language`.
  var acceptedLanguage: WireLanguage { WireLanguage(tag: header("Accept-Language")) }

  /// User and password of HTTP Basic.
  var basic: (user: String, password: String)? {
    guard let value = header("Authorization"), value.lowercased().hasPrefix("basic "),
      let data = Data(base64Encoded: String(value.dropFirst(6)).trimmingCharacters(in: .whitespaces))
    else { return nil }
    let parts = String(decoding: data, as: UTF8.self).split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  var bearer: String? {
    guard let value = header("Authorization"), value.lowercased().hasPrefix("bearer ") else { return nil }
    return value.dropFirst(7).trimmingCharacters(in: .whitespaces)
  }

  private static func pairs(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return (decoded(parts.first ?? "", form: true), decoded(parts.count > 1 ? parts[1] : "", form: true))
    }
  }

  private static func decoded(_ text: String, form: Bool) -> String {
    let plain = form ? text.replacingOccurrences(of: "+", with: " ") : text
    return plain.removingPercentEncoding ?? plain
  }
}
