import Tracking

extension ShipmentStore {
  /// Adds shipments in one transaction, each by the rules of identity; the answers are in the order given.
  ///
  /// The same shop, carrier and number is the same shipment, unless the stored one came to its end
  /// more than 90 days before `now`: carriers use numbers again, so that is another generation.
  /// Ids are made by the caller and used only where a shipment is created.
  /// Throws `StorageError.constraint` for an unknown shop or an id that is taken.
  public func add(_ shipments: [Shipment], at now: Timestamp) async throws -> [Added] {
    let added = try await database.transaction { connection in
      try shipments.map { try connection.add($0, at: now) }
    }
    tell(
      added.compactMap { outcome in
        if case .adopted(let shipment) = outcome { return shipment.id }
        return nil
      })
    return added
  }
}

extension Connection {
  fileprivate func add(_ new: Shipment, at now: Timestamp) throws -> Added {
    let key: [SQLValue] = [.text(new.shop.rawValue), .text(new.carrier.rawValue), .text(new.number)]
    let stored = try shipmentRows(newestGeneration, key).first
    switch (Identity.decide(new, stored: stored?.shipment, at: now), stored) {
    case (.keep, let stored?): return .existing(stored.shipment)
    case (.adopt, let stored?):
      let shipment = stored.shipment.adopted(by: new, at: now)
      try update(stored.seq, to: shipment, indexed: true)
      return .adopted(shipment)
    case (.create(let generation), _): return .created(try insert(new, generation: generation))
    case (_, nil): return .created(try insert(new, generation: 1))
    }
  }

  private func insert(_ new: Shipment, generation: Int) throws -> Shipment {
    var shipment = new
    shipment.generation = generation
    guard let seq = try integer(insertShipment, try ShipmentRow.values(shipment)) else {
      throw StorageError.failed(code: 0, "no row for a new shipment")
    }
    try storeCheckpoints(shipment.checkpoints, of: seq, known: [])
    return shipment
  }

  /// Writes all that may change. Leases stay.
  /// - Parameter indexed: whether order, state or delay level differ from what is stored.
  func update(_ seq: Int64, to shipment: Shipment, indexed: Bool) throws {
    if indexed {
      let values = ShipmentRow.indexedValues(shipment) + (try ShipmentRow.plainValues(shipment))
      try execute(updateAll, values + [.integer(seq)])
    } else {
      try execute(updatePlain, try ShipmentRow.plainValues(shipment) + [.integer(seq)])
    }
  }
}

/// For shop, carrier, number.
let newestGeneration = SQL(
  """
  SELECT \(ShipmentRow.columns) FROM shipment WHERE shop = $1 AND carrier = $2 AND number = $3
  ORDER BY generation DESC LIMIT 1
  """)

private let insertShipment = SQL(
  """
  INSERT INTO shipment (\(ShipmentRow.names.joined(separator: ", ")))
  VALUES (\(SQL.placeholders(ShipmentRow.names.count))) RETURNING seq
  """)

private let updateAll = updating(ShipmentRow.indexedNames + ShipmentRow.plainNames)
private let updatePlain = updating(ShipmentRow.plainNames)

private func updating(_ names: [String]) -> SQL {
  SQL("UPDATE shipment SET \(SQL.assignments(names, from: 1)) WHERE seq = $\(names.count + 1)")
}
