import Tracking

/// The rows that a data subject has: shipments and subscriptions by their numbers.
struct SubjectRows {
  var shipments: Set<Int64> = []
  var subscriptions: Set<Int64> = []
}

extension Connection {
  /// - Parameter shop: nil: of all shops.
  func rows(of subject: DataSubject, shop: ShopID?) throws -> SubjectRows {
    var found = SubjectRows()
    let shop = SQLValue(shop?.rawValue)
    switch subject {
    case .address(let address):
      found.subscriptions = try numbers(subscriptionsOfAddress, [.text(address), shop])
      found.shipments = try numbers(shipmentsOfAddress, [.text(address), shop])
    case .order(let order):
      found.shipments = try numbers(shipmentsOfOrderNumber, [.text(order), shop])
      found.subscriptions = try numbers(subscriptionsToOrder, [.text(order), shop])
    }
    // Whoever else hears of a shipment hears of it as of this person's.
    for shipment in found.shipments {
      found.subscriptions.formUnion(try numbers(subscriptionsToShipment, [.integer(shipment)]))
    }
    return found
  }

  private func numbers(_ statement: SQL, _ parameters: [SQLValue]) throws -> Set<Int64> {
    Set(try rows(statement, parameters) { $0.integer(0) }.compactMap(\.self))
  }
}

private let subscriptionsOfAddress = SQL(
  "SELECT seq FROM subscription WHERE lower(address) = lower($1) AND (shop = $2 OR $2 IS NULL)")

// A form can be filled in with anybody's address: only a yes says that the parcel has to do with them.
private let shipmentsOfAddress = SQL(
  """
  SELECT DISTINCT shipment.seq FROM subscription JOIN shipment ON \(Retention.ofSubscription)
  WHERE lower(subscription.address) = lower($1) AND subscription.confirmed_at IS NOT NULL
  AND (subscription.shop = $2 OR $2 IS NULL)
  """)

private let shipmentsOfOrderNumber = SQL(
  "SELECT seq FROM shipment WHERE order_number = $1 AND (shop = $2 OR $2 IS NULL)")

private let subscriptionsToOrder = SQL(
  "SELECT seq FROM subscription WHERE scope = 'order' AND subject = $1 AND (shop = $2 OR $2 IS NULL)")

private let subscriptionsToShipment = SQL(
  """
  SELECT subscription.seq FROM subscription JOIN shipment ON subscription.shop = shipment.shop
  AND subscription.scope = 'shipment' AND subscription.subject = shipment.id WHERE shipment.seq = $1
  """)
