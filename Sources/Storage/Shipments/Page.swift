import Tracking

/// All that a tracking page needs, read at one moment.
public struct ShipmentPage: Hashable, Sendable {
  public var shipment: Shipment
  /// The other shipments of the same order, oldest first; at most 100.
  public var siblings: [Shipment]
  public var shop: Shop
  /// The version that a page token of this shipment must have; 1 until a link was revoked.
  public var linkVersion: Int
  /// The same for the token of the whole order.
  public var orderLinkVersion: Int
}

/// What a page token opens.
public enum LinkScope: String, Hashable, Sendable, CaseIterable { case shipment, order }

extension ShipmentStore {
  public func page(_ id: ShipmentID) async throws -> ShipmentPage? { nil }

  /// The newest generation; for plain links.
  public func page(shop: ShopID, carrier: CarrierID, number: String) async throws -> ShipmentPage? { nil }

  /// The stored versions of those that exist: whether a rendered page is still true.
  public func versions(of ids: [ShipmentID]) async throws -> [ShipmentID: Int] { [:] }

  /// Ends every link that was given out to this shipment, or to the order it belongs to, and returns the
  /// version that new links must have; nil where there is no such shipment or it has no order.
  @discardableResult
  public func revokeLinks(of id: ShipmentID, scope: LinkScope, at now: Timestamp) async throws -> Int? { nil }
}
