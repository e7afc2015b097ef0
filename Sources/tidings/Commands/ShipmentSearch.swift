import Storage
import Tracking

/// The shipments that a person means by an id or a tracking number.
enum ShipmentSearch {
  static func find(_ id: String, shop: String?, in database: any Database) async throws -> [Shipment] {
    let store = ShipmentStore(database)
    if let shipment = try await store.find(ShipmentID(id)) { return [shipment] }
    var found: [Shipment] = []
    for candidate in try await ShopStore(database).all() where shop == nil || candidate.id.rawValue == shop {
      found += try await store.find(shop: candidate.id, number: id.uppercased())
    }
    guard !found.isEmpty else {
      throw CommandFailure("there is no shipment \(id)", hint: "give its id, or its tracking number")
    }
    return found
  }
}
