/// What holds for every exchange of one transport.
public struct TransportConfiguration: Hashable, Sendable {
  /// Sent as `User-Agent` unless the request has its own.
  public var userAgent: String
  /// Plain http and smtp are allowed to 127.0.0.0/8, ::1 and `localhost`: the sandbox.
  public var allowsPlainLoopback: Bool
  /// Which resolved addresses may be connected to.
  public var addresses: AddressRule
  /// Connections to one host at a time; further exchanges wait.
  public var connectionsPerHost: Int
  /// Connections in all, idle ones included.
  public var connections: Int
  /// `http://host:port`; nil: none, and the environment's proxies are never read. With a proxy it is the proxy
  /// that resolves names, so `addresses` guards the way to the proxy only.
  public var proxy: String?
  /// A PEM file of certificate authorities instead of the system's.
  public var authorities: String?
  /// Fixed answers instead of name resolution, each `host:port:address` (IPv6 in brackets).
  public var resolve: [String]

  public init(
    userAgent: String = "tidings", allowsPlainLoopback: Bool = false, addresses: AddressRule = .any,
    connectionsPerHost: Int = 32, connections: Int = 1024, proxy: String? = nil, authorities: String? = nil,
    resolve: [String] = []
  ) {
    self.userAgent = userAgent
    self.allowsPlainLoopback = allowsPlainLoopback
    self.addresses = addresses
    self.connectionsPerHost = connectionsPerHost
    self.connections = connections
    self.proxy = proxy
    self.authorities = authorities
    self.resolve = resolve
  }
}

/// Which addresses may be connected to. Judged on the very address of the connection, after resolution,
/// so a name that answers differently the second time gains nothing.
public enum AddressRule: Hashable, Sendable {
  /// Any: for carriers and relays that the operator names.
  case any
  /// Public unicast only: for URLs that a tenant names (webhooks).
  case publicUnicast
  /// The same and this machine: for trials of webhooks. Never a private network.
  case publicUnicastOrLoopback

  func permits(_ address: NetworkAddress) -> Bool {
    switch self {
    case .any: true
    case .publicUnicast: address.isPublicUnicast
    case .publicUnicastOrLoopback: address.isPublicUnicast || address.isLoopback
    }
  }
}
