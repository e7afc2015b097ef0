import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOPosix
import ServiceLifecycle

/// One listening socket and its connections.
///
/// Hummingbird's own server binds addresses only; an inherited socket needs NIO's bootstrap, so both go this way.
/// A connection is put together here from Hummingbird's pieces, because pages that are rendered already are answered
/// behind its connection state and before its tasks.
struct Listener: Sendable {
  let address: ListenAddress
  let limits: ConnectionLimits
  let pages: ReadyPages
  let logger: Logger

  /// Serves until graceful shutdown: then nothing new is accepted, what is in flight is answered.
  /// - Parameter onReady: called once the socket listens.
  func run(
    responder: @escaping HTTPChannelHandler.Responder, onReady: @Sendable (BoundAddress) async -> Void
  ) async throws {
    let http = HTTP1Channel(responder: responder)
    let quiescing = ServerQuiescingHelper(group: MultiThreadedEventLoopGroup.singleton)
    let server = try await bind(quiescing)
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

  /// One connection: HTTP/1.1 parts, what state it is in, pages that are ready, then the routes' tasks.
  private func setUp(_ channel: any Channel) -> EventLoopFuture<HTTP1Channel.Value> {
    channel.eventLoop.makeCompletedFuture {
      var decoder = NIOHTTPDecoderLimitConfiguration()
      decoder.maxHeaderFieldSize = limits.headerBytes
      decoder.maxHeaderListSize = limits.headerBytes
      decoder.maxHeaderFieldCount = limits.headerFields
      let pipeline = channel.pipeline.syncOperations
      try pipeline.configureHTTPServerPipeline(
        withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
        withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoder)
      try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
      try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: .seconds(limits.idleSeconds), logger: logger))
      try pipeline.addHandler(ReadyPageHandler(pages))
      return try NIOAsyncChannel(
        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  private func bind(_ quiescing: ServerQuiescingHelper) async throws -> NIOAsyncChannel<HTTP1Channel.Value, Never> {
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
        setUp($0)
      }
    case .inherited(let descriptor):
      return try await bootstrap.bind(
        descriptor, cleanupExistingSocketFile: false, serverBackPressureStrategy: nil
      ) {
        setUp($0)
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
