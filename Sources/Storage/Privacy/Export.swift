import Foundation
import Tracking

extension PrivacyStore {
  /// All that is held about somebody as one JSON text: subscriptions with their messages, shipments with history,
  /// news, events and grants, and for an address the proofs of consent, those of erased subscriptions too.
  ///
  /// Every column of these tables stands in it under its name, also those that later steps of the schema add.
  public func export(_ subject: DataSubject, shop: ShopID?, at now: Timestamp) async throws -> String {
    let box = box
    return try await database.read { connection in
      let found = try connection.rows(of: subject, shop: shop)
      var document: [String: Any] = ["exported_at": ExportTable.text(now)]
      document["shipments"] = try found.shipments.sorted().map { try connection.exportShipment($0) }
      document["subscriptions"] = try found.subscriptions.sorted().map { seq in
        var subscription = try connection.export("subscription", "seq = $1", [.integer(seq)]).first ?? [:]
        subscription["messages"] = try connection.export("delivery", "subscription = $1", [.integer(seq)])
        return subscription
      }
      if case .address(let address) = subject {
        document["consents"] = try connection.export(
          "consent", "address_fingerprint = $1 AND (shop = $2 OR $2 IS NULL)",
          [.text(box.fingerprint(address)), SQLValue(shop?.rawValue)])
      }
      let data = try JSONSerialization.data(
        withJSONObject: document, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
      return String(decoding: data, as: UTF8.self)
    }
  }
}

extension Connection {
  fileprivate func exportShipment(_ seq: Int64) throws -> [String: Any] {
    var shipment = try export("shipment", "seq = $1", [.integer(seq)]).first ?? [:]
    // Tables that hang on a shipment by a column of that name, whichever there are.
    for table in try tables(referringTo: "shipment") where table != "news" {
      shipment[table] = try export(table, "shipment = $1", [.integer(seq)])
    }
    shipment["news"] = try export("news", "shipment = $1", [.integer(seq)])
    let ofNews = "(SELECT sequence FROM news WHERE shipment = $1)"
    shipment["events"] = try export("event", "sequence IN \(ofNews)", [.integer(seq)])
    shipment["deliveries"] = try export("delivery", "endpoint IS NOT NULL AND news IN \(ofNews)", [.integer(seq)])
    shipment["incentives"] = try export(
      "incentive_grant",
      """
      EXISTS (SELECT 1 FROM shipment WHERE seq = $1 AND shipment.shop = incentive_grant.shop
      AND beneficiary IN ('shipment ' || shipment.id, 'order ' || shipment.order_number))
      """, [.integer(seq)])
    return shipment
  }
}
