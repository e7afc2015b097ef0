import Foundation
import Tracking

/// When a message may be sent at night.
///
/// It waits for the morning. Bad news about a delivery that somebody waits for today is of no use by then: in the
/// evening it goes out at once, as long as anybody may still be waiting; before the morning it comes an hour before
/// the hours that were told.
struct Night {
  let hours: QuietHours
  let zone: TimeZone
  /// Until when somebody waits for a delivery without hours; minutes since midnight.
  static let waitingEnds = 22 * 60

  /// - Parameter wanted: when it would be sent by day.
  func earliest(_ wanted: Timestamp, for news: News, of shipment: Shipment) -> Timestamp {
    guard let morning = hours.end(at: wanted, in: zone) else { return wanted }
    let clock = TimeZones.civil(wanted, in: zone)
    let told = shipment.announced.flatMap { $0.day == clock.date ? $0 : nil }
    guard news.isBad, told != nil || shipment.promise == clock.date else { return morning }
    if TimeZones.day(of: morning, in: zone) > clock.date {
      let ends = max(Night.waitingEnds, told?.toMinute.map { $0 + 60 } ?? 0)
      return clock.secondOfDay / 60 < ends ? wanted : morning
    }
    guard let start = told?.fromMinute, let hour = CivilTime(clock.date, hour: start / 60, minute: start % 60) else {
      return morning
    }
    return max(wanted, min(morning, TimeZones.moment(hour, in: zone).adding(hours: -1)))
  }
}
