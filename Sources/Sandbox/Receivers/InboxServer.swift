import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// What the inbox holds, to be looked at: `/` lists the mails as text, `/mails/1` is the first as it came,
/// `/mails/1.html` its HTML part, `/hooks` the webhooks as JSON. `POST /hook` is the shop's server.
public struct InboxServer: Service {
  private let inbox: Inbox
  private let port: Int
  private let logger: Logger

  public init(_ inbox: Inbox, port: Int, logger: Logger) {
    self.inbox = inbox
    self.port = port
    self.logger = logger
  }

  /// Serves until graceful shutdown or cancellation.
  public func run() async throws {
    let router = Router(context: BasicRequestContext.self)
    let inbox = inbox
    router.get("/") { _, _ in
      let mails = await inbox.mails
      return Self.answer(mails.isEmpty ? "No mail yet.\n" : Self.list(mails), "text/plain")
    }
    router.get("mails/:name") { _, context in
      let name = context.parameters.get("name") ?? ""
      let mails = await inbox.mails
      guard let number = Int(name.prefix { $0 != "." }), mails.indices.contains(number - 1) else {
        throw HTTPError(.notFound)
      }
      let mail = mails[number - 1]
      if name.hasSuffix(".html") { return Self.answer(mail.part("text/html") ?? "", "text/html") }
      return Self.answer(String(decoding: mail.bytes, as: UTF8.self), "text/plain")
    }
    router.get("hooks") { _, _ in
      Self.answer(String(decoding: try JSONEncoder().encode(await inbox.hooks), as: UTF8.self), "application/json")
    }
    router.post("hook") { request, _ in
      var request = request
      let body = try await request.collectBody(upTo: 1 << 20)
      let headers = request.headers.filter { $0.name.canonicalName.hasPrefix("webhook-") }
        .map { ($0.name.canonicalName, $0.value) }
      await inbox.add(
        ReceivedHook(headers: Dictionary(headers) { first, _ in first }, body: String(buffer: body)))
      return Response(status: .noContent)
    }
    try await Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: "inbox"),
      logger: logger
    ).run()
  }

  private static func list(_ mails: [ReceivedMail]) -> String {
    mails.enumerated().map { index, mail in
      "=== mail \(index + 1) to \(mail.recipients.joined(separator: ", "))  (/mails/\(index + 1).html)\n\n"
        + (mail.part("text/plain") ?? "")
    }.joined(separator: "\n")
  }

  private static func answer(_ text: String, _ type: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: type + "; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
