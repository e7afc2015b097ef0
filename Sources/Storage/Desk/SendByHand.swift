import Tracking

/// What became of "tell them now".
public enum SentByHand: Hashable, Sendable {
  /// So many messages are due at once.
  case queued(Int)
  /// Nobody has confirmed that they want news of this shipment. Consent is never overruled.
  case nobody
  /// The shipment has no such news, or none yet.
  case noSuchNews
  case noSuchShipment
}

extension DeskStore {
  /// Sends one piece of a shipment's news to everybody who confirmed that they want to be told about it, whatever was
  /// wished for, held, superseded, or sent before.
  ///
  /// - Parameter sequence: of the news; nil: the newest.
  public func sendByHand(
    _ id: ShipmentID, news sequence: Int64?, note: DeskNote, at now: Timestamp
  ) async throws -> SentByHand {
    try await database.transaction { connection in
      guard let row = try connection.shipmentRows(shipmentByID, [.text(id.rawValue)]).first else {
        return .noSuchShipment
      }
      let news =
        if let sequence {
          try connection.integer(newsOfShipment, [.integer(row.seq), .integer(sequence)])
        } else {
          try connection.integer(newestNews, [.integer(row.seq)])
        }
      guard let news else { return .noSuchNews }
      let queued = try connection.execute(
        queueByHand,
        [
          .integer(news), .text(row.shipment.shop.rawValue), .text(id.rawValue), SQLValue(row.shipment.order),
          .integer(now.milliseconds),
        ])
      guard queued > 0 else { return .nobody }
      try connection.note(.send, of: row.seq, note, at: now)
      return .queued(queued)
    }
  }
}

private let newsOfShipment = SQL("SELECT sequence FROM news WHERE shipment = $1 AND sequence = $2")

private let newestNews = SQL("SELECT max(sequence) FROM news WHERE shipment = $1")

// A new `created_at` makes a new Message-ID: a mailbox must not take it for the mail it has already. What is being
// handed over at this moment is left alone.
private let queueByHand = SQL(
  """
  INSERT INTO delivery (kind, news, subscription, state, attempts, next_attempt_at, created_at, by_hand)
  SELECT 'news', $1, subscription.seq, 'pending', 0, $5, $5, 1 FROM subscription
  WHERE shop = $2 AND stop_asked_at IS NULL AND confirmed_at IS NOT NULL
  AND ((scope = 'shipment' AND subject = $3) OR (scope = 'order' AND subject = $4))
  ON CONFLICT (subscription, news) DO UPDATE SET state = 'pending', attempts = 0, result = NULL, settled_at = NULL,
    next_attempt_at = excluded.next_attempt_at, created_at = excluded.created_at, by_hand = 1, lease_owner = NULL,
    lease_until = NULL
  WHERE delivery.state <> 'sending'
  """)
