/// Quoted-printable (RFC 2045, section 6.7), read so that single places can be changed and all other lines stay.
enum QuotedPrintable {
  private static let longestLine = 76

  /// One step through an encoded text.
  struct Token {
    var source: Range<Int>
    /// Nil for a soft line break.
    var byte: UInt8?
  }

  /// The token at `index`; an `=` that begins no escape stands for itself.
  static func token(_ bytes: [UInt8], at index: Int, upTo end: Int) -> Token {
    let byte = bytes[index]
    guard byte == UInt8(ascii: "=") else { return Token(source: index..<index + 1, byte: byte) }
    if index + 2 < end, let high = hex(bytes[index + 1]), let low = hex(bytes[index + 2]) {
      return Token(source: index..<index + 3, byte: high << 4 | low)
    }
    var at = index + 1
    // Blanks may have crept in before the line end on the way; more than a line of them did not.
    while at < end, at < index + longestLine, bytes[at] == UInt8(ascii: " ") || bytes[at] == 0x09 { at += 1 }
    if at < end, bytes[at] == 0x0D { at += 1 }
    if at < end, bytes[at] == 0x0A { return Token(source: index..<at + 1, byte: nil) }
    return Token(source: index..<index + 1, byte: byte)
  }

  static func decode(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      let token = token(bytes, at: at, upTo: range.upperBound)
      if let byte = token.byte { result.append(byte) }
      at = token.source.upperBound
    }
    return result
  }

  /// Turns edits of the decoded text into edits of the encoded one. Each takes whole lines, since a line may have to be
  /// broken anew; edits in the same line become one.
  static func encode(_ edits: [Edit], in bytes: [UInt8], _ range: Range<Int>) -> [Edit] {
    var result: [Edit] = []
    var pending: [Edit] = []
    for edit in located(edits, in: bytes, range) {
      if let last = pending.last, lineEnd(bytes, last.range.upperBound, range) < edit.range.lowerBound {
        result.append(rewritten(pending, in: bytes, range))
        pending = []
      }
      pending.append(edit)
    }
    if !pending.isEmpty { result.append(rewritten(pending, in: bytes, range)) }
    return result
  }

  /// The same edits at their places in the encoded text.
  private static func located(_ edits: [Edit], in bytes: [UInt8], _ range: Range<Int>) -> [Edit] {
    var result: [Edit] = []
    var waiting = edits[...]
    var begun: Int?
    var position = 0
    var at = range.lowerBound
    while at < range.upperBound, let edit = waiting.first {
      let token = token(bytes, at: at, upTo: range.upperBound)
      at = token.source.upperBound
      guard token.byte != nil else { continue }
      if position == edit.range.lowerBound { begun = token.source.lowerBound }
      position += 1
      if position == edit.range.upperBound, let start = begun {
        result.append(Edit(range: start..<token.source.upperBound, bytes: escaped(edit.bytes)))
        waiting = waiting.dropFirst()
        begun = nil
      }
    }
    return result
  }

  private static func escaped(_ text: [UInt8]) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      byte == UInt8(ascii: "=") || byte <= 0x20 || byte >= 0x7F
        ? [UInt8(ascii: "="), digit(byte >> 4), digit(byte & 15)] : [byte]
    }
  }

  // MARK: lines

  /// The lines from the first to the last of `edits` with these applied, broken anew where they are too long.
  private static func rewritten(_ edits: [Edit], in bytes: [UInt8], _ range: Range<Int>) -> Edit {
    let first = edits.first?.range.lowerBound ?? range.lowerBound
    let last = edits.last?.range.upperBound ?? range.lowerBound
    let start = bytes[range.lowerBound..<first].lastIndex(of: 0x0A).map { $0 + 1 } ?? range.lowerBound
    let end = lineEnd(bytes, last, range)
    var line: [UInt8] = []
    var at = start
    for edit in edits {
      line += bytes[at..<edit.range.lowerBound]
      line += edit.bytes
      at = edit.range.upperBound
    }
    line += bytes[at..<end]
    return Edit(range: start..<end, bytes: folded(line, lineBreak: lineBreak(bytes, range)))
  }

  /// Where the line that holds `index` ends, without its line break.
  private static func lineEnd(_ bytes: [UInt8], _ index: Int, _ range: Range<Int>) -> Int {
    var end = bytes[index..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
    if end > index, bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  private static func lineBreak(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    guard let feed = bytes[range].firstIndex(of: 0x0A) else { return [0x0D, 0x0A] }
    return feed > range.lowerBound && bytes[feed - 1] == 0x0D ? [0x0D, 0x0A] : [0x0A]
  }

  /// The line with soft line breaks between tokens, so that none is longer than 76 characters.
  private static func folded(_ line: [UInt8], lineBreak: [UInt8]) -> [UInt8] {
    if line.count <= longestLine { return line }
    var result: [UInt8] = []
    var column = 0
    var at = 0
    while at < line.count {
      let token = token(line, at: at, upTo: line.count)
      let isLast = column + line.count - at <= longestLine
      if !isLast, column + token.source.count > longestLine - 1, column > 0 {
        result.append(UInt8(ascii: "="))
        result += lineBreak
        column = 0
      }
      result += line[token.source]
      column += token.source.count
      at = token.source.upperBound
    }
    return result
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
