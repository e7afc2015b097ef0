import Synchronization
import Tracking

/// The `Date` field (RFC 9110, 6.6.1), written once a second.
final class HTTPDate: Sendable {
  private let state = Mutex<(second: Int64, text: String)>((.min, ""))

  func text(at now: Timestamp) -> String {
    let second = now.seconds
    return state.withLock { state in
      if state.second != second { state = (second, HTTPDate.format(now)) }
      return state.text
    }
  }

  /// `Tue, 24 Nov 2026 12:04:00 GMT`.
  static func format(_ moment: Timestamp) -> String {
    let time = CivilTime(moment, offset: 0)
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let date = time.date
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let clock = "\(two(time.hour)):\(two(time.minute)):\(two(time.second))"
    return "\(days[date.weekday - 1]), \(two(date.day)) \(months[date.month - 1]) \(date.year) \(clock) GMT"
  }
}
