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
  /// out is claimed again. `commit` and `release` end it.
  public func claimDue(
    at now: Timestamp, carrier: CarrierID, shops: ShopScope = .all, sources: SourceScope = .any, limit: Int,
    owner: LeaseOwner, leaseSeconds: Int64
  ) async throws -> [Shipment] { [] }

  /// The same for shipments whose `nextAssessAt` has come, of all carriers.
  public func claimAssessments(
    at now: Timestamp, limit: Int, owner: LeaseOwner, leaseSeconds: Int64
  ) async throws -> [Shipment] { [] }

  /// Gives leases back unchanged: due again at once.
  public func release(_ ids: [ShipmentID], owner: LeaseOwner) async throws {}

  /// Gives leases back, not to be polled before `next` (a closed budget, an open breaker).
  public func postpone(_ ids: [ShipmentID], until next: Timestamp, owner: LeaseOwner) async throws {}

  /// When the next shipment becomes due for polling, of these carriers; nil where none ever does.
  /// Leases are not counted: for how long a loop may sleep.
  public func nextDue(carrier: CarrierID) async throws -> Timestamp? { nil }
}
