import Tracking

/// What one step of retention did.
public struct Retained: Hashable, Sendable {
  public var shipments = 0
  public var subscriptions = 0

  public init() {}

  public var isNothing: Bool { shipments == 0 && subscriptions == 0 }
}

extension PrivacyStore {
  /// One step of retention in one short transaction, at most `limit` rows of a kind. Call it again until it has
  /// nothing to do.
  ///
  /// - Shipments that ended `days` ago lose what is personal (`Shipment.cleared`).
  /// - Subscriptions go with the last shipment they are about; those that were withdrawn, or never confirmed, when
  ///   the link to confirm has ended. The proof of consent stays, without the address.
  public func retain(days: Int64, at now: Timestamp, limit: Int) async throws -> Retained {
    let ended = now.adding(hours: -24 * days)
    let dead = now.adding(hours: -24 * Subscription.confirmDays)
    let (done, ids) = try await database.transaction { connection in
      var done = Retained()
      let rows = try connection.shipmentRows(endedShipments, [.integer(ended.milliseconds), SQLValue(max(limit, 0))])
      for row in rows { try connection.clear(row) }
      done.shipments = rows.count
      done.subscriptions = try connection.execute(
        forgetSubscriptions, [.integer(dead.milliseconds), .integer(ended.milliseconds), SQLValue(max(limit, 0))])
      // Samples of codes are carriers' words.
      try connection.execute(forgetSamples, [.integer(ended.milliseconds)])
      return (done, rows.map(\.shipment.id))
    }
    tell(ids)
    return done
  }
}

extension Connection {
  fileprivate func clear(_ row: ShipmentRow) throws {
    var shipment = row.shipment.cleared
    // A poll that had begun before must not put back what it had read.
    shipment.version += 1
    try update(row.seq, to: shipment, indexed: false)
    try storeCheckpoints(shipment.checkpoints, of: row.seq, known: try checkpointRows(row.seq))
    try execute(forgetReasons, [.integer(row.seq)])
    try execute(markCleared, [.integer(row.seq)])
  }
}

/// Conditions that the index of retention and its statements share, word for word. Without the table's name before
/// columns, which an index does not take.
enum Retention {
  /// When a shipment that is over ended.
  static let end = "coalesce(closed_at, state_since, last_seen_at, created_at)"
  /// Closed by the shop, or as `Status.isTerminal`; never null, so that it can be denied.
  static let isOver = """
    (state IN ('delivered', 'returned', 'cancelled', 'expired')
    OR (state = 'exception' AND coalesce(detail, '') IN ('lost', 'disposed')) OR closed_at IS NOT NULL)
    """
  static let holdsPersonal = "\(isOver) AND (cleared_version IS NULL OR cleared_version <> version)"
  /// The shipments of a subscription.
  static let ofSubscription = """
    shipment.shop = subscription.shop AND ((subscription.scope = 'shipment' AND shipment.id = subscription.subject)
    OR (subscription.scope = 'order' AND shipment.order_number = subscription.subject))
    """
}

let endedShipments = SQL(
  """
  SELECT \(ShipmentRow.columns) FROM shipment WHERE \(Retention.holdsPersonal) AND \(Retention.end) < $1
  ORDER BY \(Retention.end) LIMIT $2
  """)

/// Reasons that people wrote may name somebody.
private let forgetReasons = SQL("UPDATE desk_action SET why = NULL WHERE shipment = $1 AND why IS NOT NULL")

private let markCleared = SQL("UPDATE shipment SET cleared_version = version WHERE seq = $1")

let forgetSubscriptions = SQL(
  """
  DELETE FROM subscription WHERE seq IN (
    SELECT subscription.seq FROM subscription WHERE subscription.asked_at < $1 AND (
      subscription.withdrawn_at < $1 OR subscription.confirmed_at IS NULL
      OR (subscription.asked_at < $2 AND NOT EXISTS (
        SELECT 1 FROM shipment WHERE \(Retention.ofSubscription)
        AND NOT (\(Retention.isOver) AND \(Retention.end) < $2))))
    LIMIT $3)
  """)

private let forgetSamples = SQL(
  "UPDATE unrecognized_code SET sample = NULL WHERE last_seen < $1 AND sample IS NOT NULL")
