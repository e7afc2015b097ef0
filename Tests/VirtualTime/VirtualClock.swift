import Synchronization
import Tracking

/// A clock that stands until a test moves it. `run(until:)` lets days pass as fast as the machine can do what happens in
/// them: it jumps to the next moment that somebody waits for whenever everything has come to rest, and no earlier.
public final class VirtualClock: Timekeeper {
  private struct Sleeper {
    let moment: Timestamp
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Timestamp
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var count = 0
  }

  /// The services ended, or wait for something that no passing of time brings.
  public struct NobodyWaits: Error {}

  /// Says only how fine the loops' own waiting is: at 1200 looking for work every half second becomes every ten minutes.
  public let speed: Double
  /// Where the services run that this clock drives.
  public let work = Work()
  private let state: Mutex<State>

  public init(_ start: Timestamp = Timestamp(seconds: 1_790_000_000), speed: Double = 1) {
    self.speed = speed
    state = Mutex(State(now: start))
  }

  public func now() -> Timestamp { state.withLock { $0.now } }

  public func sleep(until moment: Timestamp) async throws {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
          if moment <= state.now { return .success(()) }
          state.sleepers[id] = Sleeper(moment: moment, continuation: continuation)
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Lets time pass up to `end`.
  public func run(until end: Timestamp) async throws {
    var idle = 0
    while now() < end {
      await work.rest()
      if let next = state.withLock({ $0.sleepers.values.map(\.moment).min() }) {
        jump(to: min(end, next))
        idle = 0
      } else {
        // What starts outside of `work` (a server that binds its port) may still lead to somebody who waits.
        idle += 1
        if idle > 10_000 { throw NobodyWaits() }
        try await Task.sleep(for: .milliseconds(1))
      }
    }
    await work.rest()
  }

  private func jump(to moment: Timestamp) {
    let woken = state.withLock { state in
      state.now = max(state.now, moment)
      let due = state.sleepers.filter { $0.value.moment <= state.now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.map(\.continuation)
    }
    for continuation in woken { continuation.resume() }
  }
}
