import Tracking

extension SubscriptionStore {
  /// Removes a shipment of a shop with its history, its news and what is queued of them. Who wanted news of it alone
  /// gets no more: that is recorded as a withdrawal, and the address goes with the shipment. Says whether it was there.
  ///
  /// Pages of it that are already rendered are the caller's.
  public func removeShipment(_ id: ShipmentID, shop: ShopID, at now: Timestamp) async throws -> Bool {
    try await database.transaction { connection in
      guard let row = try connection.shipmentRows(shipmentByID, [.text(id.rawValue)]).first, row.shipment.shop == shop
      else { return false }
      let subject: [SQLValue] = [.text(shop.rawValue), .text(id.rawValue)]
      for row in try connection.rows(openSubscriptions, subject, SubscriptionRow.init) {
        try record(.withdrawn, of: row.subscription, how: "the shop removed the shipment", at: now, in: connection)
      }
      try connection.execute(removeSubscriptions, subject)
      try connection.erase(row)
      return true
    }
  }
}

private let openSubscriptions = SQL(
  """
  SELECT \(SubscriptionRow.columns) FROM subscription
  WHERE shop = $1 AND scope = 'shipment' AND subject = $2 AND stop_asked_at IS NULL
  """)

private let removeSubscriptions = SQL(
  "DELETE FROM subscription WHERE shop = $1 AND scope = 'shipment' AND subject = $2")
