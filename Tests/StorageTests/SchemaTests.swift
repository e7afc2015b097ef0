import Foundation
import Testing
import Tracking

@testable import Storage

@Suite struct SchemaTests {
  @Test("An empty database gets every step, recorded with its moment; a second run adds nothing")
  func fromEmpty() async throws {
    let database = try SQLiteDatabase.emptyInMemory()
    try await Schema.migrate(database, at: start)
    try await Schema.migrate(database, at: start.adding(hours: 1))
    let recorded = try await database.read { connection in
      try connection.rows("SELECT number, applied_at FROM schema_migration ORDER BY number", []) {
        [$0.integer(0), $0.integer(1)]
      }
    }
    #expect(recorded == Schema.migrations.map { [Int64($0.number), start.milliseconds] })
  }

  @Test("Steps are numbered from 1 without a gap")
  func numbers() {
    #expect(Schema.migrations.map(\.number) == Array(1...Schema.migrations.count))
  }

  @Test("A later step is applied to a database that has the earlier ones")
  func later() async throws {
    let database = try await SQLiteDatabase.inMemory(at: start)
    let next = Migration(number: Schema.newest + 1, name: "next") { _ in ["CREATE TABLE later (a BIGINT)"] }
    try await Schema.migrate(database, to: Schema.migrations + [next], at: start)
    _ = try await database.transaction { try $0.execute("INSERT INTO later (a) VALUES (1)", []) }
  }

  @Test("A step that fails leaves nothing of itself")
  func failing() async throws {
    let database = try SQLiteDatabase.emptyInMemory()
    let broken = Migration(number: 1, name: "broken") { _ in ["CREATE TABLE a (b BIGINT)", "CREATE NONSENSE"] }
    await #expect(throws: StorageError.self) { try await Schema.migrate(database, to: [broken], at: start) }
    let tables = try await database.read { connection in
      try connection.rows("SELECT name FROM sqlite_master", []) { $0.text(0) }
    }
    #expect(tables == [])
  }

  @Test("A database of a newer program is refused")
  func newer() async throws {
    let database = try await SQLiteDatabase.inMemory(at: start)
    _ = try await database.transaction { connection in
      try connection.execute("INSERT INTO schema_migration (number, name, applied_at) VALUES (999, 'x', 0)", [])
    }
    await #expect(throws: StorageError.newerSchema(found: 999, known: Schema.newest)) {
      try await Schema.migrate(database, at: start)
    }
  }

  @Test("Tables of another program are refused and left alone")
  func foreign() async throws {
    let database = try SQLiteDatabase.emptyInMemory()
    _ = try await database.transaction { try $0.execute("CREATE TABLE invoice (a BIGINT)", []) }
    await #expect(throws: StorageError.corrupt("the file holds tables of another program")) {
      try await Schema.migrate(database, at: start)
    }
  }

  @Test(
    "What is claimed, listed and grouped often is found by an index, without sorting",
    arguments: [
      ("carrier = 'dhl' AND next_poll_at <= 1 ORDER BY next_poll_at", "shipment_poll"),
      ("carrier = 'dhl' AND next_poll_at IS NOT NULL ORDER BY next_poll_at", "shipment_poll"),
      ("next_assess_at IS NOT NULL ORDER BY next_assess_at", "shipment_assess"),
      ("next_assess_at <= 1 ORDER BY next_assess_at", "shipment_assess"),
      ("shop = 'a' ORDER BY seq DESC", "shipment_shop"),
      ("shop = 'a' AND seq < 9 ORDER BY seq DESC", "shipment_shop"),
      ("shop = 'a' AND state = 'late' AND seq < 9 ORDER BY seq DESC", "shipment_state"),
      (
        "shop = 'a' AND delay_level = 'late' AND delay_level <> 'none' AND seq < 9 ORDER BY seq DESC",
        "shipment_delay"
      ),
      ("shop = 'a' AND order_number = 'b' ORDER BY seq", "shipment_order"),
      ("shop = 'a' AND carrier = 'c' AND number = 'b' ORDER BY generation DESC", "sqlite_autoindex_shipment_2"),
    ])
  func indexes(condition: String, index: String) async throws {
    let database = try await SQLiteDatabase.inMemory(at: start)
    let plan = try await database.read { connection in
      try connection.rows(SQL("EXPLAIN QUERY PLAN SELECT seq FROM shipment WHERE \(condition) LIMIT 10"), []) {
        $0.text(3) ?? ""
      }
    }.joined(separator: "; ")
    #expect(plan.contains(index))
    #expect(!plan.contains("TEMP B-TREE"))
  }
}
