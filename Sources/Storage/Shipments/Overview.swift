import Tracking

/// Figures for `status` and metrics.
public struct Overview: Hashable, Sendable {
  public struct Backlog: Hashable, Sendable {
    /// Shipments whose poll is due and not under a lease.
    public var due: Int
    /// The earliest `nextPollAt` of those.
    public var oldest: Timestamp?
    /// Shipments that will be polled again at all.
    public var polled: Int
  }

  public var shipments = 0
  public var states: [ShipmentState: Int] = [:]
  /// Without `none`.
  public var delays: [DelayLevel: Int] = [:]
  public var polls: [CarrierID: Backlog] = [:]
  public var assessmentsDue = 0
  public var oldestAssessment: Timestamp?
  public var newsNotExpanded = 0
}

/// A code that a manifest does not list, as counted for the operator.
public struct UnrecognizedCode: Hashable, Sendable {
  public var carrier: CarrierID
  public var code: String
  public var count: Int
  public var firstSeen: Timestamp
  public var lastSeen: Timestamp
  /// The carrier's words of the newest one.
  public var sample: String?
}

/// News as stored.
public struct StoredNews: Hashable, Sendable {
  /// Grows with each news of this database.
  public var sequence: Int64
  public var news: News
}

extension ShipmentStore {
  /// Counts the whole table: for a person or a scrape, not for a loop.
  public func overview(at now: Timestamp) async throws -> Overview { Overview() }

  /// Most frequent first.
  public func unrecognizedCodes(limit: Int = 1000) async throws -> [UnrecognizedCode] { [] }

  /// All news of a shipment, oldest first.
  public func news(of id: ShipmentID) async throws -> [StoredNews] { [] }
}
