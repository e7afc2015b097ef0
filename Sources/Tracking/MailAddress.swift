/// An address that mail can be sent to, checked: nothing in it can end a header or an SMTP command.
public struct MailAddress: Hashable, Sendable {
  /// The local part as written, the domain in lower case.
  public let text: String

  /// Blanks around it are dropped; nil where the rest is no address (`isAddress`).
  public init?(_ text: String) {
    let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
    let plain = String(trimmed)
    guard MailAddress.isAddress(plain), let at = plain.lastIndex(of: "@") else { return nil }
    self.text = plain[..<at] + plain[at...].lowercased()
  }

  /// `a…@example.com`: enough to be recognized by its owner.
  public var masked: String {
    guard let at = text.lastIndex(of: "@") else { return "…" }
    return text.prefix(1) + "…" + text[at...]
  }

  /// A practical subset of RFC 5321: printable ASCII without blanks, quotes and brackets, one @, a domain with a dot or
  /// of one label, at most 254 bytes. Internationalized domains come as xn--.
  public static func isAddress(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count <= 254, let at = bytes.lastIndex(of: 0x40) else { return false }
    let local = bytes[..<at]
    let domain = bytes[(at + 1)...]
    guard (1...64).contains(local.count), !domain.isEmpty, !local.contains(0x40) else { return false }
    let forbidden = Set("\"(),:;<>[]\\ ".utf8)
    guard local.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !forbidden.contains($0) }), local.first != 0x2e,
      local.last != 0x2e
    else { return false }
    return domain.split(separator: 0x2e, omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.count) && label.first != 0x2d && label.last != 0x2d
        && label.allSatisfy { byte in
          (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 0x2d
        }
    }
  }
}
