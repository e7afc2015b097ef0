/// What time it is, and a way to wait for a moment. One is injected everywhere; polling, assessment, pages, messages
/// and the sandbox follow it, so that a demo or a test can run days in seconds.
///
/// Network time limits, TLS and webhook timestamps stay wall time.
public protocol Timekeeper: Sendable {
  func now() -> Timestamp

  /// Returns once `now()` is at or after `moment`. Throws `CancellationError` where the task is cancelled.
  func sleep(until moment: Timestamp) async throws

  /// How many of this clock's seconds pass in one second on the wall.
  var speed: Double { get }
}

extension Timekeeper {
  /// This clock's milliseconds in `wall` of real time; at least 1.
  public func milliseconds(in wall: Duration) -> Int64 {
    let (seconds, attoseconds) = wall.components
    let real = Double(seconds) * 1000 + Double(attoseconds) / 1e15
    return Int64(min(max(real * speed, 1), 1e15))
  }
}

/// A clock that runs at `speed` from `start` on: `start + (wall − start) × speed`. At speed 1 it is the wall clock.
public struct RunningClock: Timekeeper {
  public let start: Timestamp
  public let speed: Double
  private let wall: @Sendable () -> Timestamp

  /// - Parameter speed: at least 0.001 and at most 1,000,000; values beyond are brought there.
  public init(start: Timestamp, speed: Double = 1, wall: @escaping @Sendable () -> Timestamp) {
    self.start = start
    self.speed = speed.isFinite ? min(max(speed, 0.001), 1_000_000) : 1
    self.wall = wall
  }

  public func now() -> Timestamp {
    if speed == 1 { return wall() }
    let passed = Double(wall().milliseconds - start.milliseconds) * speed
    return start.adding(milliseconds: Int64(min(max(passed, -1e15), 1e15)))
  }

  public func sleep(until moment: Timestamp) async throws {
    while case let left = Double(moment.milliseconds) - Double(now().milliseconds), left > 0 {
      // The wall clock may be set meanwhile: look again at least every minute.
      try await Task.sleep(for: .milliseconds(max(1, Int64(min((left / speed).rounded(.up), 60_000)))))
    }
  }
}
