import Tracking

extension ShopStore {
  /// Reads, alters and stores a shop in one transaction; its id and hosts stay. The shop as it is stored now; nil where
  /// there is none.
  public func change(
    _ id: ShopID, at now: Timestamp, _ change: @escaping @Sendable (Shop) -> Shop
  ) async throws -> Shop? {
    try await database.transaction { connection in
      guard let stored = try connection.shop(id) else { return nil }
      var shop = change(stored)
      (shop.id, shop.hosts) = (stored.id, stored.hosts)
      try connection.execute(
        changeShop, [.text(id.rawValue), .text(try StoredJSON.encode(shop)), .integer(now.milliseconds)])
      return shop
    }
  }
}

private let changeShop = SQL("UPDATE shop SET document = $2, updated_at = $3 WHERE id = $1")
