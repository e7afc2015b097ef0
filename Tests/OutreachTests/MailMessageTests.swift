import Foundation
import Testing
import Tracking

@testable import Outreach

private func message(subject: String = "Kommt Donnerstag", name: String? = "Fjordlicht") throws -> String {
  let from = try #require(Mailbox(name: name, address: "news@shop.example"))
  let to = try #require(Mailbox(address: "anna@example.org"))
  let mail = MailMessage(
    from: from, to: to, subject: subject, text: "Grüße\n.\nEnde ", html: "<p>Grüße</p>", messageID: "a1@shop.example",
    language: "de", unsubscribeURL: "https://shop.example/stop/abc", at: Timestamp(seconds: 1_795_000_000))
  return String(decoding: mail.bytes, as: UTF8.self)
}

@Suite("Mails as bytes")
struct MailMessageTests {
  @Test("Every line ends in CRLF and keeps within 998 characters, all of it ASCII")
  func lines() throws {
    let text = try message(subject: String(repeating: "ö", count: 300))
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    for line in text.components(separatedBy: "\r\n") {
      #expect(!line.contains("\n") && !line.contains("\r"))
      #expect(line.utf8.count <= 78)
    }
  }

  @Test(
    "No value can begin a header of its own",
    arguments: ["x\r\nBcc: evil@example.org", "x\nBcc: evil@example.org", "\u{0}\r\n\r\nbody"])
  func injection(text: String) throws {
    let mail = try message(subject: text, name: text)
    let head = mail.components(separatedBy: "\r\n\r\n")[0]
    #expect(!head.components(separatedBy: "\r\n").contains { $0.hasPrefix("Bcc:") })
    #expect(head.contains("List-Unsubscribe: <https://shop.example/stop/abc>"))
  }

  @Test(
    "Only plain addresses are addresses",
    arguments: [
      ("anna@example.org", true), ("a.b+c@sub.example.org", true), ("anna@localhost", true), ("anna", false),
      ("anna@", false), ("@example.org", false), ("a@b@c.org", false), ("anna @example.org", false),
      ("anna@exa mple.org", false), ("anna@example.org\r\nBcc: x@y.z", false), ("<anna@example.org>", false),
      ("anna@-example.org", false), ("anna@example..org", false), (".anna@example.org", false),
      ("änna@example.org", false),
    ])
  func addresses(text: String, isAddress: Bool) {
    #expect((Mailbox(address: text) != nil) == isAddress)
  }

  @Test("A blank at the end of a line and a line of one dot survive")
  func quotedPrintable() {
    #expect(QuotedPrintable.encode("Ende ") == "Ende=20")
    #expect(QuotedPrintable.encode("a=b\nü") == "a=3Db\r\n=C3=BC")
    let long = QuotedPrintable.encode(String(repeating: "ü", count: 100))
    #expect(long.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
  }

  @Test("The same message is the same bytes")
  func stable() throws {
    #expect(try message() == message())
    #expect(try message().contains("Date: Wed, 18 Nov 2026 "))
  }
}
