import HTTPTypes
import Hummingbird
import Tracking

/// What pages read from a request.
struct SiteRequest: Sendable {
  /// Host and port as sent.
  let authority: String
  /// Lower case, without port.
  let host: String
  let acceptLanguage: String
  let cookies: String?
  /// The reader's address, as far as it is known.
  let address: String?
  let query: [(name: Substring, value: Substring)]

  init(_ request: Request, peer: String?, proxies: [AddressBlock]) {
    authority = request.head.authority ?? ""
    host = SiteRequest.host(authority)
    acceptLanguage = request.headers[.acceptLanguage] ?? ""
    cookies = request.headers[.cookie]
    address = ClientAddress.of(peer: peer, forwarded: request.headers[.forwardedFor], proxies: proxies)
    query = SiteRequest.fields(request.uri.query ?? "")
  }

  /// The parameter's value, not decoded; the first where it stands several times.
  func parameter(_ name: String) -> String? {
    query.first { $0.name == name }.map { String($0.value) }
  }

  /// Whether cookies have to be `Secure`: everywhere but on plain http to loopback.
  var isSecure: Bool { !SiteRequest.isLoopback(host) }

  static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "[::1]" || host.hasSuffix(".localhost")
      || (host.hasPrefix("127.") && host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E })
  }

  static func host(_ authority: String) -> String {
    let lower = authority.lowercased()
    if lower.hasPrefix("[") { return String(lower.prefix { $0 != "]" }) + "]" }
    let name = lower.prefix { $0 != ":" }
    return String(name.hasSuffix(".") ? name.dropLast() : name)
  }

  /// `a=b&c` in pieces; at most 20.
  static func fields(_ text: some StringProtocol) -> [(name: Substring, value: Substring)] {
    String(text.prefix(4096)).split(separator: "&").prefix(20).map { part in
      guard let equals = part.firstIndex(of: "=") else { return (part, "") }
      return (part[..<equals], part[part.index(after: equals)...])
    }
  }
}
