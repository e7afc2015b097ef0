import Foundation

/// The part of the night in which nobody is written to, by the clock of the parcel's destination.
public struct QuietHours: Hashable, Sendable, Codable {
  /// Minutes since midnight, 0 to 1439.
  public let from: Int
  /// The first minute of the morning. The same as `from`: there are none.
  public let until: Int

  /// Nine in the evening to seven in the morning.
  public static let usual = QuietHours(checkedFrom: 21 * 60, until: 7 * 60)
  /// Messages go out at any hour.
  public static let none = QuietHours(checkedFrom: 0, until: 0)

  /// Nil for minutes that no day has.
  public init?(from: Int, until: Int) {
    guard (0..<1440).contains(from), (0..<1440).contains(until) else { return nil }
    self.init(checkedFrom: from, until: until)
  }

  private init(checkedFrom from: Int, until: Int) {
    self.from = from
    self.until = until
  }

  /// From "21:00-07:00", or "none"; nil for anything else.
  public init?(_ text: String) {
    if text == "none" {
      self = .none
      return
    }
    let minutes = text.split(separator: "-", omittingEmptySubsequences: false).map { part -> Int? in
      let clock = part.split(separator: ":", omittingEmptySubsequences: false)
      guard clock.count == 2, clock.allSatisfy({ $0.utf8.count == 2 }), let hour = clock.first.flatMap({ Int($0) }),
        let minute = clock.last.flatMap({ Int($0) }), (0..<24).contains(hour), (0..<60).contains(minute)
      else { return nil }
      return hour * 60 + minute
    }
    guard minutes.count == 2, let from = minutes.first.flatMap(\.self), let until = minutes.last.flatMap(\.self) else {
      return nil
    }
    self.init(checkedFrom: from, until: until)
  }

  /// "21:00-07:00", or "none".
  public var text: String {
    if from == until { return "none" }
    func clock(_ minute: Int) -> String { padded(minute / 60, 2) + ":" + padded(minute % 60, 2) }
    return clock(from) + "-" + clock(until)
  }

  /// The end of the quiet hours that `moment` lies in, by the clock of `zone`; nil where it lies in none.
  public func end(at moment: Timestamp, in zone: TimeZone) -> Timestamp? {
    let clock = TimeZones.civil(moment, in: zone)
    let minute = clock.secondOfDay / 60
    let isQuiet = from <= until ? (from..<until).contains(minute) : minute >= from || minute < until
    guard isQuiet else { return nil }
    let day = minute < until ? clock.date : clock.date.adding(days: 1)
    guard let morning = CivilTime(day, hour: until / 60, minute: until % 60) else { return nil }
    return TimeZones.moment(morning, in: zone)
  }
}
