/// What one carrier answer says about one number, before it meets what we know.
///
/// An outcome other than `tracked` is an observation too.
public struct Observation: Hashable, Sendable {
  /// The number as it was asked for.
  public var number: String
  public var outcome: Outcome
  /// Newest first.
  public var checkpoints: [Checkpoint]
  /// The state in the answer's header, for answers without events or with a header newer than them.
  public var header: Checkpoint?
  public var estimate: DeliveryWindow?
  /// The answer says that the parcel travels back to the sender.
  public var isReturn: Bool
  /// The carrier's product or service code.
  public var service: String?
  /// ISO 3166-1 alpha-2.
  public var origin: String?
  public var destination: String?
  public var pickup: PickupPlace?
  /// Who took it, as the carrier writes it. Personal: shown after the postcode only.
  public var receivedBy: String?
  /// Something worth telling the operator ("chose 1 of 3 shipments under this number").
  public var remarks: [String]

  public init(
    number: String, outcome: Outcome, checkpoints: [Checkpoint] = [], header: Checkpoint? = nil,
    estimate: DeliveryWindow? = nil, isReturn: Bool = false, service: String? = nil, origin: String? = nil,
    destination: String? = nil, pickup: PickupPlace? = nil, receivedBy: String? = nil, remarks: [String] = []
  ) {
    self.number = number
    self.outcome = outcome
    self.checkpoints = checkpoints
    self.header = header
    self.estimate = estimate
    self.isReturn = isReturn
    self.service = service
    self.origin = origin
    self.destination = destination
    self.pickup = pickup
    self.receivedBy = receivedBy
    self.remarks = remarks
  }
}

/// Where a parcel waits to be collected. Derived from the address, so shown after the postcode only.
public struct PickupPlace: Hashable, Sendable, Codable {
  public var name: String?
  public var street: String?
  public var city: String?
  public var postalCode: String?
  /// The last day it is kept, at the place.
  public var until: CivilDate?
  /// Opening hours as the carrier words them, one line a day or span.
  public var hours: [String]
  /// What the customer shows or types to get it.
  public var code: String?

  public init(
    name: String? = nil, street: String? = nil, city: String? = nil, postalCode: String? = nil, until: CivilDate? = nil,
    hours: [String] = [], code: String? = nil
  ) {
    self.name = name
    self.street = street
    self.city = city
    self.postalCode = postalCode
    self.until = until
    self.hours = hours
    self.code = code
  }
}
