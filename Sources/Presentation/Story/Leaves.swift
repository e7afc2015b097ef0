import Localization
import Tracking

/// The broken promise and what holds now, as two calendar leaves.
extension Story {
  /// Shown only where a promise was made and no longer holds.
  var shift: Shift? {
    guard delay == .late || delay == .atRisk, let promise else { return nil }
    if let daysLate, daysLate <= 0 { return nil }
    guard delay == .late || daysLate != nil else { return nil }
    return Shift(
      promisedLabel: words("shift.promised"), promised: leaf(promise), gapLabel: words("shift.gap"),
      gap: daysLate.map { words.text("shift.days", count: $0) }, nowLabel: words("shift.now"), now: newLeaf)
  }

  private func leaf(_ day: CivilDate) -> Leaf {
    Leaf(
      top: words.dates.weekdayShort(day), big: words.dates.dayNumber(day), bottom: words.dates.monthShort(day),
      hours: nil)
  }

  /// Without a new day the leaf says so; the lead says when the next news is due.
  private var newLeaf: Leaf {
    guard let window = expectation?.window else {
      return Leaf(top: nil, big: words("shift.open"), bottom: words("shift.open_note"), hours: nil)
    }
    var leaf = leaf(window.to)
    if window.isOneDay {
      leaf.hours = hours(of: window)
    } else {
      // The last day counts; the leaf says that it is one.
      leaf.hours = words("shift.by_then")
    }
    return leaf
  }

  /// The hours of today with the window filled, on the day itself.
  var dayStrip: DayStrip? {
    guard let window = expectation?.window, window.isOneDay, window.to == today, let end = window.toMinute else {
      return nil
    }
    // Once the window has begun, its past part is cut from the words but stays visible in the strip.
    let start = window.fromMinute ?? fullStart ?? minute
    let first = max(0, (start - DayStrip.firstHour * 60) / 30)
    let last = min(24, (end - DayStrip.firstHour * 60 + 29) / 30)
    return first < last ? DayStrip(filled: first..<last) : nil
  }

  /// The beginning of today's window as it was given.
  private var fullStart: Int? {
    guard let source = expectation?.source else { return nil }
    let given =
      shipment.delay.level != .none && shipment.delay.expected != nil
      ? shipment.delay.expected : shipment.estimate(source)?.window
    return given?.from == today ? given?.fromMinute : nil
  }
}
