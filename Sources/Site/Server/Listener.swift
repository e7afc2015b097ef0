import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOPosix
import ServiceLifecycle

/// One listening socket and its connections.
///
/// Hummingbird's own server binds addresses only; an inherited socket needs NIO's bootstrap, so both go this way.
struct Listener: Sendable {
  let address: ListenAddress
  let limits: ConnectionLimits
  let logger: Logger

  /// Serves until graceful shutdown: then nothing new is accepted, what is in flight is answered.
  /// - Parameter onReady: called once the socket listens.
  func run(
    responder: @escaping HTTPChannelHandler.Responder, onReady: @Sendable (BoundAddress) async -> Void
  ) async throws {
    let http = HTTP1Channel(
      responder: responder,
      configuration: .init(
        idleTimeout: .seconds(limits.idleSeconds),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
          maxHeaderFieldCount: limits.headerFields)))
    let quiescing = ServerQuiescingHelper(group: MultiThreadedEventLoopGroup.singleton)
    let server = try await bind(http, quiescing)
    try await withGracefulShutdownHandler {
      await onReady(BoundAddress(server.channel.localAddress))
      try await withThrowingDiscardingTaskGroup { group in
        try await server.executeThenClose { connections in
          for try await connection in connections {
            group.addTask { await http.handle(value: connection, logger: logger) }
          }
        }
      }
    } onGracefulShutdown: {
      quiescing.initiateShutdown(promise: nil)
    }
  }

  private func bind(
    _ http: HTTP1Channel, _ quiescing: ServerQuiescingHelper
  ) async throws -> NIOAsyncChannel<HTTP1Channel.Value, Never> {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(ChannelOptions.backlog, value: 1024)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
      .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(quiescing.makeServerChannelHandler(channel: channel))
        }
      }
    switch address {
    case .tcp(let host, let port):
      return try await bootstrap.bind(host: host, port: port, serverBackPressureStrategy: nil) {
        http.setup(channel: $0, logger: logger)
      }
    case .inherited(let descriptor):
      return try await bootstrap.bind(
        descriptor, cleanupExistingSocketFile: false, serverBackPressureStrategy: nil
      ) {
        http.setup(channel: $0, logger: logger)
      }
    }
  }
}

/// What one connection may be.
public struct ConnectionLimits: Hashable, Sendable {
  /// All header fields together, and each.
  public var headerBytes = 16_384
  public var headerFields = 100
  /// A connection without a request, or with a request that does not arrive, is closed after this.
  public var idleSeconds: Int64 = 60

  public init() {}
}
