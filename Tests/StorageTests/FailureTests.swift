import Foundation
import Storage
import Testing
import Tracking

@Suite struct FailureTests {
  @Test("A full disk is a typed error, leaves the data readable, and passes when there is space again")
  func diskFull() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try await fixture.add(["A1", "A2"])
    let pages = try await fixture.database.read { try $0.integer("PRAGMA page_count") }
    try await fixture.limitPages(try #require(pages))
    let long = String(repeating: "x", count: 20_000)
    let changes = stored.map { $0.moved(adding: [checkpoint("A", text: long)], news: [$0.news()]) }
    await #expect(throws: StorageError.diskFull) {
      try await fixture.shipments.commit(changes, owner: nil, at: start)
    }
    await #expect(throws: StorageError.diskFull) { try await fixture.add((0..<500).map { "B\($0)" }) }
    #expect(try await fixture.shipments.find(stored.map(\.id)) == stored)
    #expect(try await fixture.shipments.overview(at: start).shipments == 2)

    try await fixture.limitPages(1_000_000)
    #expect(try await fixture.shipments.commit(changes, owner: nil, at: start).conflicts.isEmpty)
    #expect(try await fixture.shipments.find(stored.map(\.id)) == changes.map(\.shipment))
  }

  @Test("A value that this program does not know is reported with its column, and only that shipment is hurt")
  func unknownWord() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try await fixture.add(["A1", "A2"])
    _ = try await fixture.database.transaction { connection in
      try connection.execute(
        "UPDATE shipment SET state = 'teleported' WHERE id = $1", [.text(stored[0].id.rawValue)])
    }
    await #expect(throws: StorageError.corrupt("shipment.state is 'teleported'")) {
      try await fixture.shipments.find(stored[0].id)
    }
    #expect(try await fixture.shipments.find(stored[1].id) == stored[1])
  }

  @Test("What a transaction's body throws comes out as it is, and its writes are undone")
  func bodyThrows() async throws {
    struct Odd: Error {}
    let fixture = try await Fixture.inMemory()
    await #expect(throws: Odd.self) {
      try await fixture.database.transaction { connection in
        try connection.execute("DELETE FROM shop", [])
        throw Odd()
      }
    }
    #expect(try await fixture.shops.all().count == 1)
  }
}

/// With files, because that is where these can go wrong.
@Suite struct FileTests {
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent("tidings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

  private func cleanUp() { try? FileManager.default.removeItem(at: directory) }

  @Test("A file is private, in WAL mode, synced at each commit, and keeps what was committed")
  func settings() async throws {
    defer { cleanUp() }
    let file = path("t.sqlite")
    let first = try await Fixture(SQLiteDatabase.open(path: file, at: start))
    let stored = try await first.add(["A1"])
    let settings = try await first.database.transaction { connection in
      try ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"].map { name in
        try connection.row(SQL("PRAGMA \(name)"), []) { $0.text(0) ?? $0.integer(0).map(String.init) } ?? nil
      }
    }
    #expect(settings == ["wal", "2", "1", "5000"])
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    try first.database.close()
    let second = try await SQLiteDatabase.open(path: file, at: start.adding(hours: 1))
    #expect(try await ShipmentStore(second).find(stored.map(\.id)) == stored)
    try second.close()
  }

  @Test("A file that is no database is named as damaged")
  func notADatabase() async throws {
    defer { cleanUp() }
    let file = path("t.sqlite")
    try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: file))
    await #expect(throws: StorageError.corrupt("file is not a database")) {
      try await SQLiteDatabase.open(path: file, at: start)
    }
  }

  @Test("A path that cannot be made is unreachable")
  func noDirectory() async throws {
    defer { cleanUp() }
    let file = path("no/such/t.sqlite")
    await #expect(throws: StorageError.unreachable("cannot make \(file)")) {
      try await SQLiteDatabase.open(path: file, at: start)
    }
  }
}

extension Fixture {
  fileprivate func limitPages(_ count: Int64) async throws {
    try await database.transaction { connection in
      _ = try connection.integer(SQL("PRAGMA max_page_count = \(count)"))
    }
  }
}
