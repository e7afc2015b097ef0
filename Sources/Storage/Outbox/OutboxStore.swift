import Tracking

/// News on their way to people and machines: expanded into deliveries once, claimed under leases, settled.
public struct OutboxStore: Sendable {
  let database: any Database
  let box: SecretBox

  public init(_ database: any Database, box: SecretBox) {
    self.database = database
    self.box = box
  }

  /// Everything that is or was to be sent about a shipment, oldest first: what a support agent wants to see.
  public func deliveries(of shipment: ShipmentID) async throws -> [DeliveryRecord] {
    try await database.read { try $0.rows(deliveriesOfShipment, [.text(shipment.rawValue)], DeliveryRecord.init) }
  }

  /// Deliveries that wait, and the moment since which the oldest does; for metrics.
  public func backlog() async throws -> (count: Int, since: Timestamp?) {
    try await database.read { connection in
      try connection.row(waiting, []) { row in
        (Int(row.integer(0) ?? 0), row.integer(1).map(Timestamp.init(milliseconds:)))
      } ?? (0, nil)
    }
  }

  /// Holds back what is queued for customers about a shipment, or lets it go. Says how many.
  @discardableResult
  public func hold(_ held: Bool, shipment: ShipmentID, at now: Timestamp) async throws -> Int {
    try await database.transaction { connection in
      let (from, to) = held ? ("pending", "held") : ("held", "pending")
      return try connection.execute(
        moveDeliveries, [.text(shipment.rawValue), .text(from), .text(to), .integer(now.milliseconds)])
    }
  }
}

/// The stations of a delivery.
public enum DeliveryState: String, Hashable, Sendable, CaseIterable {
  case pending
  /// A message is being handed over.
  case sending
  case sent
  case gaveUp = "gave_up"
  /// Not to be sent any more: superseded, withdrawn, confirmed.
  case dropped
  case held
}

/// One delivery, for people.
public struct DeliveryRecord: Hashable, Sendable {
  /// Nil for the question of the double opt-in.
  public var news: News.Kind?
  /// The endpoint's id; nil for a mail.
  public var endpoint: String?
  public var state: DeliveryState
  public var attempts: Int
  /// What came of the last attempt, without addresses.
  public var result: String?
  public var createdAt: Timestamp
  public var settledAt: Timestamp?

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    news = try columns.word("news.kind")
    endpoint = columns.text()
    state = try columns.requiredWord("delivery.state")
    attempts = try columns.int("delivery.attempts")
    result = columns.text()
    createdAt = try columns.time("delivery.created_at")
    settledAt = columns.time()
  }
}

private let deliveriesOfShipment = SQL(
  """
  SELECT news.kind, webhook_endpoint.id, delivery.state, delivery.attempts, delivery.result, delivery.created_at,
    delivery.settled_at
  FROM shipment JOIN news ON news.shipment = shipment.seq JOIN delivery ON delivery.news = news.sequence
  LEFT JOIN webhook_endpoint ON webhook_endpoint.seq = delivery.endpoint
  WHERE shipment.id = $1 ORDER BY delivery.seq
  """)

private let waiting = SQL(
  "SELECT count(*), min(created_at) FROM delivery WHERE state IN ('pending', 'sending')")

private let moveDeliveries = SQL(
  """
  UPDATE delivery SET state = $3, next_attempt_at = $4, lease_owner = NULL, lease_until = NULL
  WHERE subscription IS NOT NULL AND state = $2 AND news IN (
    SELECT news.sequence FROM news JOIN shipment ON shipment.seq = news.shipment WHERE shipment.id = $1)
  """)
