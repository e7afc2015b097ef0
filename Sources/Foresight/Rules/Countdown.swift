import Foundation
import Tracking

/// The countdown to the day of delivery: one more day, today, today between two hours. Each step is told once, at
/// hours at which people are awake at the destination, and taken back when it turns out wrong.
///
/// It counts down to what `Shipment.expectedWindows` says: whoever learns a better window puts it there.
struct Countdown {
  /// Minutes since midnight at the destination from which "tomorrow" is told, and until when.
  static let eve = 16 * 60
  static let night = 21 * 60
  /// From when on "today" is told.
  static let morning = 7 * 60
  /// When a day is over on which the parcel did not leave the depot.
  static let evening = 20 * 60
  /// Minutes that a window may be late before it is taken back.
  static let grace = 60
  /// A longer window says no more than "today".
  static let longestWindow = 6 * 60

  private let zone: TimeZone
  private let now: Timestamp
  private let today: CivilDate
  private let minute: Int

  init(_ shipment: Shipment, at now: Timestamp) {
    zone = TimeZones.zone(country: shipment.destination.country)
    self.now = now
    let clock = TimeZones.civil(now, in: zone)
    today = clock.date
    minute = clock.secondOfDay / 60
  }

  /// Adds what there is to tell to `change`, and remembers it in the shipment.
  func tell(_ change: inout Change) {
    guard Countdown.counts(change.shipment) else { return }
    let expected = expected(change.shipment)
    takeBack(&change, expected)
    if let expected, let step = step(expected, isOut: isOutToday(change.shipment)) { announce(step, expected, &change) }
  }

  /// The moments at which there may be something to tell without news from the carrier.
  func moments(for shipment: Shipment) -> [Timestamp] {
    guard Countdown.counts(shipment) else { return [] }
    let window = expected(shipment)
    let told = shipment.announced.flatMap { $0.isTakenBack ? nil : $0 }
    return Set([window?.from, told?.day].compactMap(\.self)).flatMap { day in
      [
        moment(day.adding(days: -1), Countdown.eve), moment(day, Countdown.morning), moment(day, Countdown.evening),
        moment(day.adding(days: 1), 0), moment(day, window?.toMinute.map { $0 + Countdown.grace } ?? 0),
      ]
    }
  }

  /// The one day on which the parcel is expected by the best window that is known, with its hours where these still
  /// hold; nil where none is known, or several days.
  private func expected(_ shipment: Shipment) -> DeliveryWindow? {
    let isOut = isOutToday(shipment)
    for (window, _) in shipment.expectedWindows where window.to >= today {
      if isOut && window.from != today { continue }
      guard window.isOneDay else { return isOut ? DeliveryWindow(day: today) : nil }
      guard window.to == today else { return window }
      let isPast = window.toMinute.map { minute >= $0 + Countdown.grace } ?? false
      if isOut { return isPast ? DeliveryWindow(day: today) : window }
      return isPast || minute >= Countdown.evening ? nil : window
    }
    return isOut ? DeliveryWindow(day: today) : nil
  }

  /// How much of `window` may be told now.
  private func step(_ window: DeliveryWindow, isOut: Bool) -> Announcement.Step? {
    if window.from == today {
      guard minute >= Countdown.morning, isOut || minute < Countdown.evening else { return nil }
      return Countdown.hasHours(window) ? .window : .today
    }
    let isEve = window.from == today.adding(days: 1) && (Countdown.eve..<Countdown.night).contains(minute)
    return isEve ? .tomorrow : nil
  }

  private func announce(_ step: Announcement.Step, _ window: DeliveryWindow, _ change: inout Change) {
    let told = change.shipment.announced.flatMap { $0.isTakenBack || $0.day != window.from ? nil : $0 }
    guard told.map({ $0.step < step }) ?? true else { return }
    let day = window.from.iso
    if step >= .today, (told?.step ?? .tomorrow) < .today {
      add(.deliveryToday, "today/\(day)", isBad: false, to: &change)
    }
    if step == .tomorrow { add(.deliveryTomorrow, "tomorrow/\(day)", isBad: false, to: &change) }
    if step == .window { add(.deliveryWindow, "window/\(day)", isBad: false, to: &change) }
    change.shipment.announced = Announcement(
      day: window.from, step: step, fromMinute: step == .window ? window.fromMinute : nil,
      toMinute: step == .window ? window.toMinute : nil)
  }

  /// What was told and no longer holds: another day, no day any more, or other hours.
  private func takeBack(_ change: inout Change, _ expected: DeliveryWindow?) {
    guard var told = change.shipment.announced, !told.isTakenBack else { return }
    if let expected, expected.from == told.day {
      guard let end = told.toMinute, moved(told, expected) else { return }
      told.fromMinute = expected.fromMinute
      told.toMinute = expected.toMinute
      change.shipment.announced = told
      revise("hours/\(told.day.iso)/\(end)-\(expected.toMinute ?? 0)", isBad: false, &change)
    } else {
      told.isTakenBack = true
      change.shipment.announced = told
      // That nobody was at home says so itself.
      guard change.shipment.status.state != .attemptFailed else { return }
      revise("not/\(told.day.iso)/\(now.milliseconds)", isBad: expected.map { $0.from > told.day } ?? true, &change)
    }
  }

  private func moved(_ told: Announcement, _ expected: DeliveryWindow) -> Bool {
    guard expected.toMinute != nil else { return true }
    return DeliveryWindow(from: told.day, fromMinute: told.fromMinute, to: told.day, toMinute: told.toMinute)
      .movesMaterially(to: expected)
  }

  private func revise(_ episode: String, isBad: Bool, _ change: inout Change) {
    // The carrier's new estimate may have said so already; what is taken back is told even if that was told before.
    if let known = change.news.firstIndex(where: { $0.kind == .estimateRevised }) {
      change.news[known].episode = episode
      if isBad { change.news[known].isBad = true }
      return
    }
    add(.estimateRevised, episode, isBad: isBad, to: &change)
  }

  private func add(_ kind: News.Kind, _ episode: String, isBad: Bool, to change: inout Change) {
    change.news.append(News(kind: kind, shipment: change.shipment.id, episode: episode, at: now, isBad: isBad))
  }

  private func isOutToday(_ shipment: Shipment) -> Bool {
    guard shipment.status.state == .outForDelivery, let since = shipment.stateSince else { return false }
    return TimeZones.day(of: since, in: zone) == today
  }

  private func moment(_ day: CivilDate, _ minute: Int) -> Timestamp {
    let bounded = min(max(minute, 0), 1439)
    let clock = CivilTime(day, hour: bounded / 60, minute: bounded % 60) ?? .midnight(day)
    return TimeZones.moment(clock, in: zone)
  }

  private static func hasHours(_ window: DeliveryWindow) -> Bool {
    guard let from = window.fromMinute, let to = window.toMinute else { return false }
    return to - from <= longestWindow
  }

  /// Whether the parcel is still on its way to the door. All other states say for themselves what happened.
  private static func counts(_ shipment: Shipment) -> Bool {
    guard !shipment.isReturn else { return false }
    switch shipment.status.state {
    case .pending, .announced, .inTransit, .outForDelivery, .attemptFailed: return true
    default: return false
    }
  }
}
