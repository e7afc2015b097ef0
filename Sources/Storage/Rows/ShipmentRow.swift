import Tracking

/// A shipment as the table holds it, without its checkpoints.
///
/// The order of `names`, of `values` and of `init(_:)` is one and the same.
struct ShipmentRow {
  let seq: Int64
  var shipment: Shipment

  /// To be selected or returned; `seq` first.
  static let columns = "seq, " + names.joined(separator: ", ")

  /// What never changes.
  static let identityNames = ["id", "shop", "carrier", "number", "generation", "created_at"]
  /// What indexes hold; written only where it moved, for each of these costs an index entry.
  static let indexedNames = ["order_number", "state", "delay_level"]
  static let plainNames = [
    "promise", "country", "region", "postal_code", "language", "items", "service", "origin", "source", "detail",
    "reason", "needs_action", "state_since", "estimates", "delay", "pickup", "received_by", "is_return",
    "last_polled_at", "last_seen_at", "last_outcome", "failures", "next_poll_at", "next_assess_at", "version",
    "order_value", "announced", "closed_at", "closed_why", "outlook",
  ]
  static let names = identityNames + indexedNames + plainNames

  static func identityValues(_ shipment: Shipment) -> [SQLValue] {
    [
      .text(shipment.id.rawValue), .text(shipment.shop.rawValue), .text(shipment.carrier.rawValue),
      .text(shipment.number), SQLValue(shipment.generation), .integer(shipment.createdAt.milliseconds),
    ]
  }

  static func indexedValues(_ shipment: Shipment) -> [SQLValue] {
    [
      SQLValue(shipment.order), .text(shipment.status.state.rawValue), .text(shipment.delay.level.rawValue),
    ]
  }

  static func plainValues(_ shipment: Shipment) throws -> [SQLValue] {
    [
      SQLValue(shipment.promise), SQLValue(shipment.destination.country), SQLValue(shipment.destination.region),
      SQLValue(shipment.destination.postalCode), SQLValue(shipment.language),
      SQLValue(shipment.items.isEmpty ? nil : try StoredJSON.encode(shipment.items)),
      SQLValue(shipment.service), SQLValue(shipment.origin), .text(shipment.source.rawValue),
      SQLValue(word: shipment.status.detail), SQLValue(word: shipment.status.reason),
      .text(shipment.status.needsAction.rawValue), SQLValue(shipment.stateSince),
      SQLValue(EstimateText.encode(shipment.estimates)),
      SQLValue(shipment.delay == .none ? nil : try StoredJSON.encode(shipment.delay)),
      SQLValue(try shipment.pickup.map(StoredJSON.encode)), SQLValue(shipment.receivedBy),
      SQLValue(shipment.isReturn), SQLValue(shipment.lastPolledAt), SQLValue(shipment.lastSeenAt),
      SQLValue(shipment.lastOutcome), SQLValue(shipment.failures), SQLValue(shipment.nextPollAt),
      SQLValue(shipment.nextAssessAt), SQLValue(shipment.version), SQLValue(shipment.orderValue?.text),
      SQLValue(shipment.announced.map(AnnouncementText.encode)), SQLValue(shipment.closing?.at),
      SQLValue(shipment.closing?.why), SQLValue(shipment.outlook.map(OutlookText.encode)),
    ]
  }

  static func values(_ shipment: Shipment) throws -> [SQLValue] {
    try identityValues(shipment) + indexedValues(shipment) + plainValues(shipment)
  }

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    seq = try columns.integer("shipment.seq")
    shipment = try ShipmentRow.identity(&columns)
    let order = columns.text()
    let state = try columns.requiredWord("shipment.state", as: ShipmentState.self)
    _ = columns.text()  // delay_level stands in `delay` too
    shipment.order = order
    try readOrder(&columns)
    try readProgress(&columns, state: state)
    try readSchedule(&columns)
    shipment.orderValue = columns.text().flatMap { Money($0) }
    shipment.announced = try columns.text().map(AnnouncementText.decode)
    let (closedAt, why) = (columns.time(), columns.text())
    shipment.closing = closedAt.map { Closing(at: $0, why: why ?? "") }
    shipment.outlook = try OutlookText.decode(columns.text())
  }

  private static func identity(_ columns: inout Columns) throws -> Shipment {
    Shipment(
      id: ShipmentID(try columns.text("shipment.id")), shop: ShopID(try columns.text("shipment.shop")),
      carrier: CarrierID(try columns.text("shipment.carrier")), number: try columns.text("shipment.number"),
      generation: try columns.int("shipment.generation"), createdAt: try columns.time("shipment.created_at"))
  }

  private mutating func readOrder(_ columns: inout Columns) throws {
    shipment.promise = columns.day()
    shipment.destination = Destination(
      country: columns.text(), region: columns.text(), postalCode: columns.text())
    shipment.language = columns.text()
    shipment.items = try columns.json("shipment.items") ?? []
    shipment.service = columns.text()
    shipment.origin = columns.text()
    shipment.source = try columns.requiredWord("shipment.source")
  }

  private mutating func readProgress(_ columns: inout Columns, state: ShipmentState) throws {
    shipment.status = try Status(
      stored: state, detail: columns.word("shipment.detail"), reason: columns.word("shipment.reason"),
      needsAction: columns.requiredWord("shipment.needs_action"))
    shipment.stateSince = columns.time()
    shipment.estimates = try EstimateText.decode(columns.text())
    shipment.delay = try columns.json("shipment.delay") ?? .none
    shipment.pickup = try columns.json("shipment.pickup")
    shipment.receivedBy = columns.text()
    shipment.isReturn = try columns.flag("shipment.is_return")
  }

  private mutating func readSchedule(_ columns: inout Columns) throws {
    shipment.lastPolledAt = columns.time()
    shipment.lastSeenAt = columns.time()
    shipment.lastOutcome = columns.text()
    shipment.failures = try columns.int("shipment.failures")
    shipment.nextPollAt = columns.time()
    shipment.nextAssessAt = columns.time()
    shipment.version = try columns.int("shipment.version")
  }
}

extension Status {
  /// Exactly what was stored: the usual reason and actor of the detail are not filled in.
  init(stored state: ShipmentState, detail: StateDetail?, reason: Reason?, needsAction: NeedsAction) {
    self.init(state, nil, reason: nil, needsAction: needsAction)
    self.detail = detail
    self.reason = reason
  }
}
