/// What has to be known of a charset to find links byte by byte: whether ASCII is ASCII in it, and which bytes behind a
/// link end it.
enum TextCharset: Sendable {
  case utf8
  /// ISO 8859 and the Windows code pages: one byte a character.
  case latin
  /// Another one that leaves ASCII alone, or none is named: UTF-8 is tried.
  case other

  /// Nil for charsets in which the bytes of ASCII can mean something else (UTF-16, UTF-7, ISO-2022, Shift_JIS, Big5).
  init?(name: String?) {
    guard let name else {
      self = .other
      return
    }
    switch name.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit": self = .other
    case "koi8-r", "koi8-u", "euc-jp", "euc-kr", "gb2312", "tis-620": self = .other
    case let latin where latin.hasPrefix("iso-8859-") || latin.hasPrefix("iso8859-") || latin == "latin1":
      self = .latin
    case let windows where windows.hasPrefix("windows-125") || windows.hasPrefix("cp125"): self = .latin
    default: return nil
    }
  }

  /// Whether the bytes at `index` are a blank, a quotation mark or a dash, which no link holds.
  func endsLink(_ bytes: [UInt8], at index: Int) -> Bool {
    let next = bytes[index...].prefix(3)
    switch self {
    case .utf8, .other:
      if next.starts(with: [0xE2, 0x80]) { return next.count == 3 }
      return next.starts(with: [0xC2, 0xA0]) || next.starts(with: [0xC2, 0xAB]) || next.starts(with: [0xC2, 0xBB])
    case .latin:
      switch next.first ?? 0 {
      case 0x82, 0x84, 0x85, 0x8B, 0x91...0x97, 0x9B, 0xA0, 0xAB, 0xBB: return true
      default: return false
      }
    }
  }
}
