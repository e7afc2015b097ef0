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

/// What to do with a shipment that was to be added, decided from what is stored.
enum Identity: Hashable {
  case create(generation: Int)
  case keep
  case adopt

  /// Carriers use a number again after about this time.
  static let reuseDays: Int64 = 90

  /// - Parameter stored: the newest generation of the same shop, carrier and number.
  static func decide(_ new: Shipment, stored: Shipment?, at now: Timestamp) -> Identity {
    guard let stored else { return .create(generation: 1) }
    if stored.status.isTerminal || stored.closing != nil, now.seconds(since: stored.lastSign) > reuseDays * 86_400 {
      return .create(generation: stored.generation + 1)
    }
    return stored.source == .link && new.source != .link ? .adopt : .keep
  }
}

extension Shipment {
  /// The last moment at which this parcel is known to have been on its way.
  fileprivate var lastSign: Timestamp { max(stateSince ?? createdAt, createdAt) }

  /// What a plain link began, with what the shop knows about it. Due at once, because a postcode or
  /// a promise may change what the carrier tells and what is late.
  func adopted(by new: Shipment, at now: Timestamp) -> Shipment {
    var shipment = self
    shipment.order = new.order
    shipment.promise = new.promise
    shipment.destination = Destination(
      country: new.destination.country ?? destination.country, region: new.destination.region ?? destination.region,
      postalCode: new.destination.postalCode ?? destination.postalCode)
    shipment.language = new.language ?? language
    shipment.items = new.items
    shipment.orderValue = new.orderValue
    shipment.source = new.source
    shipment.service = new.service ?? service
    if !status.isTerminal { shipment.nextPollAt = now }
    shipment.nextAssessAt = now
    shipment.version += 1
    return shipment
  }
}
