import Foundation
import Tracking

/// Which days a carrier works at a place: not on Sundays and public holidays, and not on Saturdays unless told so.
public struct BusinessCalendar: Sendable {
  public let country: String?
  public let region: String?
  /// Whether Saturday counts as a business day.
  public let saturdays: Bool
  private let rules: [Holiday]

  /// - Parameters:
  ///   - country: ISO 3166-1 alpha-2; unknown countries keep weekends only.
  ///   - region: the part of ISO 3166-2 after the country ("BY").
  public init(country: String?, region: String? = nil, saturdays: Bool = false) {
    self.country = country
    self.region = region
    self.saturdays = saturdays
    let code = country?.uppercased() ?? ""
    rules = (HolidayTable.national[code] ?? []) + (HolidayTable.regional["\(code)-\(region?.uppercased() ?? "")"] ?? [])
  }

  public func isHoliday(_ day: CivilDate) -> Bool {
    rules.contains { $0.date(in: day.year) == day }
  }

  public func isBusinessDay(_ day: CivilDate) -> Bool {
    if day.weekday == 7 || (day.weekday == 6 && !saturdays) { return false }
    return !isHoliday(day)
  }

  /// The business day `count` business days after `day`; `day` itself for 0.
  public func adding(businessDays count: Int, to day: CivilDate) -> CivilDate {
    var left = min(max(count, 0), 400)
    var current = day
    while left > 0 {
      current = current.adding(days: 1)
      if isBusinessDay(current) { left -= 1 }
    }
    return current
  }

  /// How many business days lie after `day`, `end` included; 0 where `end` is not later. At most 400 days are counted.
  public func businessDays(after day: CivilDate, through end: CivilDate) -> Int {
    let days = min(max(end.dayNumber - day.dayNumber, 0), 400)
    return (0..<days).count { isBusinessDay(day.adding(days: $0 + 1)) }
  }

  /// The moment at which `hours` of business days have passed since `start`, by the clock of `zone`.
  ///
  /// A business day counts with all its 24 hours: parcels move at night.
  public func moment(after hours: Int, since start: Timestamp, in zone: TimeZone) -> Timestamp {
    var left = Int64(min(max(hours, 0), 24 * 200)) * 3600
    var current = start
    // Bounded: 200 business days lie within 400 days whatever the holidays.
    for _ in 0..<400 {
      let day = TimeZones.day(of: current, in: zone)
      let midnight = TimeZones.moment(.midnight(day.adding(days: 1)), in: zone)
      let rest = max(midnight.seconds(since: current), 0)
      if isBusinessDay(day) {
        if left <= rest { return current.adding(seconds: left) }
        left -= rest
      }
      current = midnight
    }
    return current
  }

  /// Hours of business days between two moments, by the clock of `zone`; at most 200 days are looked at.
  public func hours(from start: Timestamp, to end: Timestamp, in zone: TimeZone) -> Int {
    var seconds: Int64 = 0
    var current = start
    for _ in 0..<200 where current < end {
      let day = TimeZones.day(of: current, in: zone)
      let midnight = TimeZones.moment(.midnight(day.adding(days: 1)), in: zone)
      let until = min(max(midnight, current.adding(seconds: 1)), end)
      if isBusinessDay(day) { seconds += until.seconds(since: current) }
      current = until
    }
    return Int(seconds / 3600)
  }
}
