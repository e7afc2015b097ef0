import Foundation
import Synchronization

/// Foundation's formatters of one locale. They are classes and take 100 µs to make, so each pattern has one,
/// behind a lock. All work on UTC: what is formatted is a calendar day or a clock reading, never a moment.
final class FormatterCache: Sendable {
  private struct State {
    var patterns: [String: DateFormatter] = [:]
    var intervals: [String: DateIntervalFormatter] = [:]
  }

  private let locale: Locale
  private let state = Mutex(State())

  init(_ locale: Locale) {
    self.locale = locale
  }

  func format(_ date: Date, _ pattern: String) -> String {
    state.withLock { state in
      if let known = state.patterns[pattern] { return known.string(from: date) }
      let formatter = DateFormatter()
      formatter.locale = locale
      formatter.calendar = gregorian
      formatter.timeZone = .gmt
      formatter.dateFormat = pattern
      state.patterns[pattern] = formatter
      return formatter.string(from: date)
    }
  }

  func format(from: Date, to: Date, _ template: String) -> String {
    state.withLock { state in
      if let known = state.intervals[template] { return known.string(from: from, to: to) }
      let formatter = DateIntervalFormatter()
      formatter.locale = locale
      formatter.calendar = gregorian
      formatter.timeZone = .gmt
      formatter.dateTemplate = template
      state.intervals[template] = formatter
      return formatter.string(from: from, to: to)
    }
  }

  /// The locale's own calendar is Buddhist or Persian for some; parcels are dated by the Gregorian one.
  private var gregorian: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.locale = locale
    calendar.timeZone = .gmt
    return calendar
  }
}
