import GRDB
import GRDBSQLite

/// A GRDB connection as the stores see it.
///
/// GRDB keeps the connection, its transactions and its cache of prepared statements. Binding, stepping and reading
/// go straight to SQLite: through GRDB's rows and arguments a page of thirteen rows took twice as long.
struct SQLiteConnection: Connection {
  let database: GRDB.Database

  var dialect: Dialect { .sqlite }

  func execute(_ statement: SQL, _ parameters: [SQLValue]) throws -> Int {
    let running = try RunningStatement(statement, parameters, on: database)
    defer { running.finish() }
    while try running.step() {}
    return database.changesCount
  }

  func rows<Value>(
    _ statement: SQL, _ parameters: [SQLValue], _ decode: (any SQLRow) throws -> Value
  ) throws -> [Value] {
    let running = try RunningStatement(statement, parameters, on: database)
    defer { running.finish() }
    var values: [Value] = []
    while try running.step() { values.append(try decode(SQLiteRow(statement: running.pointer))) }
    return values
  }
}

/// A prepared statement with its parameters, from binding to reset.
private struct RunningStatement {
  /// Owns `pointer`; GRDB's cache does too, for as long as the connection is open.
  private let prepared: Statement
  let pointer: OpaquePointer

  init(_ statement: SQL, _ parameters: [SQLValue], on database: GRDB.Database) throws {
    guard statement.parameterCount == parameters.count else {
      throw StorageError.failed(
        code: 21, "\(parameters.count) parameters for \(statement.parameterCount): \(statement.text)")
    }
    prepared = try database.cachedStatement(sql: statement.numbered)
    pointer = prepared.sqliteStatement
    for (index, parameter) in parameters.enumerated() {
      let code = RunningStatement.bind(parameter, to: pointer, at: Int32(index + 1))
      if code != SQLITE_OK { throw failure(code) }
    }
  }

  /// True while there is another row.
  func step() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    case let code: throw failure(code)
    }
  }

  /// Ends it, so that no read lock and no value outlives its use.
  func finish() {
    sqlite3_reset(pointer)
    sqlite3_clear_bindings(pointer)
  }

  private func failure(_ code: Int32) -> DatabaseError {
    let connection = sqlite3_db_handle(pointer)
    let extended = sqlite3_extended_errcode(connection)
    // Of a misuse the connection remembers nothing; then the call's own code says it.
    return DatabaseError(
      resultCode: ResultCode(rawValue: extended & 0xFF == code & 0xFF ? extended : code),
      message: sqlite3_errmsg(connection).map { String(cString: $0) }, sql: prepared.sql)
  }

  private static func bind(_ value: SQLValue, to pointer: OpaquePointer, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(pointer, index)
    case .integer(let value): return sqlite3_bind_int64(pointer, index, value)
    case .real(let value): return sqlite3_bind_double(pointer, index, value)
    case .bytes(let value):
      if value.isEmpty { return sqlite3_bind_zeroblob(pointer, index, 0) }
      return sqlite3_bind_blob(pointer, index, value, Int32(clamping: value.count), transient)
    case .text(let value):
      var text = SQLValue.cleaned(value)
      return text.withUTF8 { bytes in
        // SQLite copies the bytes; a null pointer would bind NULL, so an empty text has an address too.
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(pointer, index, $0.baseAddress ?? emptyText, Int32(clamping: bytes.count), transient)
        }
      }
    }
  }
}

/// `SQLITE_TRANSIENT`, a cast that C's importer leaves out: the bytes are copied before the call returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
private nonisolated(unsafe) let emptyText = UnsafePointer(UnsafeMutablePointer<CChar>.allocate(capacity: 1))

/// The row that a statement stands on; valid until the next step.
private struct SQLiteRow: SQLRow {
  let statement: OpaquePointer

  func integer(_ column: Int) -> Int64? {
    let column = Int32(truncatingIfNeeded: column)
    return sqlite3_column_type(statement, column) == SQLITE_INTEGER ? sqlite3_column_int64(statement, column) : nil
  }

  func real(_ column: Int) -> Double? {
    let column = Int32(truncatingIfNeeded: column)
    return switch sqlite3_column_type(statement, column) {
    case SQLITE_FLOAT, SQLITE_INTEGER: sqlite3_column_double(statement, column)
    default: nil
    }
  }

  func text(_ column: Int) -> String? {
    let column = Int32(truncatingIfNeeded: column)
    guard sqlite3_column_type(statement, column) == SQLITE_TEXT, let text = sqlite3_column_text(statement, column)
    else { return nil }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  func bytes(_ column: Int) -> [UInt8]? {
    let column = Int32(truncatingIfNeeded: column)
    guard sqlite3_column_type(statement, column) == SQLITE_BLOB else { return nil }
    let bytes = sqlite3_column_blob(statement, column)
    return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column))))
  }
}
