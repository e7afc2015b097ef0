import Tracking

/// All that a tracking page needs, read at one moment.
public struct ShipmentPage: Hashable, Sendable {
  public var shipment: Shipment
  /// The other shipments of the same order, first added first; at most 100.
  public var siblings: [Shipment]
  public var shop: Shop
  /// The version that a page token of this shipment must have; 1 until its links were revoked.
  public var linkVersion: Int
  /// The same for the token of the whole order.
  public var orderLinkVersion: Int
  /// What the order was given for bad news.
  public var incentive: Incentive?

  public init(
    shipment: Shipment, siblings: [Shipment] = [], shop: Shop, linkVersion: Int = 1, orderLinkVersion: Int = 1,
    incentive: Incentive? = nil
  ) {
    self.shipment = shipment
    self.siblings = siblings
    self.shop = shop
    self.linkVersion = linkVersion
    self.orderLinkVersion = orderLinkVersion
    self.incentive = incentive
  }
}

/// What a page token opens.
public enum LinkScope: String, Hashable, Sendable, CaseIterable { case shipment, order }

extension ShipmentStore {
  public func page(_ id: ShipmentID) async throws -> ShipmentPage? {
    try await database.read { try $0.page(shipmentByID, [.text(id.rawValue)]) }
  }

  /// The newest generation; for plain links.
  public func page(shop: ShopID, carrier: CarrierID, number: String) async throws -> ShipmentPage? {
    try await database.read { connection in
      try connection.page(newestGeneration, [.text(shop.rawValue), .text(carrier.rawValue), .text(number)])
    }
  }

  /// The stored versions of those that exist: whether a rendered page is still true.
  public func versions(of ids: [ShipmentID]) async throws -> [ShipmentID: Int] {
    try await database.read { connection in
      var versions: [ShipmentID: Int] = [:]
      for id in ids {
        versions[id] = try connection.integer(versionByID, [.text(id.rawValue)]).map(Int.init)
      }
      return versions
    }
  }

  /// Ends every link that was given out to this shipment, or to the order it belongs to, and returns the
  /// version that new links must have; nil where there is no such shipment or it has no order.
  @discardableResult
  public func revokeLinks(of id: ShipmentID, scope: LinkScope, at now: Timestamp) async throws -> Int? {
    let version: Int? = try await database.transaction { connection in
      guard let shipment = try connection.row(shipmentByID, [.text(id.rawValue)], { try ShipmentRow($0).shipment }),
        let subject = scope == .order ? shipment.order : shipment.id.rawValue
      else { return nil }
      return try connection.integer(
        raiseLinkVersion,
        [.text(shipment.shop.rawValue), .text(scope.rawValue), .text(subject), .integer(now.milliseconds)]
      ).map(Int.init)
    }
    if version != nil { tell([id]) }
    return version
  }
}

extension Connection {
  fileprivate func page(_ statement: SQL, _ parameters: [SQLValue]) throws -> ShipmentPage? {
    guard let shipment = try shipment(statement, parameters), let shop = try shop(shipment.shop) else { return nil }
    var page = ShipmentPage(shipment: shipment, shop: shop)
    let (id, order) = (SQLValue.text(shipment.id.rawValue), SQLValue(shipment.order))
    for (scope, version) in try rows(linkVersions, [.text(shop.id.rawValue), id, order], linkVersion) {
      switch scope {
      case .shipment: page.linkVersion = version
      case .order: page.orderLinkVersion = version
      }
    }
    page.incentive = try incentive(for: shipment)
    if shipment.order != nil { page.siblings = try shipments(othersOfOrder, [.text(shop.id.rawValue), order, id]) }
    return page
  }
}

private func linkVersion(_ row: any SQLRow) throws -> (LinkScope, Int) {
  var columns = Columns(row)
  return (try columns.requiredWord("link_version.scope"), try columns.int("link_version.version"))
}

private let versionByID = SQL("SELECT version FROM shipment WHERE id = $1")

private let linkVersions = SQL(
  """
  SELECT scope, version FROM link_version
  WHERE shop = $1 AND ((scope = 'shipment' AND subject = $2) OR (scope = 'order' AND subject = $3))
  """)

private let othersOfOrder = SQL(
  """
  SELECT \(ShipmentRow.columns) FROM shipment WHERE shop = $1 AND order_number = $2 AND id <> $3 ORDER BY seq LIMIT 100
  """)

private let raiseLinkVersion = SQL(
  """
  INSERT INTO link_version (shop, scope, subject, version, revoked_at) VALUES ($1, $2, $3, 2, $4)
  ON CONFLICT (shop, scope, subject)
  DO UPDATE SET version = link_version.version + 1, revoked_at = excluded.revoked_at RETURNING version
  """)
