import Synchronization
import Tracking

/// A clock that stands while anything works and jumps to the next moment that somebody waits for: days pass as fast as
/// the machine can do what happens in them.
final class JumpingClock: Timekeeper {
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

  /// Says only how fine the loops' own waiting is: looking for work every half second becomes every ten minutes.
  let speed = 1200.0
  private let state: Mutex<State>
  private let activity: Activity

  init(_ start: Timestamp, activity: Activity) {
    state = Mutex(State(now: start))
    self.activity = activity
  }

  func now() -> Timestamp { state.withLock { $0.now } }

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

  /// Lets time pass up to `end`: each jump waits until the program rests.
  func run(until end: Timestamp) async throws {
    while now() < end {
      await settled()
      // Nobody waits yet: the services are still starting.
      guard let next = state.withLock({ $0.sleepers.values.map(\.moment).min() }) else { continue }
      jump(to: min(end, next))
    }
    await settled()
  }

  /// Returns once nothing is under way and nobody began to wait for a millisecond. A jump that comes too early would
  /// only be time that passed while the machine was busy.
  private func settled() async {
    var seen: [Int] = []
    while true {
      let looked = [activity.count, state.withLock { $0.count }]
      if activity.isIdle, looked == seen { return }
      seen = looked
      try? await Task.sleep(for: .milliseconds(1))
    }
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

/// What is under way: requests to carriers and transactions.
final class Activity: Sendable {
  private let state = Mutex((running: 0, begun: 0))

  var isIdle: Bool { state.withLock { $0.running == 0 } }
  /// Grows with everything that begins.
  var count: Int { state.withLock { $0.begun } }

  func during<Value>(_ work: () async throws -> Value) async rethrows -> Value {
    state.withLock { $0 = ($0.running + 1, $0.begun + 1) }
    defer { state.withLock { $0.running -= 1 } }
    return try await work()
  }
}
