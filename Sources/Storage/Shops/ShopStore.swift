import Synchronization
import Tracking

/// Shops with their hosts and API keys.
public struct ShopStore: Sendable {
  let database: any Database

  public init(_ database: any Database) {
    self.database = database
  }

  /// Makes or replaces a shop. Throws `StorageError.constraint` where another shop has one of its hosts.
  public func save(_ shop: Shop, at now: Timestamp) async throws {
    let document = try StoredJSON.encode(shop)
    try await database.transaction { connection in
      let id = SQLValue.text(shop.id.rawValue)
      try connection.execute(saveShop, [id, .text(document), .integer(now.milliseconds)])
      try connection.execute(forgetHosts, [id])
      for host in Set(shop.hosts) { try connection.execute(addHost, [.text(host), id]) }
    }
  }

  public func find(_ id: ShopID) async throws -> Shop? {
    try await database.read { try $0.shop(id) }
  }

  /// The shop whose page is asked for by this host name (lower case, without port).
  public func find(host: String) async throws -> Shop? {
    try await database.read { try $0.row(shopByHost, [.text(host)], decodeShop) }
  }

  /// By id.
  public func all() async throws -> [Shop] {
    try await database.read { try $0.rows(allShops, [], decodeShop) }
  }

  /// Throws `StorageError.constraint` where the shop still has shipments. Says whether it was there.
  @discardableResult
  public func remove(_ id: ShopID) async throws -> Bool {
    try await database.transaction { try $0.execute(removeShop, [.text(id.rawValue)]) > 0 }
  }
}

extension Connection {
  func shop(_ id: ShopID) throws -> Shop? {
    try row(shopByID, [.text(id.rawValue)], decodeShop)
  }
}

private func decodeShop(_ row: any SQLRow) throws -> Shop {
  var columns = Columns(row)
  let document = try columns.text("shop.document")
  if let known = decodedShops.withLock({ $0[document] }) { return known }
  let shop = try StoredJSON.decode(Shop.self, from: document, "shop.document")
  decodedShops.withLock { shops in
    if shops.count >= 1000 { shops.removeAll() }
    shops[document] = shop
  }
  return shop
}

/// Every page reads its shop, and a shop is all but never written: what a document decodes to is kept.
private let decodedShops = Mutex<[String: Shop]>([:])

private let shopByID = SQL("SELECT document FROM shop WHERE id = $1")

private let shopByHost = SQL(
  "SELECT shop.document FROM shop JOIN shop_host ON shop_host.shop = shop.id WHERE shop_host.host = $1")

private let allShops = SQL("SELECT document FROM shop ORDER BY id")

private let saveShop = SQL(
  """
  INSERT INTO shop (id, document, created_at, updated_at) VALUES ($1, $2, $3, $3)
  ON CONFLICT (id) DO UPDATE SET document = excluded.document, updated_at = excluded.updated_at
  """)

private let forgetHosts = SQL("DELETE FROM shop_host WHERE shop = $1")
private let addHost = SQL("INSERT INTO shop_host (host, shop) VALUES ($1, $2)")
private let removeShop = SQL("DELETE FROM shop WHERE id = $1")
