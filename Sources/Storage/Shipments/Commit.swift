import Tracking

/// Why a change was not stored. The others of its commit were.
public enum CommitConflict: Hashable, Sendable {
  /// Stored by somebody else since: load it and compute again. The lease is still held.
  case changed(version: Int)
  /// The lease ran out or went to somebody else: drop the change.
  case leaseLost
  /// No such shipment.
  case gone
}

/// What became of a commit.
public struct CommitReport: Hashable, Sendable {
  public var conflicts: [ShipmentID: CommitConflict] = [:]
  /// News that were stored now; those of an episode that was told before are not.
  public var news: [News] = []
}

extension ShipmentStore {
  /// Stores changes in one transaction: shipments, checkpoints (new, altered and no longer there), news,
  /// counts of unrecognized codes, next poll and assessment. All or nothing, except that a change whose
  /// shipment moved on meanwhile is left out and reported.
  ///
  /// - Parameter owner: whose lease the shipments are under; it ends with the commit. Nil for a change that
  ///   needs no lease (a shop's call): then the version alone decides, and a lease that somebody holds stays.
  @discardableResult
  public func commit(_ changes: [Change], owner: LeaseOwner?, at now: Timestamp) async throws -> CommitReport {
    CommitReport()
  }
}
