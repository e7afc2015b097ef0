import Tracking

/// What the operator's machines may ask of the site and only the executable can answer.
public struct OperatorView: Sendable {
  /// One thing that has to be well for the daemon to do its work.
  public struct Check: Sendable {
    public var name: String
    /// Nil where all is well, else what is not, in a few words without secrets.
    public var failure: @Sendable () async -> String?

    public init(_ name: String, failure: @escaping @Sendable () async -> String?) {
      self.name = name
      self.failure = failure
    }
  }

  /// What `/readyz` asks besides the database.
  public var checks: [Check] = []
  /// The text of `/metrics` in Prometheus' format 0.0.4; nil: there is no such page.
  public var metrics: (@Sendable () async -> String)?
  /// Addresses that may read the metrics, besides loopback.
  public var readers: [AddressBlock] = []

  public init() {}

  /// Whether a request may read the metrics.
  ///
  /// A proxy on this machine asks from loopback too, on behalf of anybody: what came through one (it says so, or it
  /// names a public host) is refused.
  /// - Parameters:
  ///   - peer: the connection's other end; nil for a socket that is not IP.
  ///   - host: as the request names it, lower case, without port.
  ///   - isForwarded: whether a header of the request speaks of a proxy.
  func mayRead(peer: String?, host: String, isForwarded: Bool) -> Bool {
    guard let peer, !isForwarded else { return false }
    if Self.loopback.contains(where: { $0.contains(peer) }) { return SiteRequest.isLoopback(host) }
    return readers.contains { $0.contains(peer) }
  }

  private static let loopback = ["127.0.0.0/8", "::1"].compactMap { AddressBlock($0) }
}
