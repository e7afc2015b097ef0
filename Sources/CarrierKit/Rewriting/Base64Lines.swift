/// Base64 bodies (RFC 2045, section 6.8): decoded strictly, encoded again in lines of the same length.
enum Base64Lines {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 0xFF, count: 256)
    for (value, letter) in alphabet.enumerated() { table[Int(letter)] = UInt8(value) }
    return table
  }()

  /// Nil where anything but the alphabet, line ends and blanks stands, or the end is missing.
  static func decode(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(range.count / 4 &* 3)
    var group: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in bytes[range] {
      let value = values[Int(byte)]
      if value != 0xFF {
        guard padding == 0 else { return nil }
        group = group << 6 | UInt32(value)
        count += 1
        if count == 4 {
          result.append(UInt8(truncatingIfNeeded: group >> 16))
          result.append(UInt8(truncatingIfNeeded: group >> 8))
          result.append(UInt8(truncatingIfNeeded: group))
          count = 0
        }
      } else if byte == UInt8(ascii: "=") {
        padding += 1
      } else if byte != 0x0D, byte != 0x0A, byte != 0x20, byte != 0x09 {
        return nil
      }
    }
    switch (count, padding) {
    case (0, 0): break
    case (2, 2): result.append(UInt8(truncatingIfNeeded: group >> 4))
    case (3, 1):
      result.append(UInt8(truncatingIfNeeded: group >> 10))
      result.append(UInt8(truncatingIfNeeded: group >> 2))
    default: return nil
    }
    return result
  }

  /// Puts `content` where the base64 text in `range` stands; blanks and line ends around it stay.
  static func edit(replacing range: Range<Int>, of bytes: [UInt8], by content: [UInt8]) -> Edit? {
    let body = bytes[range]
    guard let first = body.firstIndex(where: { $0 > 0x20 }), let last = body.lastIndex(where: { $0 > 0x20 }) else {
      return nil
    }
    let text = body[first...last]
    guard let end = text.firstIndex(where: { $0 == 0x0D || $0 == 0x0A }) else {
      return Edit(range: first..<last + 1, bytes: encode(content, lineLength: .max, lineBreak: []))
    }
    let length = end - first
    let lineBreak: [UInt8] = bytes[end] == 0x0D ? [0x0D, 0x0A] : [0x0A]
    let usual = length.isMultiple(of: 4) && length >= 4 ? length : 76
    return Edit(range: first..<last + 1, bytes: encode(content, lineLength: usual, lineBreak: lineBreak))
  }

  private static func encode(_ content: [UInt8], lineLength: Int, lineBreak: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count / 3 &* 4 + content.count / 20)
    var column = 0
    var at = 0
    while at < content.count {
      if column >= lineLength {
        result += lineBreak
        column = 0
      }
      let group = content[at...].prefix(3)
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let letter = alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)]
        result.append(place <= group.count ? letter : UInt8(ascii: "="))
      }
      column += 4
      at += group.count
    }
    return result
  }
}
