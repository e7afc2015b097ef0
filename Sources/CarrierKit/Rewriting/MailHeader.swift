/// A header block of RFC 5322: fields with the places of their values, and where the body begins.
struct MailHeader {
  struct Field {
    /// Lower case.
    var name: String
    /// Folded, without the colon.
    var value: Range<Int>
  }

  private let bytes: [UInt8]
  private(set) var fields: [Field] = []
  private(set) var bodyStart: Int

  /// Nil where a line is neither a field nor the continuation of one, or the block is too long.
  init?(_ bytes: [UInt8], in range: Range<Int>, limits: RewriteLimits) {
    self.bytes = bytes
    bodyStart = range.upperBound
    var at = range.lowerBound
    while at < range.upperBound {
      guard at - range.lowerBound <= limits.headerBytes else { return nil }
      let feed = bytes[at..<range.upperBound].firstIndex(of: 0x0A)
      let next = feed.map { $0 + 1 } ?? range.upperBound
      var end = feed ?? range.upperBound
      if end > at, bytes[end - 1] == 0x0D { end -= 1 }
      if end == at {
        bodyStart = next
        return
      }
      // The envelope line of a mailbox may stand in front.
      let isEnvelope = at == range.lowerBound && bytes[at..<end].starts(with: "From ".utf8)
      if !isEnvelope, !add(at..<end) { return nil }
      at = next
    }
  }

  private mutating func add(_ line: Range<Int>) -> Bool {
    if bytes[line.lowerBound] == UInt8(ascii: " ") || bytes[line.lowerBound] == 0x09 {
      guard let last = fields.indices.last else { return false }
      fields[last].value = fields[last].value.lowerBound..<line.upperBound
      return true
    }
    guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")), colon > line.lowerBound else { return false }
    var name = bytes[line.lowerBound..<colon]
    while name.last == UInt8(ascii: " ") || name.last == 0x09 { name.removeLast() }
    guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
    fields.append(Field(name: String(decoding: name, as: UTF8.self).lowercased(), value: colon + 1..<line.upperBound))
    return true
  }

  /// The unfolded values of all fields with this name, at most 4 kB of each.
  func values(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map { field in
      String(decoding: bytes[field.value].prefix(4_096).filter { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
    }
  }

  func has(_ name: String) -> Bool { fields.contains { $0.name == name } }
}
