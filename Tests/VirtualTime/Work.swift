import Dispatch
import Synchronization

/// Where the services of a test run, so that the test knows for sure when all of them have come to rest: no part of a task
/// waits for its turn or runs, and nothing that left this place (a transaction, a request) is under way. However slow the
/// machine is at the moment, rest is never mistaken.
public final class Work: TaskExecutor {
  private struct State {
    var underWay = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let queue = DispatchQueue(label: "virtual time", attributes: .concurrent)
  private let state = Mutex(State())

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    begin()
    queue.async { [self] in
      job.runSynchronously(on: asUnownedTaskExecutor())
      end()
    }
  }

  /// Counts `work` as under way also while it waits for something outside.
  public func during<Value>(_ work: () async throws -> Value) async rethrows -> Value {
    begin()
    defer { end() }
    return try await work()
  }

  /// Returns once nothing is under way.
  func rest() async {
    await withCheckedContinuation { continuation in
      let isResting = state.withLock { state in
        if state.underWay > 0 { state.waiting.append(continuation) }
        return state.underWay == 0
      }
      if isResting { continuation.resume() }
    }
  }

  private func begin() { state.withLock { $0.underWay += 1 } }

  private func end() {
    let resting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.underWay -= 1
      if state.underWay > 0 { return [] }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in resting { continuation.resume() }
  }
}
