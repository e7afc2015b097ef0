import NIOCore

/// Where the site listens.
public enum ListenAddress: Hashable, Sendable {
  /// A host name or address and a port; port 0 takes a free one.
  case tcp(host: String, port: Int)
  /// A listening stream socket that was inherited (systemd's socket activation), by its descriptor.
  /// The site owns it from now on.
  case inherited(descriptor: Int32)
}

/// What the site really listens on.
public struct BoundAddress: Hashable, Sendable {
  /// Nil for a socket that is not IP.
  public let host: String?
  public let port: Int?

  init(_ address: SocketAddress?) {
    host = address?.ipAddress
    port = address?.port
  }
}
