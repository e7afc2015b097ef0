import Tracking

/// A running clock that shows another day: `clock` plus a shift.
struct ShiftedClock: Timekeeper {
  let clock: RunningClock
  /// Milliseconds added to what `clock` shows.
  let shift: Int64

  var speed: Double { clock.speed }

  func now() -> Timestamp { clock.now().adding(milliseconds: shift) }

  func sleep(until moment: Timestamp) async throws {
    try await clock.sleep(until: moment.adding(milliseconds: -shift))
  }
}
