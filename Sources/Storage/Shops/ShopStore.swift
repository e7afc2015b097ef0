import Tracking

/// Shops with their hosts and API keys.
public struct ShopStore: Sendable {
  let database: any Database

  public init(_ database: any Database) {
    self.database = database
  }

  /// Makes or replaces a shop. Throws `StorageError.constraint` where another shop has one of its hosts.
  public func save(_ shop: Shop, at now: Timestamp) async throws {}

  public func find(_ id: ShopID) async throws -> Shop? { nil }

  /// The shop whose page is asked for by this host name (lower case, without port).
  public func find(host: String) async throws -> Shop? { nil }

  /// By id.
  public func all() async throws -> [Shop] { [] }

  /// Throws `StorageError.constraint` where the shop still has shipments. Says whether it was there.
  @discardableResult
  public func remove(_ id: ShopID) async throws -> Bool { false }
}
