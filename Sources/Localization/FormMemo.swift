import Synchronization

/// Texts of days and clock readings that were made before.
///
/// A fleet's pages speak of the same few weeks and the same hours again and again, and a text costs ICU a
/// microsecond or more. Bounded: when it is full it begins anew.
final class FormMemo: Sendable {
  enum Form: UInt8 {
    case weekday, weekdayShort, dayNumber, monthShort, short, shortWithMonth, dayMonthShort
    case dayMonth, long, dayMonthYear
    case days, longDays, time, clock, window

    /// Whether the number and the word after it stay on one line.
    var keepsNumberAndWord: Bool {
      switch self {
      case .dayMonth, .long, .dayMonthYear: true
      default: false
      }
    }
  }

  private struct Key: Hashable {
    var form: Form
    var first: Int
    var second: Int
  }

  private static let limit = 8192
  private let texts = Mutex<[Key: String]>([:])

  /// - Parameters:
  ///   - first: a day's number or a minute; `second`: the end of a range, 0 for a single one.
  ///   - make: gives the text, which depends on form, first and second alone.
  func text(_ form: Form, _ first: Int, _ second: Int = 0, make: () -> String) -> String {
    let key = Key(form: form, first: first, second: second)
    if let known = texts.withLock({ $0[key] }) { return known }
    let made = make()
    texts.withLock { texts in
      if texts.count >= FormMemo.limit { texts.removeAll(keepingCapacity: true) }
      texts[key] = made
    }
    return made
  }
}
