import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The sandbox on a loopback port: one server plays all hosts.
///
/// `http://127.0.0.1:PORT/<the carrier's host>/<the carrier's path>` is what `https://<host>/<path>` is outside.
public struct SandboxServer: Service {
  private let sandbox: Sandbox
  private let address: BindAddress
  private let logger: Logger
  private let board = PortBoard()

  /// - Parameter port: 0 lets the system choose; `port()` tells which.
  public init(_ sandbox: Sandbox, port: Int = 0, logger: Logger = Logger(label: "tidings.sandbox")) {
    self.sandbox = sandbox
    address = .hostname("127.0.0.1", port: port)
    self.logger = logger
  }

  /// The port, once the server listens. Nil where it ended before it listened.
  public func port() async -> Int? { await board.port() }

  /// Serves until graceful shutdown or cancellation.
  public func run() async throws {
    let board = board
    let sandbox = sandbox
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in try await Self.serve(request, sandbox) },
      configuration: ApplicationConfiguration(address: address, serverName: "sandbox"),
      onServerRunning: { channel in await board.settle(channel.localAddress?.port) },
      logger: logger)
    do {
      try await application.run()
      await board.settle(nil)
    } catch {
      await board.settle(nil)
      throw error
    }
  }

  private static func serve(_ request: Request, _ sandbox: Sandbox) async throws -> Response {
    var request = request
    let body = try await request.collectBody(upTo: 1 << 20)
    let reply = await sandbox.reply(to: request.head, body: Array(body.readableBytesView))
    let answer = reply.answer
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: answer.headers,
      body: try await delivery(ByteBuffer(bytes: answer.body), fault: reply.fault))
  }

  private static func delivery(_ bytes: ByteBuffer, fault: SandboxFault?) async throws -> ResponseBody {
    switch fault {
    case .hang:
      // Ends with the server, so that a stop does not wait for it.
      try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(3600)) }
      return ResponseBody()
    case .closeMidBody:
      return ResponseBody(contentLength: bytes.readableBytes) { writer in
        try await writer.write(bytes.getSlice(at: 0, length: bytes.readableBytes / 2) ?? ByteBuffer())
        throw Interrupted()
      }
    case .slow(let milliseconds):
      return ResponseBody(contentLength: bytes.readableBytes) { writer in
        var rest = bytes
        let pieces = 4
        while rest.readableBytes > 0 {
          try await Task.sleep(for: .milliseconds(milliseconds / pieces))
          let length = min(rest.readableBytes, max(1, bytes.readableBytes / pieces))
          if let piece = rest.readSlice(length: length) { try await writer.write(piece) }
        }
        try await writer.finish(nil)
      }
    default: return ResponseBody(byteBuffer: bytes)
    }
  }

  /// Thrown to close a connection in the middle of a body.
  private struct Interrupted: Error {}
}
