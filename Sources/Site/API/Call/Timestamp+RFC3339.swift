import Tracking

extension Timestamp {
  /// A moment as RFC 3339 writes it, with `Z` or an offset; fractions of a second are cut to milliseconds.
  init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let date = CivilDate(String(text.prefix(10))),
      [0x54, 0x74, 0x20].contains(bytes[10]), bytes[13] == 0x3A, bytes[16] == 0x3A,
      let hour = Self.number(bytes[11..<13]), let minute = Self.number(bytes[14..<16]),
      let second = Self.number(bytes[17..<19]), let time = CivilTime(date, hour: hour, minute: minute, second: second)
    else { return nil }
    var rest = bytes[19...]
    var milliseconds = 0
    if rest.first == 0x2E {
      let digits = rest.dropFirst().prefix { (48...57).contains($0) }
      guard !digits.isEmpty, let number = Self.number((digits + [48, 48]).prefix(3)) else { return nil }
      milliseconds = number
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let offset = Self.offset(rest) else { return nil }
    self = time.instant(offset: offset).adding(milliseconds: Int64(milliseconds))
  }

  /// Seconds east of UTC.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    let text = Array(bytes)
    if text == [0x5A] || text == [0x7A] { return 0 }
    guard text.count == 6, text[0] == 0x2B || text[0] == 0x2D, text[3] == 0x3A, let hours = number(text[1..<3]),
      let minutes = number(text[4..<6]), hours <= 23, minutes <= 59
    else { return nil }
    return (hours * 3600 + minutes * 60) * (text[0] == 0x2D ? -1 : 1)
  }

  private static func number(_ bytes: some Collection<UInt8>) -> Int? {
    guard bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
  }
}
