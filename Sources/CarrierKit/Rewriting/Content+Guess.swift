extension LinkRewriter.Content {
  /// What `bytes` most likely are: a mail where they begin with header fields that mails have, HTML where markup stands in
  /// front or links are marked up, else text.
  public static func guess(_ bytes: [UInt8]) -> LinkRewriter.Content {
    if let header = MailHeader(bytes, in: 0..<bytes.count, limits: RewriteLimits()),
      usual.contains(where: header.has)
    {
      return .mail
    }
    let start = bytes.prefix(4_096).drop { $0 <= 0x20 || $0 >= 0x80 }
    if let second = start.dropFirst().first, start.first == UInt8(ascii: "<"),
      second == UInt8(ascii: "!") || isLetter(second),
      !LinkJudge.isWeb(start.dropFirst())
    {
      return .html
    }
    let text = String(decoding: bytes.prefix(200_000), as: UTF8.self).lowercased()
    return text.contains("<a ") && text.contains("</a>") ? .html : .text
  }

  private static let usual = [
    "from", "to", "subject", "received", "mime-version", "content-type", "return-path", "date", "message-id",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
