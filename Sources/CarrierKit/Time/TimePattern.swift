import Tracking

/// A time pattern of a manifest, such as `dd.MM.yyyy HH:mm`.
public struct TimePattern: Hashable, Sendable {
  private enum Piece: Hashable {
    case year4, year2, month2, month, monthName, day2, day, hour2, hour, hour12of2, hour12, minute, second, fraction
    case dayHalf, weekday, offset
    /// One or more blanks.
    case blank
    case literal(UInt8)
  }

  private let pieces: [Piece]
  /// A clock reading without a day, for the edges of a window.
  let hasDate: Bool

  private static let letters: [(String, Piece)] = [
    ("yyyy", .year4), ("yy", .year2), ("MMMM", .monthName), ("MMM", .monthName), ("MM", .month2), ("M", .month),
    ("dd", .day2), ("d", .day), ("HH", .hour2), ("H", .hour), ("hh", .hour12of2), ("h", .hour12), ("mm", .minute),
    ("ss", .second), ("SSS", .fraction), ("a", .dayHalf), ("EEEE", .weekday), ("EEE", .weekday), ("XXX", .offset),
  ]

  static func parse(_ text: String) -> Result<TimePattern, XPathFault> {
    var pieces: [Piece] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x27 {
        guard let end = bytes[(index + 1)...].firstIndex(of: 0x27) else {
          return .failure(XPathFault(message: "the time format '\(text)' has a quote that is not closed", hint: nil))
        }
        pieces += bytes[(index + 1)..<end].map(Piece.literal)
        index = end + 1
      } else if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A {
        let run = bytes[index...].prefix { $0 == byte }
        let word = String(decoding: run, as: UTF8.self)
        guard let piece = letters.first(where: { $0.0 == word }) else {
          return .failure(
            XPathFault(
              message: "the time format '\(text)' has the unknown part '\(word)'",
              hint: "known: iso8601, unix, unix_ms, " + letters.map(\.0).joined(separator: " ")))
        }
        pieces.append(piece.1)
        index = run.endIndex
      } else {
        pieces.append(byte == 0x20 ? .blank : .literal(byte))
        index += 1
      }
    }
    let hasDate = pieces.contains(.year4) || pieces.contains(.year2)
    let hasHour = pieces.contains { [.hour, .hour2, .hour12, .hour12of2].contains($0) }
    guard hasDate || hasHour else {
      return .failure(XPathFault(message: "the time format '\(text)' has neither a year nor an hour", hint: nil))
    }
    return .success(TimePattern(pieces: pieces, hasDate: hasDate))
  }

  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> ClockReading? {
    var cursor = ByteCursor(bytes)
    var parts = Parts()
    for piece in pieces {
      guard take(piece, &cursor, &parts) else { return nil }
    }
    guard cursor.isAtEnd else { return nil }
    return parts.reading(hasDate: hasDate)
  }

  private struct Parts {
    var year = 1
    var month = 1
    var day = 1
    var hour: Int?
    var minute: Int?
    var second: Int?
    var isAfternoon: Bool?
    var offset: Int?

    func reading(hasDate: Bool) -> ClockReading? {
      guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
      guard var hour else { return ClockReading(civil: .midnight(date), precision: .day, offset: nil) }
      if let isAfternoon {
        guard (1...12).contains(hour) else { return nil }
        hour = hour % 12 + (isAfternoon ? 12 : 0)
      }
      guard let civil = CivilTime(date, hour: hour, minute: minute ?? 0, second: second ?? 0) else { return nil }
      return ClockReading(civil: civil, precision: second == nil ? .minute : .second, offset: offset)
    }
  }

  private func take(_ piece: Piece, _ cursor: inout ByteCursor, _ parts: inout Parts) -> Bool {
    func set(_ value: Int?, _ path: WritableKeyPath<Parts, Int?>) -> Bool {
      parts[keyPath: path] = value
      return value != nil
    }
    func set(_ value: Int?, _ path: WritableKeyPath<Parts, Int>) -> Bool {
      guard let value else { return false }
      parts[keyPath: path] = value
      return true
    }
    switch piece {
    case .year4: return set(cursor.number(4, 4), \.year)
    case .year2: return set(cursor.number(2, 2).map { 2000 + $0 }, \.year)
    case .month2: return set(cursor.number(2, 2), \.month)
    case .month: return set(cursor.number(1, 2), \.month)
    case .monthName: return set(monthNamed(&cursor), \.month)
    case .day2: return set(cursor.number(2, 2), \.day)
    case .day: return set(cursor.number(1, 2), \.day)
    case .hour2, .hour12of2: return set(cursor.number(2, 2), \.hour)
    case .hour, .hour12: return set(cursor.number(1, 2), \.hour)
    case .minute: return set(cursor.number(2, 2), \.minute)
    case .second: return set(cursor.number(2, 2), \.second)
    case .fraction: return cursor.number(1, 9) != nil
    case .offset: return set(cursor.offset(), \.offset)
    case .dayHalf: return takeDayHalf(&cursor, &parts)
    case .weekday: return takeWord(&cursor) != nil
    case .blank: return takeBlanks(&cursor)
    case .literal(let byte): return cursor.take(byte)
    }
  }

  private func takeBlanks(_ cursor: inout ByteCursor) -> Bool {
    var found = false
    while true {
      // Some ICU versions write a narrow no-break space (U+202F) before AM and PM.
      if cursor.take(0x20) {
        found = true
      } else if cursor.next == 0xE2, cursor.bytes.count - cursor.at >= 3, cursor.bytes[cursor.at + 1] == 0x80,
        cursor.bytes[cursor.at + 2] == 0xAF
      {
        cursor.at += 3
        found = true
      } else {
        return found
      }
    }
  }

  private func takeDayHalf(_ cursor: inout ByteCursor, _ parts: inout Parts) -> Bool {
    switch takeWord(&cursor)?.lowercased() {
    case "am": parts.isAfternoon = false
    case "pm": parts.isAfternoon = true
    case "a" where takePoint(&cursor): parts.isAfternoon = false
    case "p" where takePoint(&cursor): parts.isAfternoon = true
    default: return false
    }
    return true
  }

  /// The rest of `a.m.` behind its first letter.
  private func takePoint(_ cursor: inout ByteCursor) -> Bool {
    guard cursor.take(0x2E), takeWord(&cursor)?.lowercased() == "m" else { return false }
    _ = cursor.take(0x2E)
    return true
  }

  private func takeWord(_ cursor: inout ByteCursor) -> String? {
    let start = cursor.at
    while let byte = cursor.next, (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80 { cursor.at += 1 }
    return cursor.at == start ? nil : String(decoding: cursor.bytes[start..<cursor.at], as: UTF8.self)
  }

  private func monthNamed(_ cursor: inout ByteCursor) -> Int? {
    guard let word = takeWord(&cursor)?.lowercased(), word.utf8.count >= 3 else { return nil }
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    return names.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
  }
}
