import Tracking

extension ShipmentStore {
  /// The versions that page tokens of these shipments of a shop must have, for listing their addresses.
  /// Shipments whose links were never revoked are left out: theirs is 1.
  public func linkVersions(shop: ShopID, of ids: [ShipmentID]) async throws -> [ShipmentID: Int] {
    try await database.read { connection in
      var versions: [ShipmentID: Int] = [:]
      for id in ids {
        let row = try connection.row(revokedVersion, [.text(shop.rawValue), .text(id.rawValue)]) { $0.integer(0) }
        if let version = row ?? nil { versions[id] = Int(version) }
      }
      return versions
    }
  }
}

private let revokedVersion = SQL(
  "SELECT version FROM link_version WHERE shop = $1 AND scope = 'shipment' AND subject = $2")
