import Tracking

/// One step of the schema. Once released it is never edited; the next step follows it.
struct Migration: Sendable {
  let number: Int
  let name: String
  let statements: @Sendable (Dialect) -> [String]
}

/// Brings a database to the schema that this program knows.
enum Schema {
  static let migrations: [Migration] = [
    firstMigration, outreachMigration, countdownMigration, privacyMigration, deskMigration, learningMigration,
    incidentMigration,
  ]

  static var newest: Int { migrations.last?.number ?? 0 }

  /// Applies what is missing, in one transaction. Throws `newerSchema` where a newer program was here,
  /// `corrupt` where the file holds somebody else's tables.
  static func migrate(
    _ database: any Database, to migrations: [Migration] = Schema.migrations, at now: Timestamp
  ) async throws {
    try await database.transaction { connection in
      let applied = try appliedNumber(connection)
      let known = migrations.last?.number ?? 0
      guard applied <= known else { throw StorageError.newerSchema(found: applied, known: known) }
      for migration in migrations where migration.number > applied {
        for statement in migration.statements(connection.dialect) { try connection.execute(SQL(statement), []) }
        try connection.execute(
          "INSERT INTO schema_migration (number, name, applied_at) VALUES ($1, $2, $3)",
          [SQLValue(migration.number), .text(migration.name), .integer(now.milliseconds)])
      }
    }
  }

  /// The number of the last step in this database, 0 for an empty one.
  private static func appliedNumber(_ connection: any Connection) throws -> Int {
    let tables = try connection.rows(tableNames(connection.dialect), []) { $0.text(0) ?? "" }
    if !tables.contains("schema_migration") {
      guard tables.isEmpty else { throw StorageError.corrupt("the file holds tables of another program") }
      try connection.execute(
        SQL(
          "CREATE TABLE schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)"),
        [])
    }
    return Int(try connection.integer("SELECT max(number) FROM schema_migration") ?? 0)
  }

  private static func tableNames(_ dialect: Dialect) -> SQL {
    switch dialect {
    case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    }
  }
}
