import Dispatch
import Foundation
import GRDB
import Tracking

/// SQLite through GRDB: a pool in WAL mode for a file, one connection in memory for tests.
///
/// Open a file once in a process. `synchronous=FULL`: what was committed survives a power cut.
public struct SQLiteDatabase: Database {
  private let writer: any DatabaseWriter
  private let writes: WriteGroup
  /// Where reads run. GRDB's own asynchronous read hops between queues several times, which takes
  /// twice as long as reading a page does.
  private let readers = DispatchQueue(label: "tidings.readers", attributes: .concurrent)

  public var dialect: Dialect { .sqlite }

  private init(writer: any DatabaseWriter) {
    self.writer = writer
    writes = WriteGroup(writer)
  }

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

  /// Writes a consistent copy to a new file, while others go on reading and writing. Throws where `path` is there
  /// already, so that no older copy is lost.
  public func backUp(to path: String) throws {
    try translatingErrors {
      guard !FileManager.default.fileExists(atPath: path) else {
        throw StorageError.unreachable("\(path) is there already")
      }
      // Under another name until it is whole: half a copy must not look like one.
      let part = path + ".part"
      try? FileManager.default.removeItem(atPath: part)
      try SQLiteDatabase.makePrivateFile(part)
      try writer.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [part]) }
      try FileManager.default.moveItem(atPath: part, toPath: path)
    }
  }

  /// Closes the file. Throws `locked` where something still runs on it.
  public func close() throws {
    try translatingErrors { try writer.close() }
  }

  public func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    do {
      return try await writes.run { try body(SQLiteConnection(database: $0)) }
    } catch {
      throw translated(error)
    }
  }

  /// `secure_delete` has overwritten what was deleted, but rows that SQLite moved between pages may have left copies in
  /// the gaps (measured: one row in two hundred), and the write-ahead log holds older pages. Rewriting the file
  /// removes the first, emptying the log the second. Throws `locked` where somebody reads on for too long.
  public func forgetDeleted(rewriting: Bool) async throws {
    do {
      try await writer.writeWithoutTransaction { connection in
        if rewriting { try connection.execute(sql: "VACUUM") }
        // A database in memory has no log.
        if try String.fetchOne(connection, sql: "PRAGMA journal_mode") == "wal" {
          try connection.checkpoint(.truncate)
        }
      }
    } catch {
      throw translated(error)
    }
  }

  /// Not ended by cancellation: a read is short, and taking the notice would cost more than the read.
  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      readers.async { [writer] in
        continuation.resume(
          with: Result {
            try translatingErrors { try writer.read { try body(SQLiteConnection(database: $0)) } }
          })
      }
    }
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "tidings"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = min(max(ProcessInfo.processInfo.activeProcessorCount, 4), 16)
    configuration.prepareDatabase { connection in
      // Negative: KiB, for each connection that is in use; a page's rows lie in a handful of pages.
      try connection.execute(sql: "PRAGMA cache_size = -2048")
      // Deleted rows are overwritten: what was erased must not be found in the file.
      try connection.execute(sql: "PRAGMA secure_delete = ON")
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
