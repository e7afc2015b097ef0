import Tracking

/// What became of a shipment that was to be added (DESIGN section 5, rule 9).
public enum Added: Hashable, Sendable {
  case created(Shipment)
  /// The shop has this shipment already; it is returned as it is stored.
  case existing(Shipment)
  /// A plain link had begun it; it now has the order, promise, destination, language and items that came.
  case adopted(Shipment)

  /// The shipment as it is stored now.
  public var shipment: Shipment {
    switch self {
    case .created(let shipment), .existing(let shipment), .adopted(let shipment): shipment
    }
  }
}

extension ShipmentStore {
  /// Adds shipments in one transaction, each by the rules of identity; the answers are in the order given.
  ///
  /// The same shop, carrier and number is the same shipment, unless the stored one came to its end
  /// more than 90 days before `now`: carriers use numbers again, so that is another generation.
  /// Ids are made by the caller and used only where a shipment is created.
  public func add(_ shipments: [Shipment], at now: Timestamp) async throws -> [Added] {
    []
  }
}
