import Storage
import Synchronization

/// A real database that can be made to refuse, and that says whether something is under way.
final class WatchedDatabase: Database {
  private struct State {
    var busy = 0
    var isFull = false
    var refused = 0
  }

  private let base: any Database
  private let state = Mutex(State())

  init(_ base: any Database) {
    self.base = base
  }

  var dialect: Dialect { base.dialect }
  var isBusy: Bool { state.withLock { $0.busy > 0 } }
  /// Transactions refused so far.
  var refused: Int { state.withLock { $0.refused } }

  /// From now on the disk is full, or has space again.
  func setFull(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    state.withLock { $0.busy += 1 }
    defer { state.withLock { $0.busy -= 1 } }
    let isFull = state.withLock { state in
      if state.isFull { state.refused += 1 }
      return state.isFull
    }
    if isFull { throw StorageError.diskFull }
    return try await base.transaction(body)
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    state.withLock { $0.busy += 1 }
    defer { state.withLock { $0.busy -= 1 } }
    return try await base.read(body)
  }
}
