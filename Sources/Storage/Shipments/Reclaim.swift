extension ShipmentStore {
  /// Ends every lease, whoever holds it, and says how many there were: for the start of a process that works on this
  /// database alone. What its predecessor held when it was killed is due again at once.
  public func reclaimLeases() async throws -> Int {
    try await database.transaction { try $0.execute(endAllLeases, []) }
  }
}

private let endAllLeases = SQL(
  "UPDATE shipment SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL")
