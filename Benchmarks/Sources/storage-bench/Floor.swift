import GRDBSQLite
import Tracking

/// The same work as a claim and a commit, in SQLite's C interface with as little as it can be done with:
/// narrow rows, no model, no history read, values bound from integers and one constant text.
///
/// What the store takes beyond this is what the model, its checks and GRDB cost.
final class Floor {
  struct Failure: Error { let message: String }

  private var database: OpaquePointer?
  private var prepared: [String: OpaquePointer] = [:]

  init(path: String, shipments: Int) throws {
    guard sqlite3_open(path, &database) == SQLITE_OK else { throw failure() }
    for pragma in ["journal_mode = WAL", "synchronous = FULL", "cache_size = -2048", "foreign_keys = ON"] {
      try run("PRAGMA \(pragma)")
    }
    try run(
      "CREATE TABLE shipment (seq INTEGER PRIMARY KEY, next_poll_at INTEGER, lease_until INTEGER, version INTEGER)")
    try run("CREATE INDEX shipment_poll ON shipment (next_poll_at)")
    try run(
      """
      CREATE TABLE checkpoint (shipment INTEGER, dedupe_key TEXT, position INTEGER, words TEXT,
      PRIMARY KEY (shipment, dedupe_key)) WITHOUT ROWID
      """)
    try run("BEGIN IMMEDIATE")
    for seq in 1...shipments {
      try run("INSERT INTO shipment VALUES (?1, 0, NULL, 1)", [Int64(seq)])
      for event in 0..<6 { try insert(event: event, of: Int64(seq)) }
    }
    try run("COMMIT")
  }

  deinit {
    for statement in prepared.values { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  /// Claims and commits until nothing is due; says how many.
  func drain(now: Int64, next: Int64, batch: Int64) throws -> Int {
    var done = 0
    while true {
      let claimed = try run(
        """
        UPDATE shipment SET lease_until = ?2 WHERE seq IN (SELECT seq FROM shipment WHERE next_poll_at <= ?1
        AND (lease_until IS NULL OR lease_until <= ?1) ORDER BY next_poll_at LIMIT ?3) RETURNING seq
        """, [now, now + 60_000, batch])
      if claimed.isEmpty { return done }
      try run("BEGIN IMMEDIATE")
      for seq in claimed {
        try run(
          "UPDATE shipment SET next_poll_at = ?2, lease_until = NULL, version = version + 1 WHERE seq = ?1",
          [seq, next])
        try insert(event: 6, of: seq)
      }
      try run("COMMIT")
      done += claimed.count
    }
  }

  private func insert(event: Int, of seq: Int64) throws {
    try run(
      "INSERT INTO checkpoint VALUES (?1, 'c:EVENT-' || ?2 || '-2026-11-20T10:00:00-Bremen-DE', ?2, 'Sorted in Bremen')",
      [seq, Int64(event)])
  }

  /// Runs a statement to its end and returns its first column.
  @discardableResult
  private func run(_ sql: String, _ values: [Int64] = []) throws -> [Int64] {
    let statement = try prepare(sql)
    defer { sqlite3_reset(statement) }
    for (index, value) in values.enumerated() { sqlite3_bind_int64(statement, Int32(index + 1), value) }
    var column: [Int64] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: column.append(sqlite3_column_int64(statement, 0))
      case SQLITE_DONE: return column
      default: throw failure()
      }
    }
  }

  private func prepare(_ sql: String) throws -> OpaquePointer {
    if let statement = prepared[sql] { return statement }
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw failure() }
    prepared[sql] = statement
    return statement
  }

  private func failure() -> Failure { Failure(message: String(cString: sqlite3_errmsg(database))) }
}
