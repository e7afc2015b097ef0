/// Character references of HTML, as far as links hold them or end at them.
enum HTMLEntity {
  private static let names: [(name: [UInt8], byte: UInt8)] =
    ([
      ("amp;", "&"), ("AMP;", "&"), ("quot;", "\""), ("apos;", "'"), ("lt;", "<"), ("gt;", ">"), ("nbsp;", " "),
      ("equals;", "="), ("quest;", "?"), ("sol;", "/"), ("colon;", ":"), ("period;", "."), ("num;", "#"),
      ("percnt;", "%"), ("lowbar;", "_"), ("comma;", ","), ("semi;", ";"), ("plus;", "+"), ("commat;", "@"),
      ("ensp;", " "), ("emsp;", " "), ("thinsp;", " "), ("raquo;", " "), ("laquo;", " "), ("ldquo;", " "),
      ("rdquo;", " "), ("bdquo;", " "), ("rsquo;", " "), ("lsquo;", " "),
    ] as [(String, String)]).map { (Array($0.0.utf8), $0.1.utf8.first ?? 0) }

  /// The reference that begins with the `&` at `index`: what it means (a blank for blanks and quotation marks beyond
  /// ASCII, 0 for anything else beyond it) and how many bytes it takes. Nil where the `&` is only an `&`.
  static func decode(_ bytes: [UInt8], at index: Int, upTo end: Int) -> (byte: UInt8, length: Int)? {
    let rest = bytes[(index + 1)..<end].prefix(12)
    if rest.first == UInt8(ascii: "#") { return numeric(rest.dropFirst()) }
    for entry in names where rest.starts(with: entry.name) { return (entry.byte, entry.name.count + 1) }
    return nil
  }

  private static func numeric(_ text: ArraySlice<UInt8>) -> (byte: UInt8, length: Int)? {
    let isHex = text.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
    let radix: UInt32 = isHex ? 16 : 10
    var value: UInt32 = 0
    var count = 0
    for byte in text.dropFirst(isHex ? 1 : 0) {
      guard let digit = digit(byte), digit < radix, value < 0x11_0000 else { break }
      value = value &* radix &+ digit
      count += 1
    }
    guard count > 0 else { return nil }
    let length = 2 + (isHex ? 1 : 0) + count
    let closed = text.dropFirst(length - 2).first == UInt8(ascii: ";")
    return (meaning(value), length + (closed ? 1 : 0))
  }

  private static func meaning(_ scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x01...0x7F: UInt8(scalar)
    case 0xA0, 0xAB, 0xBB, 0x2000...0x200A, 0x2010...0x201F, 0x2026, 0x202F: UInt8(ascii: " ")
    default: 0
    }
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41) + 10
    case 0x61...0x66: UInt32(byte - 0x61) + 10
    default: nil
    }
  }
}
