import CCurl
import HTTPTypes

/// Where a request goes, parsed once by libcurl's own parser, so that what is checked is what is asked.
struct Target: Hashable, Sendable {
  let url: String
  let scheme: String
  /// Lower case where libcurl lowers it; IPv6 in brackets; odd spellings of IPv4 made plain.
  let host: String
  let port: String

  /// Refuses URLs that do not parse, that hold user information, and schemes that `configuration` does not allow.
  init(_ text: String, _ configuration: TransportConfiguration) throws(TransportFailure) {
    guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
      throw .badRequest("the URL holds a blank or a control character")
    }
    guard let parser = curl_url() else { throw .other(code: Int(CURLE_OUT_OF_MEMORY.rawValue), "out of memory") }
    defer { curl_url_cleanup(parser) }
    let flags = UInt32(CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME)
    let code = curl_url_set(parser, CURLUPART_URL, text, flags)
    guard code == CURLUE_OK else { throw .badRequest(String(cString: curl_url_strerror(code))) }
    scheme = (Target.part(parser, CURLUPART_SCHEME) ?? "").lowercased()
    guard scheme == "https" || scheme == "http" else { throw .refusedScheme(scheme) }
    guard let host = Target.part(parser, CURLUPART_HOST), let url = Target.part(parser, CURLUPART_URL) else {
      throw .badRequest("the URL has no host")
    }
    self.host = host.lowercased()
    self.url = url
    port = Target.part(parser, CURLUPART_PORT, flags: UInt32(CURLU_DEFAULT_PORT)) ?? ""
    guard scheme == "https" || (configuration.allowsPlainLoopback && isLoopback) else { throw .refusedScheme(scheme) }
  }

  init(_ request: HTTPRequest, _ configuration: TransportConfiguration) throws(TransportFailure) {
    guard let scheme = request.scheme, let authority = request.authority, !authority.isEmpty else {
      throw .badRequest("the request has no scheme or host")
    }
    guard !authority.contains(where: { "/?#\\".contains($0) }) else { throw .badRequest("the host is not a host") }
    let path = request.path ?? "/"
    try self.init("\(scheme)://\(authority)\(path.hasPrefix("/") ? "" : "/")\(path)", configuration)
  }

  /// Whether the exchange is in the clear, and so may only go to loopback.
  var isPlain: Bool { scheme == "http" }

  func hasSameOrigin(as other: Target) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  private var isLoopback: Bool { Target.isLoopback(host: host) }

  /// Whether a host as libcurl's parser gives it is loopback by its spelling. The address is checked again
  /// when the connection is made.
  static func isLoopback(host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func part(_ parser: OpaquePointer, _ part: CURLUPart, flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(parser, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
