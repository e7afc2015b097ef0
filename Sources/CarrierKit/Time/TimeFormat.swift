import StrictYAML
import Tracking

/// How a carrier writes times. docs/carriers.md holds the pattern letters.
public enum TimeFormat: Hashable, Sendable {
  case iso8601
  case unixSeconds
  case unixMilliseconds
  case pattern(TimePattern)

  /// Where a manifest names no format: ISO 8601, or a clock reading.
  static let usual = [.iso8601] + ["HH:mm", "HH:mm:ss"].compactMap { try? named($0).get() }

  /// Nil, with what is wrong, for a word or pattern nobody knows.
  static func named(_ text: String) -> Result<TimeFormat, XPathFault> {
    switch text {
    case "iso8601": return .success(.iso8601)
    case "unix": return .success(.unixSeconds)
    case "unix_ms": return .success(.unixMilliseconds)
    default: break
    }
    if let near = didYouMean(text, among: ["iso8601", "unix", "unix_ms"]) {
      return .failure(XPathFault(message: "unknown time format '\(text)'", hint: "did you mean '\(near)'?"))
    }
    return TimePattern.parse(text).map(TimeFormat.pattern)
  }

  /// The time, or nil where the text is another format or the date does not exist.
  func read(_ text: String) -> ClockReading? {
    var text = text
    return text.withUTF8 { bytes in
      switch self {
      case .iso8601: ISOTime.read(bytes)
      case .unixSeconds: unix(bytes, millisecondsPerUnit: 1000)
      case .unixMilliseconds: unix(bytes, millisecondsPerUnit: 1)
      case .pattern(let pattern): pattern.read(bytes)
      }
    }
  }

  private func unix(_ bytes: UnsafeBufferPointer<UInt8>, millisecondsPerUnit: Int64) -> ClockReading? {
    var cursor = ByteCursor(bytes)
    guard let value = cursor.number(1, 18) else { return nil }
    if cursor.take(0x2E) { cursor.skipDigits() }
    let (milliseconds, overflow) = Int64(value).multipliedReportingOverflow(by: millisecondsPerUnit)
    // Beyond the year 9999 it is no time.
    guard cursor.isAtEnd, !overflow, milliseconds < 253_402_300_800_000 else { return nil }
    let civil = CivilTime(Timestamp(milliseconds: milliseconds), offset: 0)
    return ClockReading(civil: civil, precision: .second, offset: 0)
  }
}

/// ISO 8601 in every shape that carriers send: extended or basic, `T` or blank, fractions, any offset or none.
enum ISOTime {
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> ClockReading? {
    var cursor = ByteCursor(bytes)
    guard let year = cursor.number(4, 4) else { return nil }
    let extended = cursor.take(0x2D)
    guard let month = cursor.number(2, 2), !extended || cursor.take(0x2D), let day = cursor.number(2, 2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    guard !cursor.isAtEnd else { return ClockReading(civil: .midnight(date), precision: .day, offset: nil) }
    if !cursor.take(0x54), !cursor.take(0x74) {
      if cursor.next != 0x20 {
        // A date with an offset (XML Schema's date): still only a day.
        guard cursor.offset() != nil, cursor.isAtEnd else { return nil }
        return ClockReading(civil: .midnight(date), precision: .day, offset: nil)
      }
      while cursor.take(0x20) {}
    }
    return clock(of: date, &cursor)
  }

  private static func clock(of date: CivilDate, _ cursor: inout ByteCursor) -> ClockReading? {
    guard let hour = cursor.number(2, 2) else { return nil }
    let colons = cursor.take(0x3A)
    guard let minute = cursor.number(2, 2) else { return nil }
    var second: Int?
    if !colons || cursor.take(0x3A) { second = cursor.number(2, 2) }
    if second != nil, cursor.take(0x2E) || cursor.take(0x2C) { cursor.skipDigits() }
    _ = cursor.take(0x20)
    let offset = cursor.offset()
    // 24:00 is the end of the day.
    let isEnd = hour == 24 && minute == 0 && (second ?? 0) == 0
    guard cursor.isAtEnd,
      let civil = CivilTime(
        isEnd ? date.adding(days: 1) : date, hour: isEnd ? 0 : hour, minute: minute, second: second ?? 0)
    else { return nil }
    return ClockReading(civil: civil, precision: second == nil ? .minute : .second, offset: offset)
  }
}
