import Tracking

/// All that was said, or not said, about a shipment, and why: for the one who is asked by a customer.
public struct MessageLog: Hashable, Sendable {
  /// Since when a person holds the news back; nil: they flow.
  public var heldSince: Timestamp?
  /// Oldest first.
  public var actions: [DeskAction]
  public var readers: [LoggedReader]
  /// All news, oldest first, also those that nobody was told.
  public var news: [LoggedNews]
  /// Oldest first; the questions of the double opt-in stand here too.
  public var messages: [LoggedMessage]
  /// What was given to the order.
  public var incentive: Incentive?
}

/// A piece of news in the log.
public struct LoggedNews: Hashable, Sendable {
  public var sequence: Int64
  public var kind: News.Kind
  public var at: Timestamp
  public var isBad: Bool
  /// Whether messages were made of it; until then nothing can be said about why.
  public var isExpanded: Bool
}

/// Somebody who asked for news; the address is masked.
public struct LoggedReader: Hashable, Sendable {
  public var address: String
  public var isWholeOrder: Bool
  public var wishes: Wishes
  public var askedAt: Timestamp
  public var confirmedAt: Timestamp?
  public var stoppedAt: Timestamp?
}

/// One message to one reader or endpoint.
public struct LoggedMessage: Hashable, Sendable {
  public enum Receiver: Hashable, Sendable {
    /// Masked.
    case reader(String)
    /// An endpoint's id.
    case endpoint(String)
  }

  public var receiver: Receiver
  /// Nil for the question of the double opt-in.
  public var news: Int64?
  public var kind: News.Kind?
  public var state: DeliveryState
  public var isByHand: Bool
  public var attempts: Int
  /// What came of the last attempt, or why there was none; without addresses.
  public var result: String?
  /// Not before; while it waits.
  public var dueAt: Timestamp?
  public var createdAt: Timestamp
  public var settledAt: Timestamp?
  /// What the reader agreed to; nil for an endpoint.
  public var consent: Consent?

  /// Why a reader may be written to.
  public struct Consent: Hashable, Sendable {
    public var wishes: Wishes
    public var confirmedAt: Timestamp?
  }
}

extension DeskStore {
  /// Nil where there is no such shipment.
  public func log(of id: ShipmentID) async throws -> MessageLog? {
    try await database.read { connection in
      guard let row = try connection.shipmentRows(shipmentByID, [.text(id.rawValue)]).first else { return nil }
      let subjects: [SQLValue] = [
        .text(row.shipment.shop.rawValue), .text(id.rawValue), SQLValue(row.shipment.order),
      ]
      let questions = try connection.rows(questionsAbout, subjects, LoggedMessage.init(row:))
      let told = try connection.rows(messagesOf, [.integer(row.seq)], LoggedMessage.init(row:))
      return MessageLog(
        heldSince: try connection.integer(heldSince, [.integer(row.seq)]).map(Timestamp.init(milliseconds:)),
        actions: try connection.deskActions(of: row.seq),
        readers: try connection.rows(readersOf, subjects) { LoggedReader(try SubscriptionRow($0).subscription) },
        news: try connection.rows(newsOf, [.integer(row.seq)], LoggedNews.init(row:)),
        messages: (questions + told).sorted { ($0.createdAt, $0.news ?? 0) < ($1.createdAt, $1.news ?? 0) },
        incentive: try connection.incentive(for: row.shipment))
    }
  }
}

extension LoggedReader {
  fileprivate init(_ subscription: Subscription) {
    address = masked(subscription.address)
    isWholeOrder = subscription.subject.scope == .order
    wishes = subscription.wishes
    askedAt = subscription.askedAt
    confirmedAt = subscription.confirmedAt
    stoppedAt = subscription.stopAskedAt
  }
}

extension LoggedNews {
  fileprivate init(row: any SQLRow) throws {
    var columns = Columns(row)
    sequence = try columns.integer("news.sequence")
    kind = try columns.requiredWord("news.kind")
    at = try columns.time("news.at")
    isBad = try columns.flag("news.is_bad")
    isExpanded = columns.time() != nil
  }
}

extension LoggedMessage {
  fileprivate init(row: any SQLRow) throws {
    var columns = Columns(row)
    news = columns.integer()
    kind = try columns.word("news.kind")
    state = try columns.requiredWord("delivery.state")
    isByHand = try columns.flag("delivery.by_hand")
    attempts = try columns.int("delivery.attempts")
    result = columns.text()
    let due = try columns.time("delivery.next_attempt_at")
    dueAt = state == .pending ? due : nil
    createdAt = try columns.time("delivery.created_at")
    settledAt = columns.time()
    let endpoint = columns.text()
    let address = columns.text()
    let wishes = try columns.word("subscription.wishes", as: Wishes.self)
    let confirmedAt = columns.time()
    receiver = endpoint.map { .endpoint($0) } ?? .reader(masked(address ?? ""))
    consent = wishes.map { Consent(wishes: $0, confirmedAt: confirmedAt) }
  }
}

private func masked(_ address: String) -> String { MailAddress(address)?.masked ?? "…" }

private let messageColumns = """
  news.sequence, news.kind, delivery.state, delivery.by_hand, delivery.attempts, delivery.result,
  delivery.next_attempt_at, delivery.created_at, delivery.settled_at, webhook_endpoint.id, subscription.address,
  subscription.wishes, subscription.confirmed_at
  FROM delivery LEFT JOIN news ON news.sequence = delivery.news
  LEFT JOIN webhook_endpoint ON webhook_endpoint.seq = delivery.endpoint
  LEFT JOIN subscription ON subscription.seq = delivery.subscription
  """

private let messagesOf = SQL(
  """
  SELECT \(messageColumns) WHERE delivery.news IN (SELECT sequence FROM news WHERE shipment = $1)
  ORDER BY delivery.seq
  """)

private let aboutShipment = """
  subscription.shop = $1 AND ((subscription.scope = 'shipment' AND subscription.subject = $2)
  OR (subscription.scope = 'order' AND subscription.subject = $3))
  """

private let questionsAbout = SQL(
  """
  SELECT \(messageColumns) WHERE delivery.kind = 'confirm' AND \(aboutShipment)
  ORDER BY delivery.seq
  """)

private let readersOf = SQL(
  "SELECT \(SubscriptionRow.columns) FROM subscription WHERE \(aboutShipment) ORDER BY subscription.seq")

private let newsOf = SQL(
  "SELECT sequence, kind, at, is_bad, expanded_at FROM news WHERE shipment = $1 ORDER BY sequence")

private let heldSince = SQL("SELECT at FROM shipment_hold WHERE shipment = $1")
