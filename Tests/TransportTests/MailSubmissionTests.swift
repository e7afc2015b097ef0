import Synchronization
import Testing

@testable import Transport

@Suite struct MailSubmissionTests {
  static let message = Array("Subject: x\r\n\r\nHello\r\n.dot\r\n".utf8)

  @Test("A mail is taken for those the server accepts, and the others are named with its words")
  func partly() async throws {
    let server = try MailServer { $0.contains("gone@") ? "550 5.1.1 no such box" : "250 2.1.5 ok" }
    let receipt = try await server.submission.send(
      Self.message, from: "shop@example.org", to: ["a@example.org", "gone@example.org", "b@example.org"])
    #expect(receipt.recipients.map(\.reply?.code) == [250, 550, 250])
    #expect(receipt.recipients[1].reply?.text == "5.1.1 no such box")
    #expect(receipt.reply == MailReply(code: 250, text: "2.0.0 queued as 1"))
    #expect(server.contents == ["Subject: x\r\n\r\nHello\r\n..dot\r\n"])
    #expect(server.commands.first == "EHLO localhost")
    #expect(server.commands.contains("RCPT TO:<gone@example.org>"))
  }

  @Test("Many mails go over one connection")
  func reuses() async throws {
    let server = try MailServer { _ in "250 ok" }
    for _ in 0..<20 {
      _ = try await server.submission.send(Self.message, from: "shop@example.org", to: ["a@example.org"])
    }
    #expect(server.connections == 1)
    #expect(server.contents.count == 20)
  }

  @Test("A mail that is refused says where, with which reply, and whether to try again")
  func refused() async throws {
    let all = try MailServer { _ in "450 4.2.0 greylisted" }
    let first = await failure(all, to: ["a@example.org", "b@example.org"])
    #expect(first?.stage == .recipients)
    #expect(first?.recipients.map(\.reply?.code) == [450, 450])
    #expect(first?.reply?.isTransient == true)
    #expect(first?.cause == nil)
    #expect(first?.mayHaveBeenTaken == false)

    let late = try MailServer(afterContent: "554 5.7.1 spam") { _ in "250 ok" }
    let second = await failure(late)
    #expect(second?.stage == .content)
    #expect(second?.reply == MailReply(code: 554, text: "5.7.1 spam"))
    #expect(second?.mayHaveBeenTaken == false)
  }

  @Test("A server that closes after the content may have taken the mail; one that closes before has not")
  func closes() async throws {
    let after = await failure(try MailServer(afterContent: nil) { _ in "250 ok" })
    #expect(after?.mayHaveBeenTaken == true)
    #expect(after?.cause != nil)
    let before = await failure(try MailServer { _ in nil })
    #expect(before?.stage == .recipients)
    #expect(before?.mayHaveBeenTaken == false)
  }

  @Test("A server that does not offer STARTTLS gets no mail")
  func demandsTLS() async throws {
    let server = try MailServer(security: .startTLS) { _ in "250 ok" }
    let result = await failure(server)
    guard case .tls = result?.cause else {
      Issue.record("\(String(describing: result))")
      return
    }
    #expect(server.contents.isEmpty)
    #expect(!server.commands.contains { $0.hasPrefix("MAIL") })
  }

  @Test("A server that hangs times out")
  func hangs() async throws {
    let server = try LoopbackServer { $0.hang() }
    let relay = MailRelay(host: "127.0.0.1", port: server.port, security: .plain)
    let submission = MailSubmission(relay: relay, transport: loopback())
    await #expect {
      try await submission.send(
        Self.message, from: "a@example.org", to: ["b@example.org"], limits: TransferLimits(total: .milliseconds(100)))
    } throws: { error in
      guard case .timeout = (error as? MailFailure)?.cause else { return false }
      return true
    }
  }

  @Test(
    "An address that could end the command is refused before anything is sent",
    arguments: [
      "a@example.org>\r\nRCPT TO:<c@example.org", "a b@example.org", "a@b@c", "", "a@", "<a@example.org>",
      "a@example.org\n",
      "nobody", String(repeating: "a", count: 250) + "@example.org",
    ])
  func injects(address: String) async throws {
    let server = try MailServer { _ in "250 ok" }
    #expect(await failure(server, to: [address])?.cause == .badRequest("an address is not one"))
    #expect(await failure(server, from: address)?.cause == .badRequest("an address is not one"))
    #expect(await failure(server, to: [])?.cause == .badRequest("no recipient"))
    #expect(server.connections == 0)
  }

  @Test("Without TLS mail goes to loopback only, and only where that is allowed")
  func plain() async {
    for (host, allowed) in [("example.org", true), ("10.0.0.1", true), ("127.0.0.1", false)] {
      let relay = MailRelay(host: host, port: 25, security: .plain)
      let submission = MailSubmission(relay: relay, transport: loopback { $0.allowsPlainLoopback = allowed })
      await #expect {
        try await submission.send(Self.message, from: "a@example.org", to: ["b@example.org"])
      } throws: { ($0 as? MailFailure)?.cause == .refusedScheme("smtp without TLS") }
    }
  }

  private func failure(
    _ server: MailServer, from sender: String = "shop@example.org", to recipients: [String] = ["a@example.org"]
  ) async -> MailFailure? {
    do {
      _ = try await server.submission.send(Self.message, from: sender, to: recipients)
      return nil
    } catch {
      return error
    }
  }
}

/// A small SMTP server that answers recipients as told and keeps what it gets.
private final class MailServer: Sendable {
  private struct Seen {
    var commands: [String] = []
    var contents: [String] = []
  }

  private final class Book: Sendable {
    let seen = Mutex(Seen())
  }

  private let server: LoopbackServer
  private let book: Book
  let submission: MailSubmission

  var commands: [String] { book.seen.withLock { $0.commands } }
  var contents: [String] { book.seen.withLock { $0.contents } }
  var connections: Int { server.counts.accepted }

  /// `recipient` answers a RCPT command, `afterContent` the content; nil closes the connection.
  init(
    security: MailRelay.Security = .plain, afterContent: String? = "250 2.0.0 queued as 1",
    recipient: @escaping @Sendable (String) -> String?
  ) throws {
    let book = Book()
    self.book = book
    server = try LoopbackServer { connection in
      connection.write("220-mail.example\r\n220 ready\r\n")
      while let line = connection.readLine() {
        book.seen.withLock { $0.commands.append(line) }
        let verb = line.prefix(4).uppercased()
        var reply: String? = "250 ok"
        if verb == "EHLO" { reply = "250-mail.example\r\n250-SIZE 1000000\r\n250 8BITMIME" }
        if verb == "RCPT" { reply = recipient(line) }
        if verb == "DATA" {
          connection.write("354 go on\r\n")
          var text = ""
          while let line = connection.readLine(), line != "." { text += line + "\r\n" }
          book.seen.withLock { $0.contents.append(text) }
          reply = afterContent
        }
        guard let reply else { return }
        connection.write(reply + "\r\n")
        if verb == "QUIT" { return }
      }
    }
    let relay = MailRelay(host: "127.0.0.1", port: server.port, security: security)
    submission = MailSubmission(relay: relay, transport: loopback())
  }
}
