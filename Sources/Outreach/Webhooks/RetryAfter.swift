import Tracking

/// `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date in the preferred form.
enum RetryAfter {
  /// Nil for anything else. A date is that of the receiver's clock.
  static func moment(_ text: String, at now: Timestamp) -> Timestamp? {
    if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
      return now.adding(seconds: Int64(text) ?? .max)
    }
    // Sun, 06 Nov 1994 08:49:37 GMT
    let parts = text.split { $0 == " " || $0 == "," || $0 == ":" }
    guard parts.count == 8, parts[7] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
      let month = months.firstIndex(of: String(parts[2])), let hour = Int(parts[4]), let minute = Int(parts[5]),
      let second = Int(parts[6]), let date = CivilDate(year: year, month: month + 1, day: day),
      let time = CivilTime(date, hour: hour, minute: minute, second: second)
    else { return nil }
    return time.instant(offset: 0)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
