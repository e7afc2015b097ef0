import Foundation
import Testing
import Tracking

@testable import Storage

@Suite("Export") struct ExportTests {
  @Test("It holds every place where something of a person can be")
  func complete() async throws {
    let outbox = try await Outbox.inMemory()
    try await Person(outbox: outbox).live()
    let store = PrivacyStore(outbox.fixture.database, box: box)
    let json = try await store.export(.address(Person.address.lowercased()), shop: nil, at: start)
    let missing = Person.secrets.filter { !json.contains($0.value) }.keys.sorted()
    #expect(missing == [])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect((document["consents"] as? [[String: Any]])?.map { $0["event"] as? String } == ["asked", "confirmed"])
    #expect(json.contains("\"created_at\" : \"2026-11-22T09:00:00Z\"") && json.contains("DANKE-1"))
  }

  @Test("A stranger's export holds nothing; after an erasure only the proof is left")
  func others() async throws {
    let outbox = try await Outbox.inMemory()
    try await Person(outbox: outbox).live()
    let store = PrivacyStore(outbox.fixture.database, box: box)
    let stranger = try await store.export(.address("somebody@example.org"), shop: nil, at: start)
    #expect(!stranger.lowercased().contains("secret"))
    _ = try await store.erase(.address(Person.address), shop: nil, at: start)
    let after = try await store.export(.address(Person.address), shop: nil, at: start)
    #expect(!after.lowercased().contains("secret") && after.contains("\"how\" : \"erasure\""))
  }
}

@Suite("Personal columns") struct PersonalColumnTests {
  @Test("Every text column is known to be personal, and then erased and exported, or known not to be")
  func ledger() async throws {
    let database = try await SQLiteDatabase.inMemory(at: start)
    let columns = try await database.read { connection in
      try connection.rows(
        """
        SELECT sqlite_master.name || '.' || columns.name FROM sqlite_master
        JOIN pragma_table_info(sqlite_master.name) AS columns
        WHERE sqlite_master.type = 'table' AND columns.type <> 'INTEGER' AND columns.type <> 'BIGINT'
        """, []
      ) { $0.text(0) ?? "" }
    }
    let unknown = columns.filter { column in
      let table = column.prefix { $0 != "." }
      return Person.secrets[column] == nil && !Person.impersonalColumns.contains(column)
        && !Person.impersonalTables.contains(String(table))
    }
    #expect(
      unknown == [],
      "new columns: fill them in Person.live and Person.secrets if they can tell of a person, else say so there")
    #expect(columns.count > 60)
  }
}
