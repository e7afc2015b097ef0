import Crypto
import Foundation
import Tracking

/// A shop's key as stored: never the secret, only its SHA-256.
public struct APIKey: Hashable, Sendable, Identifiable {
  /// The first 12 hex digits of the hash: to name it in a list and to revoke it.
  public var id: String
  public var shop: ShopID
  public var name: String
  public var createdAt: Timestamp
  public var lastUsedAt: Timestamp?
  public var revokedAt: Timestamp?

  /// SHA-256 of the secret's UTF-8, 64 lower-case hex digits. A key has 128 random bits and more, so
  /// it needs no slow hash.
  public static func hash(of secret: String) -> String {
    SHA256.hash(data: Data(secret.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

extension ShopStore {
  /// Stores the hash of `secret`. Throws `StorageError.constraint` for an unknown shop.
  @discardableResult
  public func addKey(secret: String, shop: ShopID, name: String, at now: Timestamp) async throws -> APIKey {
    let hash = APIKey.hash(of: secret)
    let key = APIKey(id: String(hash.prefix(12)), shop: shop, name: name, createdAt: now)
    try await database.transaction { connection in
      _ = try connection.execute(
        insertKey,
        [.text(hash), .text(key.id), .text(shop.rawValue), .text(name), .integer(now.milliseconds)])
    }
    return key
  }

  /// The key with this secret, where there is one that is not revoked. Found by its hash, so the time
  /// taken says nothing about the secret.
  public func key(secret: String) async throws -> APIKey? {
    let hash = APIKey.hash(of: secret)
    return try await database.read { try $0.row(liveKeyByHash, [.text(hash)], APIKey.init(row:)) }
  }

  /// Notes the use of keys, by id; call it now and then, not with each request.
  public func noteUse(_ uses: [String: Timestamp]) async throws {
    try await database.transaction { connection in
      for (id, time) in uses { try connection.execute(noteKeyUse, [.text(id), .integer(time.milliseconds)]) }
    }
  }

  /// All keys of a shop, also revoked ones, oldest first.
  public func keys(shop: ShopID) async throws -> [APIKey] {
    try await database.read { try $0.rows(keysOfShop, [.text(shop.rawValue)], APIKey.init(row:)) }
  }

  /// Says whether there was such a key in use.
  @discardableResult
  public func revokeKey(id: String, shop: ShopID, at now: Timestamp) async throws -> Bool {
    try await database.transaction { connection in
      try connection.execute(revoke, [.text(id), .text(shop.rawValue), .integer(now.milliseconds)]) > 0
    }
  }
}

extension APIKey {
  fileprivate init(row: any SQLRow) throws {
    var columns = Columns(row)
    id = try columns.text("api_key.id")
    shop = ShopID(try columns.text("api_key.shop"))
    name = try columns.text("api_key.name")
    createdAt = try columns.time("api_key.created_at")
    lastUsedAt = columns.time()
    revokedAt = columns.time()
  }
}

private let keyColumns = "id, shop, name, created_at, last_used_at, revoked_at"

private let insertKey = SQL("INSERT INTO api_key (hash, id, shop, name, created_at) VALUES ($1, $2, $3, $4, $5)")

private let liveKeyByHash = SQL("SELECT \(keyColumns) FROM api_key WHERE hash = $1 AND revoked_at IS NULL")

private let keysOfShop = SQL("SELECT \(keyColumns) FROM api_key WHERE shop = $1 ORDER BY created_at, id")

private let noteKeyUse = SQL(
  "UPDATE api_key SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)")

private let revoke = SQL("UPDATE api_key SET revoked_at = $3 WHERE id = $1 AND shop = $2 AND revoked_at IS NULL")
