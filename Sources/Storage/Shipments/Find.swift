import Tracking

extension ShipmentStore {
  public func find(_ id: ShipmentID) async throws -> Shipment? { nil }

  /// Those that exist, in the order asked for.
  public func find(_ ids: [ShipmentID]) async throws -> [Shipment] { [] }

  /// The newest generation.
  public func find(shop: ShopID, carrier: CarrierID, number: String) async throws -> Shipment? { nil }

  /// The newest generation of each carrier that has this number, newest shipment first.
  public func find(shop: ShopID, number: String) async throws -> [Shipment] { [] }

  /// All shipments of an order, oldest first; at most 100.
  public func find(shop: ShopID, order: String) async throws -> [Shipment] { [] }
}
