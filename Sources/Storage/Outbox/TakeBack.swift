import Tracking

extension OutboxStore {
  /// Ends every lease at once: what a daemon that was killed had taken is due again, and withdrawals that waited for
  /// it are complete. Only for a start at which no other process works on this database.
  public func takeBackLeases(at now: Timestamp) async throws {
    try await database.transaction { connection in
      try connection.execute(freeEndpoints, [])
      try connection.execute(expireMails, [.integer(now.milliseconds)])
      try connection.execute(dropAbandoned, [.integer(now.milliseconds)])
      try connection.finishWithdrawals(at: now)
    }
  }
}

private let freeEndpoints = SQL(
  "UPDATE webhook_endpoint SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL")

private let expireMails = SQL(
  "UPDATE delivery SET lease_until = $1 WHERE lease_until > $1 AND state IN ('pending', 'sending')")
