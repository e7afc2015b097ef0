/// Why an exchange gave no answer. The words are libcurl's; they may name the host, never path or query.
public enum TransportFailure: Error, Hashable, Sendable {
  /// The task that waited was cancelled.
  case cancelled
  /// The transport has been shut down.
  case stopped
  /// Connecting, answering or the whole exchange took longer than its limit, or bytes came too slowly.
  case timeout(String)
  /// The host name could not be resolved.
  case name(String)
  /// Nobody accepted the connection.
  case connect(String)
  /// No trust or no agreement in TLS.
  case tls(String)
  /// The body grew beyond this many bytes (after decompression), or the header beyond its own limit.
  case tooLarge(limit: Int)
  /// The peer closed before the answer was complete.
  case closed(String)
  /// The peer answered something that is not the protocol (or not the encoding it names).
  case garbled(String)
  /// The answer points to another origin (scheme, host, port), or redirected too often.
  case redirected(to: String)
  /// Neither https nor, where allowed, plain http to loopback.
  case refusedScheme(String)
  /// The name leads to an address that must not be connected to.
  case refusedAddress(String)
  /// The request cannot be sent as it is (URL that does not parse, user information in it, …).
  case badRequest(String)
  /// Anything else libcurl reports.
  case other(code: Int, String)
}

extension TransportFailure: CustomStringConvertible {
  /// One line for a log or an outcome.
  public var description: String {
    switch self {
    case .cancelled: "cancelled"
    case .stopped: "the transport is shut down"
    case .timeout(let words): "timed out: \(words)"
    case .name(let words): "name not resolved: \(words)"
    case .connect(let words): "not connected: \(words)"
    case .tls(let words): "TLS failed: \(words)"
    case .tooLarge(let limit): "answer larger than \(limit) bytes"
    case .closed(let words): "closed early: \(words)"
    case .garbled(let words): "not understood: \(words)"
    case .redirected(let host): "redirected to \(host)"
    case .refusedScheme(let scheme): "scheme \(scheme) is not allowed here"
    case .refusedAddress(let address): "address \(address) is not allowed"
    case .badRequest(let words): "bad request: \(words)"
    case .other(let code, let words): "libcurl \(code): \(words)"
    }
  }
}

extension TransportFailure {
  /// Whether the header may have come well nevertheless: not where the exchange was ended by us.
  var isOfTheBody: Bool {
    switch self {
    case .timeout, .tooLarge, .closed, .garbled, .other: true
    default: false
    }
  }
}
