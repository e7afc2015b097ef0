/// The server's side of SMTP (RFC 5321) as far as a submission needs it: takes every mail, offers no extension.
struct SMTPDialogue {
  enum Step: Hashable, Sendable {
    case say(String)
    case take(ReceivedMail)
    case hangUp
  }

  /// A mail may have so many bytes; a longer one ends the connection.
  static let mostBytes = 1 << 20
  private var line: [UInt8] = []
  private var recipients: [String] = []
  private var content: [UInt8]?

  static let greeting = "220 sandbox ready"

  /// What the server does about the bytes that came.
  mutating func read(_ bytes: [UInt8]) -> [Step] {
    var steps: [Step] = []
    for byte in bytes {
      line.append(byte)
      if line.count + (content?.count ?? 0) > Self.mostBytes { return steps + [.say("552 too large"), .hangUp] }
      guard byte == UInt8(ascii: "\n") else { continue }
      steps += take(line)
      line = []
    }
    return steps
  }

  private mutating func take(_ line: [UInt8]) -> [Step] {
    guard let soFar = content else { return command(String(decoding: line, as: UTF8.self)) }
    guard line != Array(".\r\n".utf8) else {
      content = nil
      let mail = ReceivedMail(recipients: recipients, bytes: soFar)
      recipients = []
      return [.take(mail), .say("250 taken")]
    }
    // A dot at the beginning was stuffed (4.5.2).
    content = soFar + (line.first == UInt8(ascii: ".") ? line.dropFirst() : line[...])
    return []
  }

  private mutating func command(_ text: String) -> [Step] {
    let upper = text.uppercased()
    if upper.hasPrefix("RCPT TO:") {
      recipients.append(String(text.dropFirst(8).filter { !"<> \r\n".contains($0) }))
      return [.say("250 yes")]
    }
    if upper.hasPrefix("DATA") {
      guard !recipients.isEmpty else { return [.say("503 to whom?")] }
      content = []
      return [.say("354 go on")]
    }
    if upper.hasPrefix("QUIT") { return [.say("221 bye"), .hangUp] }
    if upper.hasPrefix("RSET") || upper.hasPrefix("MAIL") { recipients = [] }
    let known = ["EHLO", "HELO", "MAIL FROM:", "RSET", "NOOP"].contains { upper.hasPrefix($0) }
    return [.say(known ? "250 sandbox" : "502 not known")]
  }
}
