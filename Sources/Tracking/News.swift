/// A domain event worth telling someone. Committed with the change that caused it.
public struct News: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable, Codable {
    case shipmentPending = "shipment.pending"
    case shipmentAnnounced = "shipment.announced"
    case shipmentInTransit = "shipment.in_transit"
    case shipmentOutForDelivery = "shipment.out_for_delivery"
    case shipmentAttemptFailed = "shipment.attempt_failed"
    case shipmentReadyForPickup = "shipment.ready_for_pickup"
    case shipmentDelivered = "shipment.delivered"
    case shipmentException = "shipment.exception"
    case shipmentReturning = "shipment.returning"
    case shipmentReturned = "shipment.returned"
    case shipmentCancelled = "shipment.cancelled"
    case shipmentExpired = "shipment.expired"
    case deliveryTomorrow = "delivery.tomorrow"
    case deliveryToday = "delivery.today"
    case deliveryWindow = "delivery.window"
    case estimateRevised = "estimate.revised"
    case delayAtRisk = "delay.at_risk"
    case delayLate = "delay.late"
    case delayStalled = "delay.stalled"
    case delayNotScanned = "delay.not_scanned"
    case delayNotHandedOver = "delay.not_handed_over"
    case delayResolved = "delay.resolved"
    case pickupExpiring = "pickup.expiring"
    /// Trouble in a carrier's network holds several of the shop's parcels; told to the shop only, by one of them.
    case networkIncident = "network.incident"
    case networkRecovered = "network.recovered"

    /// The kind for a shipment that entered `state`.
    public init(_ state: ShipmentState) {
      self =
        switch state {
        case .pending: .shipmentPending
        case .announced: .shipmentAnnounced
        case .inTransit: .shipmentInTransit
        case .outForDelivery: .shipmentOutForDelivery
        case .attemptFailed: .shipmentAttemptFailed
        case .readyForPickup: .shipmentReadyForPickup
        case .delivered: .shipmentDelivered
        case .exception: .shipmentException
        case .returning: .shipmentReturning
        case .returned: .shipmentReturned
        case .cancelled: .shipmentCancelled
        case .expired: .shipmentExpired
        }
    }

    /// The kind for a shipment whose delay entered `level`.
    public init(_ level: DelayLevel) {
      self =
        switch level {
        case .none: .delayResolved
        case .atRisk: .delayAtRisk
        case .late: .delayLate
        case .stalled: .delayStalled
        case .notScanned: .delayNotScanned
        case .notHandedOver: .delayNotHandedOver
        }
    }
  }

  public var kind: Kind
  public var shipment: ShipmentID
  /// One stretch of a state or delay level; with the shipment it identifies messages and events.
  public var episode: String
  /// When we learned it.
  public var at: Timestamp
  /// News with a cost for the customer.
  public var isBad: Bool

  public init(kind: Kind, shipment: ShipmentID, episode: String, at: Timestamp, isBad: Bool) {
    self.kind = kind
    self.shipment = shipment
    self.episode = episode
    self.at = at
    self.isBad = isBad
  }
}
