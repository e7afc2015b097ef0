/// Follows the commands and replies of one SMTP transaction (RFC 5321), to tell what became of each recipient.
///
/// libcurl sends one command at a time, so that a reply always belongs to the command before it.
struct MailDialogue {
  private enum Command { case other, sender, recipient(Int), data, quit }

  private(set) var recipients: [MailRecipient]
  private(set) var stage = MailFailure.Stage.connecting
  /// The last complete reply.
  private(set) var reply: MailReply?
  private var command = Command.other
  private var asked = 0

  init(recipients: [String]) {
    self.recipients = recipients.map { MailRecipient(address: $0) }
  }

  /// A command we sent.
  mutating func sent(_ line: String) {
    let verb = line.prefix(10).uppercased()
    if verb.hasPrefix("MAIL FROM:") {
      command = .sender
      stage = .sender
    } else if verb.hasPrefix("RCPT TO:") {
      command = .recipient(asked)
      asked += 1
      stage = .recipients
    } else if verb.hasPrefix("DATA") {
      command = .data
    } else if verb.hasPrefix("QUIT") {
      command = .quit
    } else {
      command = .other
    }
  }

  /// A line the server sent. Only the last line of a reply counts; the others have a hyphen after the code.
  mutating func received(_ line: String) {
    let bytes = Array(line.utf8)
    // A reply to the farewell says nothing of the mail.
    if case .quit = command { return }
    guard bytes.count >= 3, let code = Int(String(decoding: bytes.prefix(3), as: UTF8.self)), (200...599).contains(code)
    else { return }
    if bytes.count > 3, bytes[3] == UInt8(ascii: "-") { return }
    let text = String(decoding: bytes.dropFirst(4).prefix { $0 != 13 && $0 != 10 }, as: UTF8.self)
    let reply = MailReply(code: code, text: text)
    self.reply = reply
    switch command {
    case .recipient(let index) where recipients.indices.contains(index): recipients[index].reply = reply
    case .data where code == 354: stage = .content
    default: break
    }
  }
}
