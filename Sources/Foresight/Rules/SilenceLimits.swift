import Tracking

/// How long a state may be silent before it is news, in hours of business days at the destination.
public struct SilenceLimits: Hashable, Sendable {
  /// Ordered, and the carrier knows no label.
  public var order = 96
  /// Label made, nothing handed over.
  public var label = 48
  /// Handed in at a shop or said to be handed over, never scanned.
  public var firstScan = 36
  public var inTransit = 48
  public var customs = 120
  /// On the vehicle and no word since.
  public var outForDelivery = 24
  public var attemptFailed = 48

  public init() {}

  /// The limit for what a shipment last said, with the level it leads to; nil where silence means nothing.
  func limit(for status: Status) -> (level: DelayLevel, hours: Int)? {
    switch (status.state, status.detail) {
    case (.pending, .notFound): (.notHandedOver, order)
    case (.announced, .droppedOffBySender): (.notScanned, firstScan)
    case (.announced, _): (.notHandedOver, label)
    case (.inTransit, .customsStarted): (.stalled, customs)
    case (.inTransit, _): (.stalled, inTransit)
    case (.outForDelivery, _): (.stalled, outForDelivery)
    case (.attemptFailed, _): (.stalled, attemptFailed)
    case (.exception, .customsHeld), (.exception, .heldDocuments): (.stalled, customs)
    default: nil
    }
  }
}
