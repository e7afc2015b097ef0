import Tracking

extension ShipmentStore {
  /// Ends the work on a shipment: it is asked for and told no more, what waits for its customers is dropped. Its page
  /// stays. Repeating it changes nothing. The shipment as it is stored now; nil where there is none.
  public func close(_ id: ShipmentID, why: String, who: String, at now: Timestamp) async throws -> Shipment? {
    try await alter(id) { connection, seq, shipment in
      guard shipment.closing == nil else { return nil }
      try connection.execute(dropQueued, [.integer(seq), .integer(now.milliseconds)])
      try connection.note(.close, of: seq, DeskNote(who: who, why: why), at: now)
      return shipment.closed(why: why, at: now)
    }
  }

  /// Takes the work on a closed shipment up again. The shipment as it is stored now; nil where there is none.
  public func reopen(_ id: ShipmentID, note: DeskNote, at now: Timestamp) async throws -> Shipment? {
    try await alter(id) { connection, seq, shipment in
      guard shipment.closing != nil else { return nil }
      try connection.note(.reopen, of: seq, note, at: now)
      return shipment.reopened(at: now)
    }
  }

  /// What the shop says anew about a shipment. `change` must raise the version where a customer could see it, and is
  /// called inside of the transaction. The shipment as it is stored now; nil where there is none.
  public func correct(
    _ id: ShipmentID, _ change: @escaping @Sendable (Shipment) -> Shipment
  ) async throws -> Shipment? {
    try await alter(id) { _, _, shipment in change(shipment) }
  }

  /// Reads, alters and stores in one transaction; a lease that somebody holds stays, and what they commit is computed
  /// anew because of the version.
  private func alter(
    _ id: ShipmentID, _ change: @escaping @Sendable (any Connection, Int64, Shipment) throws -> Shipment?
  ) async throws -> Shipment? {
    let (shipment, isChanged) = try await database.transaction { connection -> (Shipment?, Bool) in
      guard let row = try connection.shipmentRows(shipmentByID, [.text(id.rawValue)]).first else {
        return (nil, false)
      }
      let stored = row.shipment
      guard let altered = try change(connection, row.seq, stored), altered != stored else { return (stored, false) }
      try connection.update(row.seq, to: altered, indexed: true)
      return (altered, true)
    }
    if isChanged { tell([id]) }
    return shipment
  }
}

private let dropQueued = SQL(
  """
  UPDATE delivery SET state = 'dropped', result = 'closed', settled_at = $2, lease_owner = NULL, lease_until = NULL
  WHERE subscription IS NOT NULL AND (state IN ('pending', 'held') OR (state = 'sending' AND lease_until <= $2))
  AND news IN (SELECT sequence FROM news WHERE shipment = $1)
  """)
