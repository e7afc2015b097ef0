import Tracking

/// A shipment as a shop hands it in, before it is checked: texts by field, whatever they came in.
struct ShipmentDraft: Hashable, Sendable {
  var number: String?
  var carrier: String?
  var order: String?
  var promise: String?
  var postcode: String?
  var country: String?
  var region: String?
  var language: String?
  var service: String?
  var items: [Item] = []
  /// What the order is worth: "129.90", and "EUR".
  var orderValue: String?
  var currency: String?

  static let fields = [
    "number", "carrier", "order", "promise", "postcode", "country", "region", "language", "service", "items",
    "order_value", "currency",
  ]
}

/// A shipment that passed every check, without an identity yet.
public struct NewShipment: Hashable, Sendable {
  public var number: String
  public var carrier: CarrierID
  public var order: String?
  public var promise: CivilDate?
  public var destination: Destination
  public var language: String?
  public var service: String?
  public var items: [Item]
  public var orderValue: Money?

  /// The shipment as it is stored at first.
  public func shipment(id: ShipmentID, shop: ShopID, source: Shipment.Source, at now: Timestamp) -> Shipment {
    var shipment = Shipment(
      id: id, shop: shop, carrier: carrier, number: number, order: order, promise: promise, destination: destination,
      language: language, items: items, source: source, createdAt: now)
    shipment.service = service
    shipment.orderValue = orderValue
    return shipment
  }
}
