import Synchronization
import Testing
import Tracking

@Suite struct TimekeeperTests {
  private static let start = Timestamp(seconds: 1_790_000_000)

  @Test("A clock runs at its speed from its start", arguments: [(1.0, 10_000), (600, 6_000_000), (0.5, 5_000)])
  func speed(speed: Double, passed: Int64) {
    let clock = RunningClock(start: Self.start, speed: speed) { Self.start.adding(seconds: 10) }
    #expect(clock.now() == Self.start.adding(milliseconds: passed))
  }

  @Test(
    "Speeds beyond reason are brought within it",
    arguments: [(0.0, 0.001), (-3, 0.001), (.nan, 1), (.infinity, 1), (1e12, 1_000_000)])
  func bounds(asked: Double, given: Double) {
    #expect(RunningClock(start: Self.start, speed: asked) { Self.start }.speed == given)
  }

  @Test("Real durations are counted in the clock's own milliseconds, one at the least")
  func converts() {
    let fast = RunningClock(start: Self.start, speed: 600) { Self.start }
    #expect(fast.milliseconds(in: .milliseconds(500)) == 300_000)
    let slow = RunningClock(start: Self.start, speed: 0.001) { Self.start }
    #expect(slow.milliseconds(in: .milliseconds(500)) == 1)
  }

  @Test("A sleep lasts until the clock shows the moment, whatever the wall does meanwhile")
  func sleeps() async throws {
    let wall = Mutex(Self.start)
    let clock = RunningClock(start: Self.start, speed: 1000) {
      wall.withLock { now in
        now = now.adding(milliseconds: 1)
        return now
      }
    }
    try await clock.sleep(until: Self.start.adding(seconds: 20))
    #expect(clock.now() > Self.start.adding(seconds: 20))
  }

  @Test("A sleep ends with its task")
  func cancelled() async {
    let clock = RunningClock(start: Self.start) { Self.start }
    let task = Task { try await clock.sleep(until: Self.start.adding(hours: 1)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
