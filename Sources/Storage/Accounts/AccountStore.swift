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
  public func used(account: String, day: CivilDate) async throws -> Int { 0 }

  /// Adds to what was used and returns the sum. Reserve before asking: a crash then loses quota, never exceeds it.
  @discardableResult
  public func use(_ count: Int, account: String, day: CivilDate) async throws -> Int { 0 }

  /// Forgets days before `day`.
  public func forget(before day: CivilDate) async throws {}

  public func state(account: String) async throws -> AccountState { AccountState() }

  public func save(_ state: AccountState, account: String, at now: Timestamp) async throws {}
}
