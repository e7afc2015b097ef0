/// A place that keeps rows: the one seam between this target's SQL and an engine.
///
/// A transaction is a synchronous closure that runs on the driver's own threads and is awaited from
/// outside. It commits when the closure returns and leaves nothing behind when the closure throws.
/// Errors are `StorageError`, except what the closure itself throws and `CancellationError`.
public protocol Database: Sendable {
  var dialect: Dialect { get }

  /// Runs `body` in one writing transaction; writers are one at a time where the engine wants it so.
  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value

  /// Runs `body` on one consistent snapshot.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value

  /// Makes what was deleted unreadable in the engine's files too, not only to statements.
  ///
  /// - Parameter rewriting: also where rows were moved about; takes as long as copying the database, and writers wait.
  func forgetDeleted(rewriting: Bool) async throws
}

extension Database {
  /// Nothing, where an engine has its own way of reclaiming.
  public func forgetDeleted(rewriting: Bool) async throws {}
}

/// What a closure of a transaction works with. Never leaves the closure.
public protocol Connection {
  var dialect: Dialect { get }

  /// Runs a statement without a result and says how many rows it touched.
  @discardableResult
  func execute(_ statement: SQL, _ parameters: [SQLValue]) throws -> Int

  /// Runs a statement with a result (`SELECT`, `… RETURNING`) to its end and decodes every row.
  /// A row is valid only inside `decode`.
  func rows<Value>(
    _ statement: SQL, _ parameters: [SQLValue], _ decode: (any SQLRow) throws -> Value
  ) throws -> [Value]
}

extension Connection {
  /// The first row, where there is one.
  public func row<Value>(
    _ statement: SQL, _ parameters: [SQLValue], _ decode: (any SQLRow) throws -> Value
  ) throws -> Value? {
    try rows(statement, parameters, decode).first
  }

  /// The integer in the first column of the first row; nil where there is no row or a null in it.
  public func integer(_ statement: SQL, _ parameters: [SQLValue] = []) throws -> Int64? {
    try rows(statement, parameters) { $0.integer(0) }.first.flatMap(\.self)
  }
}

/// One row of a result, read by column index. A null and a value of another type are both nil.
public protocol SQLRow {
  func integer(_ column: Int) -> Int64?
  func real(_ column: Int) -> Double?
  func text(_ column: Int) -> String?
  func bytes(_ column: Int) -> [UInt8]?
}

/// Engines whose data definition differs. Everything else is written in the subset they share.
public enum Dialect: Sendable {
  case sqlite
}
