import Tracking

extension ShipmentStore {
  public func find(_ id: ShipmentID) async throws -> Shipment? {
    try await database.read { try $0.shipment(shipmentByID, [.text(id.rawValue)]) }
  }

  /// Those that exist, in the order asked for.
  public func find(_ ids: [ShipmentID]) async throws -> [Shipment] {
    try await database.read { connection in
      try ids.compactMap { try connection.shipment(shipmentByID, [.text($0.rawValue)]) }
    }
  }

  /// The newest generation.
  public func find(shop: ShopID, carrier: CarrierID, number: String) async throws -> Shipment? {
    try await database.read { connection in
      try connection.shipment(
        newestGeneration, [.text(shop.rawValue), .text(carrier.rawValue), .text(number)])
    }
  }

  /// The newest generation of each carrier that has this number, last added first; at most 20.
  public func find(shop: ShopID, number: String) async throws -> [Shipment] {
    try await database.read { try $0.shipments(newestOfEachCarrier, [.text(shop.rawValue), .text(number)]) }
  }

  /// All shipments of an order, first added first; at most 100.
  public func find(shop: ShopID, order: String) async throws -> [Shipment] {
    try await database.read { try $0.shipments(shipmentsOfOrder, [.text(shop.rawValue), .text(order)]) }
  }
}

let shipmentByID = SQL("SELECT \(ShipmentRow.columns) FROM shipment WHERE id = $1")

private let newestOfEachCarrier = SQL(
  """
  SELECT \(ShipmentRow.columns) FROM shipment WHERE shop = $1 AND number = $2 AND NOT EXISTS (
    SELECT 1 FROM shipment AS later WHERE later.shop = shipment.shop AND later.number = shipment.number
    AND later.carrier = shipment.carrier AND later.generation > shipment.generation)
  ORDER BY seq DESC LIMIT 20
  """)

private let shipmentsOfOrder = SQL(
  """
  SELECT \(ShipmentRow.columns) FROM shipment WHERE shop = $1 AND order_number = $2 ORDER BY seq LIMIT 100
  """)
