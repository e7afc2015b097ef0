import Tracking

extension DeskStore {
  /// Holds back the news of a shipment for customers: what is queued, and what comes, until `release`. The shop's own
  /// events go on. Says how many messages are held now that were not before; nil where there is no such shipment.
  @discardableResult
  public func hold(_ id: ShipmentID, note: DeskNote, at now: Timestamp) async throws -> Int? {
    try await database.transaction { connection in
      guard let shipment = try connection.shipmentSeq(id) else { return nil }
      let isNew = try connection.execute(insertHold, [.integer(shipment), .integer(now.milliseconds)]) > 0
      if isNew { try connection.note(.hold, of: shipment, note, at: now) }
      return try connection.execute(holdQueued, [.integer(shipment), .integer(now.milliseconds)])
    }
  }

  /// Lets the news of a shipment go: what was held is due at once. Says how many messages; nil where there is no such
  /// shipment.
  @discardableResult
  public func release(_ id: ShipmentID, note: DeskNote, at now: Timestamp) async throws -> Int? {
    try await database.transaction { connection in
      guard let shipment = try connection.shipmentSeq(id) else { return nil }
      if try connection.execute(removeHold, [.integer(shipment)]) > 0 {
        try connection.note(.release, of: shipment, note, at: now)
      }
      return try connection.execute(releaseHeld, [.integer(shipment), .integer(now.milliseconds)])
    }
  }
}

private let insertHold = SQL(
  "INSERT INTO shipment_hold (shipment, at) VALUES ($1, $2) ON CONFLICT (shipment) DO NOTHING")

private let removeHold = SQL("DELETE FROM shipment_hold WHERE shipment = $1")

// What is being handed over ends, unless whoever did it has died.
private let holdQueued = SQL(
  """
  UPDATE delivery SET state = 'held', lease_owner = NULL, lease_until = NULL
  WHERE subscription IS NOT NULL AND (state = 'pending' OR (state = 'sending' AND lease_until <= $2))
  AND news IN (SELECT sequence FROM news WHERE shipment = $1)
  """)

private let releaseHeld = SQL(
  """
  UPDATE delivery SET state = 'pending', next_attempt_at = $2
  WHERE subscription IS NOT NULL AND state = 'held' AND news IN (SELECT sequence FROM news WHERE shipment = $1)
  """)
