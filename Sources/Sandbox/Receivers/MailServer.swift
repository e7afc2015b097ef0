import NIOCore
import NIOPosix
import ServiceLifecycle

/// An SMTP server on loopback that takes every mail into an inbox.
public struct MailServer: Service {
  private let inbox: Inbox
  private let port: Int

  public init(_ inbox: Inbox, port: Int) {
    self.inbox = inbox
    self.port = port
  }

  /// Serves until graceful shutdown or cancellation.
  public func run() async throws {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let inbox = inbox
    // Ends by cancellation, which is no failure.
    _ = try? await cancelWhenGracefulShutdown {
      try await withThrowingDiscardingTaskGroup { group in
        try await server.executeThenClose { connections in
          for try await connection in connections {
            // A connection that breaks is the client's affair.
            group.addTask { _ = try? await Self.talk(connection, inbox) }
          }
        }
      }
    }
  }

  private static func talk(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ inbox: Inbox) async throws {
    try await connection.executeThenClose { received, replies in
      try await replies.write(ByteBuffer(string: SMTPDialogue.greeting + "\r\n"))
      var dialogue = SMTPDialogue()
      for try await buffer in received {
        for step in dialogue.read(Array(buffer.readableBytesView)) {
          switch step {
          case .say(let text): try await replies.write(ByteBuffer(string: text + "\r\n"))
          case .take(let mail): await inbox.add(mail)
          case .hangUp: return
          }
        }
      }
    }
  }
}
