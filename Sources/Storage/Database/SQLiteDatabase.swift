import GRDB
import Tracking

/// SQLite through GRDB: a pool in WAL mode for a file, one connection in memory for tests.
///
/// Open a file once in a process. `synchronous=FULL`: what was committed survives a power cut.
public struct SQLiteDatabase: Database {
  let writer: any DatabaseWriter

  public var dialect: Dialect { .sqlite }

  /// Opens or makes the file (readable by its owner only) and brings its schema up to date.
  public static func open(path: String, at now: Timestamp) async throws -> SQLiteDatabase {
    SQLiteDatabase(writer: try DatabasePool(path: path))
  }

  /// An empty database with the real schema, gone with the value.
  public static func inMemory(at now: Timestamp) async throws -> SQLiteDatabase {
    SQLiteDatabase(writer: try DatabaseQueue())
  }

  /// Closes the file; waits for what is running.
  public func close() throws {}

  public func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    throw StorageError.failed(code: 1, "not yet")
  }

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    throw StorageError.failed(code: 1, "not yet")
  }
}
