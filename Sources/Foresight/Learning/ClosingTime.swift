import Tracking

/// When a day is over, so that its evening can teach.
public enum ClosingTime {
  /// Hours after midnight UTC: it is over in all of Europe, and what happened late in it was asked for.
  static let hours: Int64 = 3

  /// The last day that is over at `now`.
  public static func lastOver(at now: Timestamp) -> CivilDate {
    CivilTime(now.adding(hours: -hours), offset: 0).date.adding(days: -1)
  }

  /// The days to be closed after `last`, oldest first: each missed one. The last one alone where none was ever closed.
  public static func due(after last: CivilDate?, at now: Timestamp) -> [CivilDate] {
    let end = lastOver(at: now)
    guard let last else { return [end] }
    guard last < end else { return [] }
    return (last.dayNumber + 1...end.dayNumber).map { CivilDate(dayNumber: $0) }
  }

  /// When the day after `last` is over.
  public static func next(after last: CivilDate) -> Timestamp {
    CivilTime.midnight(last.adding(days: 2)).instant(offset: 0).adding(hours: hours)
  }
}
