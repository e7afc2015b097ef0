import GRDB
import Synchronization

/// Transactions that come while another one is being committed are committed together: one wait for the disk serves
/// them all.
///
/// Each still is a transaction of its own to whoever asked for it: it sees those before it, leaves nothing when it
/// throws, and is answered only when it is on the disk. A lone one is begun at once and costs nothing more.
final class WriteGroup: Sendable {
  private struct State {
    var waiting: [any WriteJob] = []
    var isRunning = false
  }

  /// Of one commit; what more there is waits for the next.
  private static let limit = 64

  private let writer: any DatabaseWriter
  private let state = Mutex(State())

  init(_ writer: any DatabaseWriter) {
    self.writer = writer
  }

  /// How many have not begun; for tests.
  var waiting: Int { state.withLock { $0.waiting.count } }

  /// Throws what `body` throws, and `CancellationError` where the task was cancelled before it began.
  func run<Value: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Value) async throws -> Value {
    let job = Job(body)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        job.expect(continuation)
        let isFirst = state.withLock { state in
          state.waiting.append(job)
          defer { state.isRunning = true }
          return !state.isRunning
        }
        if isFirst { writer.asyncWriteWithoutTransaction { self.drain($0) } }
      }
    } onCancel: {
      job.cancel()
    }
  }

  /// On the writer's thread, until nobody waits.
  private func drain(_ database: GRDB.Database) {
    while case let jobs = take(), !jobs.isEmpty {
      if jobs.count == 1 || !together(jobs, database) {
        for job in jobs { alone(job, database) }
      }
    }
  }

  private func take() -> [any WriteJob] {
    state.withLock { state in
      let jobs = Array(state.waiting.prefix(WriteGroup.limit))
      state.waiting.removeFirst(jobs.count)
      state.isRunning = !jobs.isEmpty
      return jobs
    }
  }

  private func alone(_ job: any WriteJob, _ database: GRDB.Database) {
    do {
      try database.inTransaction(.immediate) {
        try job.run(database)
        return .commit
      }
      job.answer(nil)
    } catch {
      job.answer(error)
    }
  }

  /// Says whether that went well. Where the engine gave the whole transaction up (a full disk, a failed commit), nobody
  /// is answered: each has another try on its own, and hears of its own failure only.
  private func together(_ jobs: [any WriteJob], _ database: GRDB.Database) -> Bool {
    var failures: [(any Error)?] = []
    do {
      try database.inTransaction(.immediate) {
        for job in jobs { failures.append(try attempt(job, database)) }
        return .commit
      }
    } catch {
      return false
    }
    for (job, failure) in zip(jobs, failures) { job.answer(failure) }
    return true
  }

  /// What the job threw; throws where the transaction around it is gone.
  private func attempt(_ job: any WriteJob, _ database: GRDB.Database) throws -> (any Error)? {
    var failure: (any Error)?
    try database.inSavepoint {
      do {
        try job.run(database)
        return .commit
      } catch {
        guard database.isInsideTransaction else { throw error }
        failure = error
        return .rollback
      }
    }
    return failure
  }
}

/// A transaction whose result somebody waits for. May be run again.
private protocol WriteJob: Sendable {
  func run(_ database: GRDB.Database) throws
  /// The result of the last run, or this error.
  func answer(_ failure: (any Error)?)
}

private final class Job<Value: Sendable>: WriteJob {
  private struct State {
    var continuation: CheckedContinuation<Value, any Error>?
    var value: Value?
    var isCancelled = false
  }

  private let body: @Sendable (GRDB.Database) throws -> Value
  private let state = Mutex(State())

  init(_ body: @escaping @Sendable (GRDB.Database) throws -> Value) {
    self.body = body
  }

  func expect(_ continuation: CheckedContinuation<Value, any Error>) {
    state.withLock { $0.continuation = continuation }
  }

  func cancel() { state.withLock { $0.isCancelled = true } }

  func run(_ database: GRDB.Database) throws {
    if state.withLock({ $0.isCancelled }) { throw CancellationError() }
    let value = try body(database)
    state.withLock { $0.value = value }
  }

  func answer(_ failure: (any Error)?) {
    let (continuation, value) = state.withLock { state in
      defer { state.continuation = nil }
      return (state.continuation, state.value)
    }
    if let failure {
      continuation?.resume(throwing: failure)
    } else if let value {
      continuation?.resume(returning: value)
    } else {
      continuation?.resume(throwing: CancellationError())
    }
  }
}
