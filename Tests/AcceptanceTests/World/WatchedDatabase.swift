import Storage

/// The real database, with its transactions seen by the clock.
struct WatchedDatabase: Database {
  let database: SQLiteDatabase
  let activity: Activity

  var dialect: Dialect { database.dialect }

  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await activity.during { try await database.transaction(body) }
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await activity.during { try await database.read(body) }
  }
}
