import Tracking

/// News on their way to people and machines: expanded into deliveries once, claimed under leases, settled.
public struct OutboxStore: Sendable {
  let database: any Database
  let box: SecretBox

  public init(_ database: any Database, box: SecretBox) {
    self.database = database
    self.box = box
  }

  /// Deliveries that wait, and the moment since which the oldest does; for metrics.
  public func backlog() async throws -> (count: Int, since: Timestamp?) {
    try await database.read { connection in
      try connection.row(waiting, []) { row in
        (Int(row.integer(0) ?? 0), row.integer(1).map(Timestamp.init(milliseconds:)))
      } ?? (0, nil)
    }
  }
}

/// The stations of a delivery.
public enum DeliveryState: String, Hashable, Sendable, CaseIterable {
  case pending
  /// A message is being handed over.
  case sending
  case sent
  case gaveUp = "gave_up"
  /// Not to be sent (any more): superseded, withdrawn, confirmed, not wished for, closed.
  case dropped
  case held
}

private let waiting = SQL(
  "SELECT count(*), min(created_at) FROM delivery WHERE state IN ('pending', 'sending')")
