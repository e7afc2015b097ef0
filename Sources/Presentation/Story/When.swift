import Foundation
import Localization
import Tracking

/// Phrases of time: days as people say them, at the destination.
extension Story {
  /// "heute", "morgen", "Donnerstag", "Donnerstag, 3. Dezember".
  func dayPhrase(_ day: CivilDate) -> String { words.dates.headlineDay(day, today: today) }

  /// "heute, 14–16 Uhr", "Donnerstag bis Samstag", "bis Donnerstag".
  func when(_ expectation: Expectation, withHours: Bool = true) -> String {
    let window = expectation.window
    if expectation.isDeadline { return lastDay(window.to) }
    guard window.isOneDay else { return range(window) }
    guard withHours, isNear(window.to), let hours = hours(of: window) else { return dayPhrase(window.to) }
    return words("when.hours", ["day": dayPhrase(window.to), "hours": hours])
  }

  /// A window of several days. Once it has begun only its end counts.
  private func range(_ window: DeliveryWindow) -> String {
    if window.from <= today { return lastDay(window.to) }
    guard isNear(window.to) else { return words.dates.days(from: window.from, to: window.to) }
    return words("when.range", ["from": dayPhrase(window.from), "to": dayPhrase(window.to)])
  }

  /// "bis Donnerstag"; today needs no "by".
  private func lastDay(_ day: CivilDate) -> String {
    day == today ? dayPhrase(day) : words("when.by", ["day": dayPhrase(day)])
  }

  /// Within the days that a weekday names without doubt.
  private func isNear(_ day: CivilDate) -> Bool { day.dayNumber - today.dayNumber <= 6 }

  /// The hours of a window of one day: "14–16 Uhr", "bis 16 Uhr", "ab 14 Uhr"; nil where it has none.
  func hours(of window: DeliveryWindow) -> String? {
    switch (window.fromMinute, window.toMinute) {
    case (let from?, let to?): words.dates.window(fromMinute: from, toMinute: to)
    case (nil, let to?): words("when.until", ["time": words.dates.clock(minute: to)])
    case (let from?, nil): words("when.from", ["time": words.dates.clock(minute: from)])
    case (nil, nil): nil
    }
  }

  /// A row of the way: the clock for today, else the day.
  func stepTime(_ time: CarrierTime?) -> String? {
    guard let time else { return nil }
    if time.civil.date == today && time.precision != .day {
      return words.dates.time(minute: time.civil.secondOfDay / 60)
    }
    return stepDay(time.civil.date)
  }

  func stepDay(_ day: CivilDate) -> String { words.dates.wayDay(day, today: today) }

  /// "heute um 06:12 Uhr", "am Montag, 23. November, um 19:55 Uhr"; the day alone where no hour is known.
  func moment(_ time: CarrierTime) -> String {
    let day = time.civil.date
    let relative = words.dates.relativeDay(day, today: today)
    let values = [
      "day": relative ?? words.dates.long(day), "time": words.dates.clock(minute: time.civil.secondOfDay / 60),
    ]
    switch (relative, time.precision) {
    case (let relative?, .day): return relative
    case (nil, .day): return words("moment.day", ["day": values["day"] ?? ""])
    case (.some, _): return words("moment.near", values)
    case (nil, _): return words("moment.far", values)
    }
  }

  /// The same for a moment of ours, at the destination.
  func moment(_ timestamp: Timestamp) -> String {
    moment(
      CarrierTime(
        civil: TimeZones.civil(timestamp, in: setting.zone), offset: setting.zone.secondsFromGMT(for: timestamp.date),
        zone: .place, precision: .minute, raw: ""))
  }

  /// "heute, 06:12" and "Mo 23. Nov., 22:40": as the clock at the place showed, marked where that clock is not
  /// the destination's or where nobody said which it is.
  func logTime(_ time: CarrierTime) -> String {
    guard time.precision != .day else { return words.dates.moment(time.civil.date, today: today) }
    let text = words.dates.moment(time.civil, today: today)
    guard let offset = time.offset else { return words("log.local", ["time": text]) }
    let atDestination = setting.zone.secondsFromGMT(for: time.civil.instant(offset: offset).date)
    return offset == atDestination
      ? text : words("log.offset", ["time": text, "zone": words.dates.zone(offset: offset)])
  }
}
