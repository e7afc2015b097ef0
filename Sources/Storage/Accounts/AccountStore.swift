import Tracking

/// What a carrier account must remember over a restart.
public struct AccountState: Hashable, Sendable {
  /// No request before this moment (`Retry-After`, an open breaker, credentials refused).
  public var notBefore: Timestamp?
  /// Why, for the operator ("rate_limited", "bad_credentials", "unavailable").
  public var reason: String?
  /// Failures in a row; opens the breaker.
  public var failures: Int

  public init(notBefore: Timestamp? = nil, reason: String? = nil, failures: Int = 0) {
    self.notBefore = notBefore
    self.reason = reason
    self.failures = failures
  }
}

/// Quotas used and breakers open, by carrier account.
///
/// `account` is the name of the configuration; `day` is a day in the zone in which the quota resets.
public struct AccountStore: Sendable {
  let database: any Database

  public init(_ database: any Database) {
    self.database = database
  }

  /// Requests used by `account` on `day`; 0 where none.
  public func used(account: String, day: CivilDate) async throws -> Int {
    try await database.read { connection in
      Int(try connection.integer(quotaUsed, [.text(account), SQLValue(day)]) ?? 0)
    }
  }

  /// Adds to what was used and returns the sum. Reserve before asking: a crash then loses quota, never exceeds it.
  @discardableResult
  public func use(_ count: Int, account: String, day: CivilDate) async throws -> Int {
    try await database.transaction { connection in
      Int(try connection.integer(useQuota, [.text(account), SQLValue(day), SQLValue(count)]) ?? 0)
    }
  }

  /// Forgets days before `day`.
  public func forget(before day: CivilDate) async throws {
    try await database.transaction { _ = try $0.execute(forgetQuota, [SQLValue(day)]) }
  }

  /// What is remembered; a fresh state for an account that nothing is known of.
  public func state(account: String) async throws -> AccountState {
    try await database.read { connection in
      try connection.row(accountState, [.text(account)]) { row in
        var columns = Columns(row)
        return AccountState(
          notBefore: columns.time(), reason: columns.text(), failures: try columns.int("account_state.failures"))
      } ?? AccountState()
    }
  }

  public func save(_ state: AccountState, account: String, at now: Timestamp) async throws {
    try await database.transaction { connection in
      _ = try connection.execute(
        saveAccountState,
        [
          .text(account), SQLValue(state.notBefore), SQLValue(state.reason), SQLValue(state.failures),
          .integer(now.milliseconds),
        ])
    }
  }
}

private let quotaUsed = SQL("SELECT used FROM quota WHERE account = $1 AND day = $2")

private let useQuota = SQL(
  """
  INSERT INTO quota (account, day, used) VALUES ($1, $2, $3)
  ON CONFLICT (account, day) DO UPDATE SET used = quota.used + excluded.used RETURNING used
  """)

private let forgetQuota = SQL("DELETE FROM quota WHERE day < $1")

private let accountState = SQL("SELECT not_before, reason, failures FROM account_state WHERE account = $1")

private let saveAccountState = SQL(
  """
  INSERT INTO account_state (account, not_before, reason, failures, updated_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (account) DO UPDATE SET not_before = excluded.not_before, reason = excluded.reason,
  failures = excluded.failures, updated_at = excluded.updated_at
  """)
