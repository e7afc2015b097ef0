import Tracking

/// Who holds leases: a number drawn once by each service that claims.
public struct LeaseOwner: RawRepresentable, Hashable, Sendable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Whose shipments a carrier account serves.
public enum ShopScope: Hashable, Sendable {
  case all
  case only([ShopID])
  case except([ShopID])
}

/// Which way the shipments came; plain links have a share of the quota of their own.
public enum SourceScope: Hashable, Sendable {
  case any, links, notLinks
}

extension ShipmentStore {
  /// Takes shipments whose `nextPollAt` has come, the longest due first, under a lease.
  ///
  /// Two claimers never hold the same shipment; polling and assessment share one lease. A lease that ran
  /// out is claimed again. `commit`, `postpone` and `release` end it.
  public func claimDue(
    at now: Timestamp, carrier: CarrierID, shops: ShopScope = .all, sources: SourceScope = .any, limit: Int,
    owner: LeaseOwner, leaseSeconds: Int64
  ) async throws -> [Shipment] {
    let scope = ClaimScope(shops: shops, sources: sources, firstParameter: 6)
    let claimed = try await claim(
      "carrier = $5 AND next_poll_at <= $3\(scope.condition)", order: "next_poll_at",
      [.text(carrier.rawValue)] + scope.parameters, at: now, limit: limit, owner: owner, leaseSeconds: leaseSeconds)
    return claimed.sorted { ($0.nextPollAt ?? now) < ($1.nextPollAt ?? now) }
  }

  /// The same for shipments whose `nextAssessAt` has come, of all carriers.
  public func claimAssessments(
    at now: Timestamp, limit: Int, owner: LeaseOwner, leaseSeconds: Int64
  ) async throws -> [Shipment] {
    let claimed = try await claim(
      "next_assess_at <= $3", order: "next_assess_at", [], at: now, limit: limit, owner: owner,
      leaseSeconds: leaseSeconds)
    return claimed.sorted { ($0.nextAssessAt ?? now) < ($1.nextAssessAt ?? now) }
  }

  /// Gives leases back unchanged: due again at once. Those held by somebody else stay.
  public func release(_ ids: [ShipmentID], owner: LeaseOwner) async throws {
    try await database.transaction { connection in
      for id in ids { try connection.execute(releaseLease, [.text(id.rawValue), .integer(owner.rawValue)]) }
    }
  }

  /// Gives leases back, not to be polled before `next` (a closed budget, an open breaker).
  public func postpone(_ ids: [ShipmentID], until next: Timestamp, owner: LeaseOwner) async throws {
    try await database.transaction { connection in
      for id in ids {
        try connection.execute(
          postponePoll, [.text(id.rawValue), .integer(owner.rawValue), .integer(next.milliseconds)])
      }
    }
  }

  /// When the next shipment of this carrier becomes due for polling, those under a lease left out; may be
  /// past. Nil where none ever does. For how long a loop may sleep.
  public func nextDue(carrier: CarrierID, at now: Timestamp) async throws -> Timestamp? {
    try await database.read { connection in
      try connection.integer(earliestPoll, [.text(carrier.rawValue), .integer(now.milliseconds)])
        .map(Timestamp.init(milliseconds:))
    }
  }

  /// The same for the next assessment of any shipment.
  public func nextAssessment(at now: Timestamp) async throws -> Timestamp? {
    try await database.read { connection in
      try connection.integer(earliestAssessment, [.integer(now.milliseconds)]).map(Timestamp.init(milliseconds:))
    }
  }

  /// One UPDATE takes and returns the rows, so that no two claimers can choose the same ones.
  private func claim(
    _ condition: String, order: String, _ parameters: [SQLValue], at now: Timestamp, limit: Int, owner: LeaseOwner,
    leaseSeconds: Int64
  ) async throws -> [Shipment] {
    let statement = SQL(
      """
      UPDATE shipment SET lease_owner = $1, lease_until = $2 WHERE seq IN (
        SELECT seq FROM shipment WHERE \(condition) AND (lease_until IS NULL OR lease_until <= $3)
        ORDER BY \(order) LIMIT $4)
      RETURNING \(ShipmentRow.columns)
      """)
    let until = now.adding(seconds: leaseSeconds)
    let all: [SQLValue] = [
      .integer(owner.rawValue), .integer(until.milliseconds), .integer(now.milliseconds), SQLValue(max(limit, 0)),
    ]
    return try await database.transaction { try $0.shipments(statement, all + parameters) }
  }
}

/// The further conditions of a claim.
private struct ClaimScope {
  private(set) var condition = ""
  private(set) var parameters: [SQLValue] = []

  init(shops: ShopScope, sources: SourceScope, firstParameter: Int) {
    switch shops {
    case .all: break
    case .only(let shops): restrict("IN", to: shops, firstParameter)
    case .except(let shops) where shops.isEmpty: break
    case .except(let shops): restrict("NOT IN", to: shops, firstParameter)
    }
    switch sources {
    case .any: break
    case .links: condition += " AND source = 'link'"
    case .notLinks: condition += " AND source <> 'link'"
    }
  }

  private mutating func restrict(_ comparison: String, to shops: [ShopID], _ firstParameter: Int) {
    // An empty list is not SQL that both engines take; `IN (NULL)` holds for no row.
    let list = shops.isEmpty ? "NULL" : SQL.placeholders(shops.count, from: firstParameter)
    condition += " AND shop \(comparison) (\(list))"
    parameters = shops.map { .text($0.rawValue) }
  }
}

private let releaseLease = SQL(
  "UPDATE shipment SET lease_owner = NULL, lease_until = NULL WHERE id = $1 AND lease_owner = $2")

private let postponePoll = SQL(
  """
  UPDATE shipment SET lease_owner = NULL, lease_until = NULL, next_poll_at = $3 WHERE id = $1 AND lease_owner = $2
  """)

// Ordered, not min(): the first row that is under no lease ends the search.
private let earliestPoll = SQL(
  """
  SELECT next_poll_at FROM shipment WHERE carrier = $1 AND next_poll_at IS NOT NULL
  AND (lease_until IS NULL OR lease_until <= $2) ORDER BY next_poll_at LIMIT 1
  """)

private let earliestAssessment = SQL(
  """
  SELECT next_assess_at FROM shipment WHERE next_assess_at IS NOT NULL
  AND (lease_until IS NULL OR lease_until <= $1) ORDER BY next_assess_at LIMIT 1
  """)
