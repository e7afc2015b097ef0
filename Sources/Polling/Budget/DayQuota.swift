import Tracking

/// So many requests a day. Pure: the moment comes in, the database's count comes in.
///
/// Requests are reserved in the database before they are sent: a crash loses those reserved and not sent, and never
/// exceeds the quota.
struct DayQuota: Sendable, Equatable {
  /// Nil: unlimited.
  let perDay: Int?
  /// Seconds after midnight UTC at which a day of this quota begins.
  let resets: Int
  private(set) var day: CivilDate
  /// Reserved and not sent yet.
  private(set) var granted = 0
  /// What the database counts for `day`, reservations included; nil until it was read.
  private(set) var used: Int?

  init(perDay: Int?, resets: Int, at now: Timestamp) {
    self.perDay = perDay
    self.resets = resets
    day = DayQuota.day(at: now, resets: resets)
  }

  /// The day of the quota in which `now` lies, named by the date on which it begins.
  static func day(at now: Timestamp, resets: Int) -> CivilDate {
    CivilTime(now.adding(seconds: -Int64(resets)), offset: 0).date
  }

  /// Begins a new day where one has begun.
  mutating func turn(at now: Timestamp) {
    let today = DayQuota.day(at: now, resets: resets)
    guard today != day else { return }
    day = today
    granted = 0
    used = 0
  }

  /// Requests left today as far as is known.
  var left: Int {
    guard let perDay else { return .max }
    return granted + max(0, perDay - (used ?? 0))
  }

  /// How many more to reserve so that `wanted` requests can go, within what is left.
  func toReserve(for wanted: Int) -> Int {
    guard let perDay, wanted > granted else { return 0 }
    return min(wanted - granted, max(0, perDay - (used ?? 0)))
  }

  /// `count` were reserved, and the database now counts `sum` (others may have reserved too).
  mutating func reserved(_ count: Int, sum: Int) {
    used = sum
    guard let perDay else { return }
    granted += max(0, count - max(0, sum - perDay))
  }

  /// The database counts `sum`.
  mutating func read(_ sum: Int) { used = sum }

  /// `count` were sent. More than reserved is a debt that the next reservation pays.
  mutating func spend(_ count: Int) {
    if perDay != nil { granted -= count }
  }

  /// When the next day begins.
  func nextReset(after now: Timestamp) -> Timestamp {
    let begin = CivilTime.midnight(day.adding(days: 1)).instant(offset: 0).adding(seconds: Int64(resets))
    return max(begin, now.adding(milliseconds: 1))
  }
}
