/// One tracked parcel: a carrier and a tracking number, perhaps an order, a promise, a destination.
public struct Shipment: Hashable, Sendable {
  public var id: ShipmentID
  public var shop: ShopID
  public var carrier: CarrierID
  /// Cleaned: without blanks, upper case.
  public var number: String
  /// Numbers are reused after about 90 days; each use is a generation, from 1.
  public var generation: Int
  /// The shop's order number.
  public var order: String?
  /// The latest day of delivery the shop promised.
  public var promise: CivilDate?
  public var destination: Destination
  /// BCP 47; the language of the order.
  public var language: String?
  public var items: [Item]
  /// What the whole order is worth, as the shop said.
  public var orderValue: Money?
  /// The carrier's product, as it names it.
  public var service: String?
  public var origin: String?
  /// The way it came to us: a shop's call, an import, or a plain link.
  public var source: Source

  public var status: Status
  /// When the state began, by our clock or the carrier's.
  public var stateSince: Timestamp?
  /// Newest first.
  public var checkpoints: [Checkpoint]
  /// At most one a source.
  public var estimates: [Estimate]
  public var delay: Delay
  /// What is foreseen; nil where nothing is, or where there is nothing to foresee anymore.
  public var outlook: Outlook?
  /// A cause of delay that the carrier reported since the parcel last moved.
  public var carrierDelay: Reason?
  /// What the countdown told last.
  public var announced: Announcement?
  public var pickup: PickupPlace?
  /// Who took it. Personal.
  public var receivedBy: String?
  /// The carrier said that the parcel goes back.
  public var isReturn: Bool

  public var createdAt: Timestamp
  /// When the last answer about this shipment came, of whatever outcome; nil before the first.
  public var lastPolledAt: Timestamp?
  /// When the last `tracked` answer came.
  public var lastSeenAt: Timestamp?
  /// The word of that answer's outcome (`Outcome.name`); never one that concerns the account only.
  public var lastOutcome: String?
  /// Failures of one kind in a row.
  public var failures: Int
  /// Set where the shop says that it is done with this parcel, whatever the carrier says.
  public var closing: Closing?
  /// Nil: never polled again.
  public var nextPollAt: Timestamp?
  /// Nil: nothing to judge without a new scan.
  public var nextAssessAt: Timestamp?
  /// Grows by one with every committed change a customer could see.
  public var version: Int

  public enum Source: String, Sendable, Codable { case api, csv, link }

  public init(
    id: ShipmentID, shop: ShopID, carrier: CarrierID, number: String, generation: Int = 1, order: String? = nil,
    promise: CivilDate? = nil, destination: Destination = Destination(), language: String? = nil, items: [Item] = [],
    source: Source = .api, createdAt: Timestamp
  ) {
    self.id = id
    self.shop = shop
    self.carrier = carrier
    self.number = number
    self.generation = generation
    self.order = order
    self.promise = promise
    self.destination = destination
    self.language = language
    self.items = items
    self.source = source
    self.createdAt = createdAt
    status = .pending
    checkpoints = []
    estimates = []
    delay = .none
    isReturn = false
    failures = 0
    nextPollAt = createdAt
    nextAssessAt = createdAt
    version = 1
  }

  /// The estimate of one source.
  public func estimate(_ source: EstimateSource) -> Estimate? {
    estimates.first { $0.source == source }
  }
}

/// Where the parcel goes.
public struct Destination: Hashable, Sendable, Codable {
  /// ISO 3166-1 alpha-2.
  public var country: String?
  /// A region of that country, as ISO 3166-2 without the country ("BY"), for holidays and lanes.
  public var region: String?
  /// Personal; unlocks level 1 of the page.
  public var postalCode: String?

  public init(country: String? = nil, region: String? = nil, postalCode: String? = nil) {
    self.country = country
    self.region = region
    self.postalCode = postalCode
  }
}

/// A thing in the parcel.
public struct Item: Hashable, Sendable, Codable {
  public var name: String
  public var quantity: Int

  public init(name: String, quantity: Int = 1) {
    self.name = name
    self.quantity = quantity
  }
}
