import Storage
import Synchronization

/// A real database that can be made to refuse, and whose transactions count as work.
public final class WatchedDatabase: Database {
  private let base: any Database
  private let work: Work
  private let state = Mutex((isFull: false, refused: 0))

  public init(_ base: any Database, work: Work) {
    self.base = base
    self.work = work
  }

  public var dialect: Dialect { base.dialect }
  /// Transactions refused so far.
  public var refused: Int { state.withLock { $0.refused } }

  /// From now on the disk is full, or has space again.
  public func setFull(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

  public func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    let isFull = state.withLock { state in
      if state.isFull { state.refused += 1 }
      return state.isFull
    }
    if isFull { throw StorageError.diskFull }
    return try await work.during { try await base.transaction(body) }
  }

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await work.during { try await base.read(body) }
  }
}
