import Foundation
import Tracking

/// A mail with a text and an HTML part, as bytes for submission (RFC 5322, RFC 2045 to 2047, RFC 8058).
public struct MailMessage: Hashable, Sendable {
  public var from: Mailbox
  public var to: Mailbox
  public var replyTo: Mailbox?
  public var subject: String
  public var text: String
  public var html: String
  /// Stable for one message over all attempts: `<id@host>` without the brackets.
  public var messageID: String
  /// BCP 47.
  public var language: String
  /// https address that takes a POST and stops the news (RFC 8058); nil for a mail that is no news.
  public var unsubscribeURL: String?
  public var at: Timestamp

  public init(
    from: Mailbox, to: Mailbox, replyTo: Mailbox? = nil, subject: String, text: String, html: String, messageID: String,
    language: String, unsubscribeURL: String? = nil, at: Timestamp
  ) {
    self.from = from
    self.to = to
    self.replyTo = replyTo
    self.subject = subject
    self.text = text
    self.html = html
    self.messageID = messageID
    self.language = language
    self.unsubscribeURL = unsubscribeURL
    self.at = at
  }

  /// The message with CRLF line ends. The boundary follows from the message's id, so the same message is the same
  /// bytes.
  public var bytes: [UInt8] {
    let boundary = "=_" + messageID.utf8.prefix(40).map { Self.isWord($0) ? String(UnicodeScalar($0)) : "-" }.joined()
    var lines = [
      "Date: \(MailDate.text(at))", "From: \(from.header)", "To: \(to.header)",
    ]
    if let replyTo { lines.append("Reply-To: \(replyTo.header)") }
    lines += [
      "Subject: \(MailHeader.encoded(subject))", "Message-ID: <\(MailHeader.plain(messageID))>", "MIME-Version: 1.0",
      "Auto-Submitted: auto-generated", "Content-Language: \(MailHeader.plain(language))",
    ]
    if let unsubscribeURL {
      lines += [
        "List-Unsubscribe: <\(MailHeader.plain(unsubscribeURL))>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
      ]
    }
    lines += ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
    lines += part("text/plain", text, boundary) + part("text/html", html, boundary)
    lines += ["--\(boundary)--", ""]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  private func part(_ type: String, _ content: String, _ boundary: String) -> [String] {
    [
      "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
      QuotedPrintable.encode(content), "",
    ]
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}

/// A name and an address.
public struct Mailbox: Hashable, Sendable {
  public var name: String?
  public let address: String

  /// Nil where the text is no plain address of the form local@domain: that is where header injection begins.
  public init?(name: String? = nil, address: String) {
    guard MailAddress.isAddress(address) else { return nil }
    self.name = name
    self.address = address
  }

  /// As it stands in a header.
  var header: String {
    guard let name, !name.isEmpty else { return "<\(address)>" }
    return "\(MailHeader.phrase(name)) <\(address)>"
  }
}
