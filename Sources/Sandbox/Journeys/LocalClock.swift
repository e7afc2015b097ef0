import Foundation
import Tracking

/// What a clock in Central Europe shows at a moment, and its offset: carriers write local times.
struct LocalClock {
  let civil: CivilTime
  /// Seconds east of UTC.
  let offset: Int

  init(_ instant: Timestamp) {
    offset = LocalClock.zone.secondsFromGMT(for: instant.date)
    civil = CivilTime(instant, offset: offset)
  }

  private static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  /// `yyyy-MM-ddTHH:mm:ss`, no zone.
  var bare: String { civil.iso }

  /// ISO 8601 with `+02:00`, or `+0200` where `colon` is false.
  func withOffset(colon: Bool = true) -> String {
    let minutes = abs(offset) / 60
    return civil.iso + (offset < 0 ? "-" : "+") + two(minutes / 60) + (colon ? ":" : "") + two(minutes % 60)
  }

  /// `dd.MM.yyyy`.
  var germanDate: String { LocalClock.german(civil.date) }

  /// `dd.MM.yyyy HH:mm`.
  var germanMinute: String { "\(germanDate) \(clock)" }

  /// `HH:mm`.
  var clock: String { "\(two(civil.hour)):\(two(civil.minute))" }

  /// `M/d/yyyy h:mm:ss AM`.
  var american: String {
    let hour = civil.hour % 12 == 0 ? 12 : civil.hour % 12
    return "\(civil.date.month)/\(civil.date.day)/\(civil.date.year) \(hour):\(two(civil.minute)):\(two(civil.second))"
      + (civil.hour < 12 ? " AM" : " PM")
  }

  /// `yyyy-MM-ddTHH:mm:ssZ`.
  static func utc(_ instant: Timestamp) -> String { CivilTime(instant, offset: 0).iso + "Z" }

  static func german(_ date: CivilDate) -> String { "\(two(date.day)).\(two(date.month)).\(date.year)" }

  /// `HH:mm` of minutes since midnight.
  static func clock(minute: Int) -> String { "\(two(minute / 60)):\(two(minute % 60))" }
}

/// At least two digits.
func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
