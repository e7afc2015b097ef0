import Storage
import Testing

@Suite struct SQLTests {
  @Test(
    "Parameters are numbered for SQLite, and nothing inside quotes or comments is",
    arguments: [
      ("SELECT $1", "SELECT ?1", 1),
      ("SELECT $2, $1, $2", "SELECT ?2, ?1, ?2", 2),
      ("a = $12 AND b = $3", "a = ?12 AND b = ?3", 12),
      ("'$1' = $1", "'$1' = ?1", 1),
      ("'it''s $1' || $2", "'it''s $1' || ?2", 2),
      ("\"$1\" = $1", "\"$1\" = ?1", 1),
      ("$1 -- not $2\n, $3", "?1 -- not $2\n, ?3", 3),
      ("$1 /* not $2 - */ , $3", "?1 /* not $2 - */ , ?3", 3),
      ("'a' - $1", "'a' - ?1", 1),
      ("price$ $x $", "price$ $x $", 0),
      ("($1)", "(?1)", 1),
      ("'ü' = $1", "'ü' = ?1", 1),
      ("", "", 0),
    ])
  func numbering(text: String, numbered: String, count: Int) {
    let statement = SQL(text)
    #expect(statement.numbered == numbered)
    #expect(statement.parameterCount == count)
    #expect(statement.text == text)
  }

  @Test("Parameters are bound by their number, not by where they first appear")
  func order() async throws {
    let database = try await SQLiteDatabase.inMemory(at: start)
    let row = try await database.read { connection in
      try connection.row("SELECT $2, $1, $2", [10, 20]) { [$0.integer(0), $0.integer(1), $0.integer(2)] }
    }
    #expect(row == [20, 10, 20])
  }

  @Test("A statement with too few or too many parameters is refused")
  func parameterCount() async throws {
    let database = try await SQLiteDatabase.inMemory(at: start)
    for parameters: [SQLValue] in [[], [1], [1, 2, 3]] {
      await #expect(throws: StorageError.self) {
        try await database.read { try $0.rows("SELECT $1, $2", parameters) { $0.integer(0) } }
      }
    }
  }

  @Test("Values read back as they were bound; a NUL becomes the replacement character")
  func values() async throws {
    let database = try await SQLiteDatabase.inMemory(at: start)
    let texts = try await database.read { connection in
      try connection.row("SELECT $1, $2, $3", [.text("Grüße, 東京 🎁"), .text(""), .text("a\0b")]) {
        [$0.text(0), $0.text(1), $0.text(2)]
      }
    }
    #expect(texts == ["Grüße, 東京 🎁", "", "a\u{FFFD}b"])
    let numbers = try await database.read { connection in
      try connection.row("SELECT $1, $2, $3", [.integer(Int64.min), .integer(Int64.max), nil]) {
        [$0.integer(0), $0.integer(1), $0.integer(2)]
      }
    }
    #expect(numbers == [Int64.min, Int64.max, nil])
  }
}
