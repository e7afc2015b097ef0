import Hummingbird
import Storage
import Tracking

/// Who asks.
struct Authentication: Sendable {
  let parts: SiteParts

  /// The bearer key and its shop. Missing, malformed, unknown and revoked keys are refused alike.
  func owner(of request: Request) async throws -> (shop: Shop, key: APIKey) {
    guard let header = request.headers[.authorization], header.utf8.count <= 200,
      header.lowercased().hasPrefix("bearer ")
    else { throw Problem(.unauthorized, detail: "Send the key as 'Authorization: Bearer tk_live_…'.") }
    let secret = String(header.dropFirst("bearer ".count))
    guard APISecret.isWellFormed(secret) else {
      throw Problem(.unauthorized, detail: "The key is mistyped or cut: its checksum does not fit.")
    }
    guard let key = try await parts.shops.key(secret: secret), let shop = try await parts.shops.find(key.shop) else {
      throw Problem(.unauthorized, detail: "The key is not in use.")
    }
    parts.keyUse.note(key.id, at: parts.clock.now())
    return (shop, key)
  }
}
