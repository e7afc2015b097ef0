import Tracking

/// One public holiday, as a rule that gives its day in a year.
enum Holiday: Hashable, Sendable {
  case fixed(_ month: Int, _ day: Int)
  /// Days after western Easter Sunday.
  case easter(_ days: Int)
  /// Days after orthodox Easter Sunday.
  case orthodox(_ days: Int)
  /// The nth weekday (1 Monday … 7 Sunday) of a month; -1 is the last.
  case weekday(_ weekday: Int, nth: Int, month: Int)
  /// The first such weekday on or after a day.
  case onOrAfter(_ month: Int, _ day: Int, weekday: Int)
  /// The last such weekday before a day.
  case before(_ month: Int, _ day: Int, weekday: Int)

  func date(in year: Int) -> CivilDate? {
    switch self {
    case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)
    case .easter(let days): return Easter.western(year)?.adding(days: days)
    case .orthodox(let days): return Easter.orthodox(year)?.adding(days: days)
    case .onOrAfter(let month, let day, let weekday):
      guard let start = CivilDate(year: year, month: month, day: day) else { return nil }
      return start.adding(days: (weekday - start.weekday + 7) % 7)
    case .before(let month, let day, let weekday):
      guard let end = CivilDate(year: year, month: month, day: day)?.adding(days: -1) else { return nil }
      return end.adding(days: -((end.weekday - weekday + 7) % 7))
    case .weekday(let weekday, let nth, let month):
      guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
      if nth > 0 { return first.adding(days: (weekday - first.weekday + 7) % 7 + 7 * (nth - 1)) }
      let next =
        month == 12 ? CivilDate(year: year + 1, month: 1, day: 1) : CivilDate(year: year, month: month + 1, day: 1)
      guard let last = next?.adding(days: -1) else { return nil }
      return last.adding(days: -((last.weekday - weekday + 7) % 7))
    }
  }
}
