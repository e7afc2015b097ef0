import Synchronization
import Tracking

/// A clock that stands until a test moves it.
final class ManualClock: Timekeeper {
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

  /// Says only how fine the loops' own waiting is.
  let speed: Double
  private let state: Mutex<State>

  init(_ start: Timestamp = Timestamp(seconds: 1_790_000_000), speed: Double = 1) {
    self.speed = speed
    state = Mutex(State(now: start))
  }

  func now() -> Timestamp { state.withLock { $0.now } }

  /// The first moment somebody waits for.
  var nextWake: Timestamp? { state.withLock { $0.sleepers.values.map(\.moment).min() } }

  func set(_ now: Timestamp) {
    let woken = state.withLock { state in
      state.now = max(state.now, now)
      let due = state.sleepers.filter { $0.value.moment <= state.now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.map(\.continuation)
    }
    for continuation in woken { continuation.resume() }
  }

  func sleep(until moment: Timestamp) async throws {
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
}
