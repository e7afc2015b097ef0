import Foundation
import GRDB
import Tracking

/// SQLite through GRDB: a pool in WAL mode for a file, one connection in memory for tests.
///
/// Open a file once in a process. `synchronous=FULL`: what was committed survives a power cut.
public struct SQLiteDatabase: Database {
  private let writer: any DatabaseWriter

  public var dialect: Dialect { .sqlite }

  /// Opens or makes the file (readable by its owner only) and brings its schema up to date.
  public static func open(path: String, at now: Timestamp) async throws -> SQLiteDatabase {
    let database = try translatingErrors {
      try makePrivateFile(path)
      let pool = try DatabasePool(path: path, configuration: configuration())
      // GRDB sets NORMAL when it turns WAL on, which is after `prepareDatabase`.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      return SQLiteDatabase(writer: pool)
    }
    try await Schema.migrate(database, at: now)
    return database
  }

  /// An empty database with the real schema, gone with the value.
  public static func inMemory(at now: Timestamp) async throws -> SQLiteDatabase {
    let database = try translatingErrors {
      SQLiteDatabase(writer: try DatabaseQueue(configuration: configuration()))
    }
    try await Schema.migrate(database, at: now)
    return database
  }

  /// Without a schema; for tests of migrations.
  static func emptyInMemory() throws -> SQLiteDatabase {
    try translatingErrors { SQLiteDatabase(writer: try DatabaseQueue(configuration: configuration())) }
  }

  /// Closes the file. Throws `locked` where something still runs on it.
  public func close() throws {
    try translatingErrors { try writer.close() }
  }

  public func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    do {
      return try await writer.write { try body(SQLiteConnection(database: $0)) }
    } catch {
      throw translated(error)
    }
  }

  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    do {
      return try await writer.read { try body(SQLiteConnection(database: $0)) }
    } catch {
      throw translated(error)
    }
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "tidings"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { connection in
      // Negative: KiB. Five connections, so at most 10 MiB of page cache in all.
      try connection.execute(sql: "PRAGMA cache_size = -2048")
      // The write-ahead log gives its space back after a burst.
      try connection.execute(sql: "PRAGMA journal_size_limit = 33554432")
    }
    return configuration
  }

  /// SQLite would make the file with the umask's rights; the log files beside it inherit these.
  private static func makePrivateFile(_ path: String) throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else { return }
    guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw StorageError.unreachable("cannot make \(path)")
    }
  }
}

/// A GRDB connection as the stores see it.
private struct SQLiteConnection: Connection {
  let database: GRDB.Database

  var dialect: Dialect { .sqlite }

  func execute(_ statement: SQL, _ parameters: [SQLValue]) throws -> Int {
    try prepared(statement, parameters).execute()
    return database.changesCount
  }

  func rows<Value>(
    _ statement: SQL, _ parameters: [SQLValue], _ decode: (any SQLRow) throws -> Value
  ) throws -> [Value] {
    let cursor = try Row.fetchCursor(try prepared(statement, parameters))
    var values: [Value] = []
    while let row = try cursor.next() { values.append(try decode(SQLiteRow(row: row))) }
    return values
  }

  private func prepared(_ statement: SQL, _ parameters: [SQLValue]) throws -> Statement {
    guard statement.parameterCount == parameters.count else {
      throw StorageError.failed(
        code: 21, "\(parameters.count) parameters for \(statement.parameterCount): \(statement.text)")
    }
    let prepared = try database.cachedStatement(sql: statement.numbered)
    // The count is checked above; GRDB's own check costs as much as the statement.
    prepared.setUncheckedArguments(StatementArguments(parameters.map(\.databaseValue)))
    return prepared
  }
}

private struct SQLiteRow: SQLRow {
  let row: Row

  func integer(_ column: Int) -> Int64? { row[column] }
  func real(_ column: Int) -> Double? { row[column] }
  func text(_ column: Int) -> String? { row[column] }
}

extension SQLValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .real(let value): value.databaseValue
    // Neither engine keeps a NUL in text: SQLite's readers stop at it, PostgreSQL refuses it.
    case .text(let value) where value.utf8.contains(0):
      value.replacingOccurrences(of: "\0", with: "\u{FFFD}").databaseValue
    case .text(let value): value.databaseValue
    }
  }
}
