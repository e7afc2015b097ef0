import Tracking

/// What is held about people: when it goes, how it is erased, and how it is told to them.
public struct PrivacyStore: Sendable {
  let database: any Database
  let box: SecretBox
  private let committed: (@Sendable ([ShipmentID]) -> Void)?

  /// - Parameters:
  ///   - box: makes the fingerprints by which proofs of consent are found again.
  ///   - committed: told which shipments changed; what a cache of rendered pages drops.
  public init(_ database: any Database, box: SecretBox, committed: (@Sendable ([ShipmentID]) -> Void)? = nil) {
    self.database = database
    self.box = box
    self.committed = committed
  }

  func tell(_ ids: [ShipmentID]) {
    if !ids.isEmpty { committed?(ids) }
  }
}

/// Whose data is meant.
public enum DataSubject: Hashable, Sendable {
  /// The owner of an address, in whatever case it is written. Theirs are their subscriptions, and the shipments and
  /// orders of those that they confirmed.
  case address(String)
  /// Whoever bought: an order with its shipments, and all subscriptions to it.
  case order(String)
}
