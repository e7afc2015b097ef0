import Tracking

/// What an erasure took, or would take.
public struct Erasure: Hashable, Sendable {
  public var shipments = 0
  public var subscriptions = 0
  /// Proofs of consent that stay, with a fingerprint in place of the address.
  public var proofsKept = 0

  public init() {}
}

extension PrivacyStore {
  /// What `erase` would take.
  public func foresee(_ subject: DataSubject, shop: ShopID?) async throws -> Erasure {
    let proofs = try await proofs(of: subject)
    return try await database.read { connection in
      let found = try connection.rows(of: subject, shop: shop)
      var erasure = Erasure()
      erasure.shipments = found.shipments.count
      erasure.subscriptions = found.subscriptions.count
      erasure.proofsKept = proofs
      return erasure
    }
  }

  /// Takes everything that is held about somebody, in one transaction: shipments whole (history, news, events, what
  /// was to be sent), subscriptions with their messages, grants. A voucher that was given stays given, to nobody. A
  /// shipment under way is not followed any further. The proof of consent stays, without the address; where a
  /// subscription was live, the proof says that it ended.
  ///
  /// Afterwards `Database.forgetDeleted` makes it unreadable in the files too.
  public func erase(_ subject: DataSubject, shop: ShopID?, at now: Timestamp) async throws -> Erasure {
    let subscriptions = SubscriptionStore(database, box: box)
    var (erasure, ids) = try await database.transaction { connection in
      let found = try connection.rows(of: subject, shop: shop)
      for seq in found.subscriptions {
        if let live = try connection.row(liveSubscriptionBySeq, [.integer(seq)], SubscriptionRow.init) {
          try subscriptions.record(.withdrawn, of: live.subscription, how: "erasure", at: now, in: connection)
        }
        try connection.execute(deleteSubscription, [.integer(seq)])
      }
      var ids: [ShipmentID] = []
      for seq in found.shipments {
        if let row = try connection.shipmentRows(shipmentRowBySeq, [.integer(seq)]).first {
          try connection.erase(row)
          ids.append(row.shipment.id)
        }
      }
      if case .order(let order) = subject {
        try connection.forget(beneficiary: "order " + order, link: order, scope: .order, shop: SQLValue(shop?.rawValue))
      }
      // Sealed, so nobody can say whose they are; all of the shop go, a day early at most.
      try connection.execute(forgetAnswers, [SQLValue(shop?.rawValue)])
      var erasure = Erasure()
      erasure.shipments = ids.count
      erasure.subscriptions = found.subscriptions.count
      return (erasure, ids)
    }
    erasure.proofsKept = try await proofs(of: subject)
    tell(ids)
    return erasure
  }

  private func proofs(of subject: DataSubject) async throws -> Int {
    guard case .address(let address) = subject else { return 0 }
    return try await SubscriptionStore(database, box: box).consents(of: address).count
  }
}

extension Connection {
  /// With all that refers to it.
  func erase(_ row: ShipmentRow) throws {
    let shipment = row.shipment
    let shop = SQLValue.text(shipment.shop.rawValue)
    // Where a code is not in the carrier's table, words may stand in its place.
    for checkpoint in shipment.checkpoints where checkpoint.meaning == .unrecognized {
      try execute(forgetCode, [.text(shipment.carrier.rawValue), .text(checkpoint.code)])
    }
    try forget(
      beneficiary: "shipment " + shipment.id.rawValue, link: shipment.id.rawValue, scope: .shipment, shop: shop)
    try execute(deleteShipment, [.integer(row.seq)])
    if let order = shipment.order,
      try integer(hasOrder, [shop, .text(order)]) == nil
    {
      try forget(beneficiary: "order " + order, link: order, scope: .order, shop: shop)
    }
  }

  /// What was given to an order or shipment, and the revoked versions of its link.
  fileprivate func forget(beneficiary: String, link: String, scope: LinkScope, shop: SQLValue) throws {
    try execute(forgetVoucher, [.text(beneficiary), shop])
    try execute(deleteGrant, [.text(beneficiary), shop])
    try execute(deleteLink, [SQLValue(word: scope), .text(link), shop])
  }
}

private let liveSubscriptionBySeq = SQL(
  """
  SELECT \(SubscriptionRow.columns) FROM subscription
  WHERE seq = $1 AND confirmed_at IS NOT NULL AND stop_asked_at IS NULL
  """)

private let forgetAnswers = SQL("DELETE FROM kept_answer WHERE shop = $1 OR $1 IS NULL")

private let deleteSubscription = SQL("DELETE FROM subscription WHERE seq = $1")

private let shipmentRowBySeq = SQL("SELECT \(ShipmentRow.columns) FROM shipment WHERE seq = $1")

private let deleteShipment = SQL("DELETE FROM shipment WHERE seq = $1")

private let hasOrder = SQL("SELECT 1 FROM shipment WHERE shop = $1 AND order_number = $2 LIMIT 1")

private let forgetCode = SQL("DELETE FROM unrecognized_code WHERE carrier = $1 AND code = $2")

private let forgetVoucher = SQL(
  "UPDATE voucher SET claimed_by = 'erased' WHERE claimed_by = $1 AND (shop = $2 OR $2 IS NULL)")

private let deleteGrant = SQL(
  "DELETE FROM incentive_grant WHERE beneficiary = $1 AND (shop = $2 OR $2 IS NULL)")

private let deleteLink = SQL(
  "DELETE FROM link_version WHERE scope = $1 AND subject = $2 AND (shop = $3 OR $3 IS NULL)")
