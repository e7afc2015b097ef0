import Storage
import Tracking

/// A shipment as the API shows it to its shop. Times are RFC 3339 in UTC; a carrier's times as ISO 8601 with an
/// offset only where one is known.
struct ShipmentJSON: Encodable {
  struct Links: Encodable {
    /// The tracking page of this shipment; for the customer.
    var page: String?
    /// The page of the whole order.
    var order: String?
  }

  struct ItemJSON: Encodable {
    let name: String
    let quantity: Int
  }

  struct DelayJSON: Encodable {
    let level: String
    let since: String?
    let promise: String?
    let expected: WindowJSON?
    let expectedSource: String?
    let cause: String?
    let confidence: Double?

    enum CodingKeys: String, CodingKey {
      case level, since, promise, expected, cause, confidence
      case expectedSource = "expected_source"
    }
  }

  struct WindowJSON: Encodable {
    let from: String
    let to: String
  }

  struct EstimateJSON: Encodable {
    let source: String
    let from: String
    let to: String
    let at: String
  }

  struct CheckpointJSON: Encodable {
    let time: String?
    let zone: String?
    let state: String?
    let detail: String?
    let code: String
    let text: String?
    let place: PlaceJSON?
  }

  struct PlaceJSON: Encodable {
    let name: String?
    let city: String?
    let postcode: String?
    let country: String?
  }

  struct ClosedJSON: Encodable {
    let at: String
    let reason: String
  }

  let id, carrier, number: String
  let order, promise, postcode, country, region, language, service: String?
  let items: [ItemJSON]
  let orderValue, currency: String?
  let source, state: String
  let detail, reason: String?
  let needsAction: String
  let stateSince: String?
  let delay: DelayJSON
  let estimates: [EstimateJSON]
  let checkpoints: [CheckpointJSON]
  let isReturn: Bool
  let closed: ClosedJSON?
  let createdAt: String
  let lastCheckedAt, lastOutcome: String?
  let version: Int
  let links: Links?

  enum CodingKeys: String, CodingKey {
    case id, carrier, number, order, promise, postcode, country, region, language, service, items, source, state
    case detail, reason, delay, estimates, checkpoints, closed, version, links, currency
    case orderValue = "order_value"
    case needsAction = "needs_action"
    case stateSince = "state_since"
    case isReturn = "is_return"
    case createdAt = "created_at"
    case lastCheckedAt = "last_checked_at"
    case lastOutcome = "last_outcome"
  }

  init(_ page: ShipmentPage, links: Links) {
    self.init(page.shipment, links: links)
  }

  init(_ shipment: Shipment, links: Links? = nil) {
    id = shipment.id.rawValue
    carrier = shipment.carrier.rawValue
    number = shipment.number
    order = shipment.order
    promise = shipment.promise?.iso
    postcode = shipment.destination.postalCode
    country = shipment.destination.country
    region = shipment.destination.region
    language = shipment.language
    service = shipment.service
    items = shipment.items.map { ItemJSON(name: $0.name, quantity: $0.quantity) }
    orderValue = shipment.orderValue?.amount
    currency = shipment.orderValue?.currency
    source = shipment.source.rawValue
    state = shipment.status.state.rawValue
    detail = shipment.status.detail?.rawValue
    reason = shipment.status.reason?.rawValue
    needsAction = shipment.status.needsAction.rawValue
    stateSince = shipment.stateSince?.rfc3339
    delay = DelayJSON(shipment.delay)
    estimates = shipment.estimates.map {
      EstimateJSON(source: $0.source.rawValue, from: $0.window.start, to: $0.window.end, at: $0.at.rfc3339)
    }
    checkpoints = shipment.checkpoints.map(CheckpointJSON.init)
    isReturn = shipment.isReturn
    closed = ClosedJSON(shipment.closing)
    createdAt = shipment.createdAt.rfc3339
    lastCheckedAt = shipment.lastPolledAt?.rfc3339
    lastOutcome = shipment.lastOutcome
    version = shipment.version
    self.links = links
  }
}

/// A page of a list.
struct ShipmentListJSON: Encodable {
  let shipments: [ShipmentJSON]
  /// The cursor of the next page; the `Link` header has its address.
  let next: String?
}

extension ShipmentJSON.ClosedJSON {
  /// Nil where the shipment is not closed.
  init?(_ closing: Closing?) {
    guard let closing else { return nil }
    self.init(at: closing.at.rfc3339, reason: closing.why)
  }
}

extension ShipmentJSON.DelayJSON {
  init(_ delay: Delay) {
    self.init(
      level: delay.level.rawValue, since: delay.since?.rfc3339, promise: delay.promise?.iso,
      expected: delay.expected.map { ShipmentJSON.WindowJSON(from: $0.start, to: $0.end) },
      expectedSource: delay.expectedSource?.rawValue, cause: delay.cause?.rawValue, confidence: delay.confidence)
  }
}

extension ShipmentJSON.CheckpointJSON {
  init(_ checkpoint: Checkpoint) {
    let place = checkpoint.place
    self.init(
      time: checkpoint.time?.iso, zone: checkpoint.time?.zone.rawValue,
      state: checkpoint.meaning.status?.state.rawValue, detail: checkpoint.meaning.status?.detail?.rawValue,
      code: checkpoint.code, text: checkpoint.text,
      place: place.isEmpty
        ? nil
        : ShipmentJSON.PlaceJSON(name: place.name, city: place.city, postcode: place.postalCode, country: place.country)
    )
  }
}

extension Timestamp {
  /// `2026-11-24T12:04:00Z`.
  var rfc3339: String { CivilTime(self, offset: 0).iso + "Z" }
}

extension DeliveryWindow {
  /// A day, or a clock reading at the destination where one is known.
  fileprivate var start: String { DeliveryWindow.text(from, fromMinute) }
  fileprivate var end: String { DeliveryWindow.text(to, toMinute) }

  private static func text(_ day: CivilDate, _ minute: Int?) -> String {
    guard let minute, let time = CivilTime(day, hour: minute / 60, minute: minute % 60) else { return day.iso }
    return String(time.iso.dropLast(3))
  }
}
