import Tracking

/// What the body of an event is made of.
public struct EventFacts: Hashable, Sendable {
  /// Of the news; the event's id is made from it.
  public var sequence: Int64
  public var news: News
  public var shipment: Shipment
  public var shop: Shop
  /// The version that a page token of the shipment must have.
  public var linkVersion: Int
  /// What was given with this news.
  public var incentive: Incentive?
  /// The trouble that this news is about.
  public var incident: ToldIncident?
}

/// How far an expansion came.
public struct Expanded: Hashable, Sendable {
  public var news = 0
  public var events = 0
  public var mails = 0
}

extension OutboxStore {
  /// Makes deliveries of news that have none yet, oldest first, each piece of news exactly once: the whole is one
  /// transaction, and a delivery's identity is unique besides.
  ///
  /// - Parameter body: writes an event's body, called where an endpoint wants it; stored, so that all attempts say the same.
  public func expand(
    at now: Timestamp, limit: Int, body: @escaping @Sendable (EventFacts) throws -> String
  ) async throws -> Expanded {
    try await database.transaction { connection in
      let taken = try connection.rows(takeNews, [.integer(now.milliseconds), SQLValue(max(limit, 0))], TakenNews.init)
      var expander = Expander(connection: connection, box: box, now: now, body: body)
      for news in taken.sorted(by: { $0.sequence < $1.sequence }) { try expander.expand(news) }
      return expander.done
    }
  }
}

/// A row of news without its shipment's id.
private struct TakenNews {
  let sequence: Int64
  let shipment: Int64
  let kind: News.Kind
  let episode: String
  let at: Timestamp
  let isBad: Bool

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    sequence = try columns.integer("news.sequence")
    shipment = try columns.integer("news.shipment")
    kind = try columns.requiredWord("news.kind")
    episode = try columns.text("news.episode")
    at = try columns.time("news.at")
    isBad = try columns.flag("news.is_bad")
  }
}

/// One expansion's work, inside of its transaction.
private struct Expander {
  let connection: any Connection
  let box: SecretBox
  let now: Timestamp
  let body: @Sendable (EventFacts) throws -> String
  var done = Expanded()
  private var shops: [ShopID: ShopFacts] = [:]

  init(
    connection: any Connection, box: SecretBox, now: Timestamp, body: @escaping @Sendable (EventFacts) throws -> String
  ) {
    self.connection = connection
    self.box = box
    self.now = now
    self.body = body
  }

  private struct ShopFacts {
    let shop: Shop
    let endpoints: [WebhookEndpointRow]
    let rules: [IncentiveRule]
  }

  mutating func expand(_ taken: TakenNews) throws {
    done.news += 1
    guard let shipment = try connection.shipment(shipmentBySeq, [.integer(taken.shipment)]),
      let facts = try shopFacts(shipment.shop)
    else { return }
    let news = News(
      kind: taken.kind, shipment: shipment.id, episode: taken.episode, at: taken.at, isBad: taken.isBad)
    let plan = Expansion.decide(
      Expansion.Facts(
        news: news, shipment: shipment, shop: facts.shop,
        parcels: try connection.parcels(inOrderOf: shipment), endpoints: facts.endpoints.map { ($0.seq, $0.endpoint) },
        subscriptions: try subscribers(of: shipment), rules: facts.rules), at: now)
    let incentive = try grant(plan.incentives, to: shipment, for: news)
    if !plan.endpoints.isEmpty {
      let event = EventFacts(
        sequence: taken.sequence, news: news, shipment: shipment, shop: facts.shop,
        linkVersion: try connection.pageLinkVersion(of: shipment), incentive: incentive,
        incident: try connection.incident(of: news, seq: taken.shipment))
      try write(event, to: plan.endpoints)
    }
    let isHeld = try !plan.mails.isEmpty && connection.isHeld(taken.shipment)
    for mail in plan.mails { try queue(mail, taken, isHeld: isHeld) }
    for unsent in plan.unsent { try note(unsent, taken) }
  }

  private mutating func shopFacts(_ id: ShopID) throws -> ShopFacts? {
    if let known = shops[id] { return known }
    guard let shop = try connection.shop(id) else { return nil }
    let endpoints = try connection.rows(liveEndpoints, [.text(id.rawValue)]) { try WebhookEndpointRow($0, box: box) }
    let facts = ShopFacts(shop: shop, endpoints: endpoints, rules: try connection.incentiveRules(id))
    shops[id] = facts
    return facts
  }

  private func subscribers(of shipment: Shipment) throws -> [Expansion.Subscriber] {
    try connection.rows(
      openSubscribers, [.text(shipment.shop.rawValue), .text(shipment.id.rawValue), SQLValue(shipment.order)]
    ) { row in
      let subscription = try SubscriptionRow(row)
      let last = row.integer(SubscriptionRow.count).map(Timestamp.init(milliseconds:))
      return Expansion.Subscriber(
        seq: subscription.seq, subscription: subscription.subscription, lastSentAt: last)
    }
  }

  private func grant(_ rules: [IncentiveRule], to shipment: Shipment, for news: News) throws -> Incentive? {
    for rule in rules {
      if let incentive = try connection.grant(rule, to: shipment, for: news.kind, at: now) { return incentive }
    }
    return nil
  }

  private mutating func write(_ event: EventFacts, to endpoints: [Int64]) throws {
    try connection.execute(
      insertEvent,
      [
        .integer(event.sequence), .text(event.shop.id.rawValue), SQLValue(word: event.news.kind),
        .integer(event.news.at.milliseconds), .text(try body(event)),
      ])
    for endpoint in endpoints {
      done.events += try connection.execute(
        insertEventDelivery, [.integer(event.sequence), .integer(endpoint), .integer(now.milliseconds)])
    }
  }

  /// The newest news of a shipment takes the place of what waits for the same reader.
  private mutating func queue(_ mail: Expansion.Mail, _ news: TakenNews, isHeld: Bool) throws {
    let added = try connection.execute(
      insertMailDelivery,
      [
        .integer(news.sequence), .integer(mail.subscription), .integer(mail.notBefore.milliseconds),
        .integer(now.milliseconds), SQLValue(word: isHeld ? DeliveryState.held : .pending),
      ])
    done.mails += added
    guard added > 0 else { return }
    try connection.execute(
      supersede,
      [
        .integer(mail.subscription), .integer(news.shipment), .integer(news.sequence), .integer(now.milliseconds),
      ])
  }

  /// Keeps why somebody was not told.
  private func note(_ unsent: Expansion.Unsent, _ news: TakenNews) throws {
    try connection.execute(
      insertUnsent,
      [.integer(news.sequence), .integer(unsent.subscription), .text(unsent.why), .integer(now.milliseconds)])
  }
}

extension Connection {
  fileprivate func parcels(inOrderOf shipment: Shipment) throws -> Int {
    guard let order = shipment.order else { return 1 }
    return Int(try integer(countOfOrder, [.text(shipment.shop.rawValue), .text(order)]) ?? 1)
  }

  /// Whether a person holds back the news of this shipment.
  func isHeld(_ shipment: Int64) throws -> Bool { try integer(holdOf, [.integer(shipment)]) != nil }

  /// The version that a page token of this shipment must have.
  func pageLinkVersion(of shipment: Shipment) throws -> Int {
    Int(
      try integer(shipmentLinkVersion, [.text(shipment.shop.rawValue), .text(shipment.id.rawValue)]) ?? 1)
  }
}

private let takeNews = SQL(
  """
  UPDATE news SET expanded_at = $1 WHERE expanded_at IS NULL AND sequence IN (
    SELECT sequence FROM news WHERE expanded_at IS NULL ORDER BY sequence LIMIT $2)
  RETURNING sequence, shipment, kind, episode, at, is_bad
  """)

private let shipmentBySeq = SQL("SELECT \(ShipmentRow.columns) FROM shipment WHERE seq = $1")

private let countOfOrder = SQL("SELECT count(*) FROM shipment WHERE shop = $1 AND order_number = $2")

private let liveEndpoints = SQL(
  "SELECT \(WebhookEndpointRow.columns) FROM webhook_endpoint WHERE shop = $1 AND disabled_at IS NULL ORDER BY seq")

private let openSubscribers = SQL(
  """
  SELECT \(SubscriptionRow.columns), (
    SELECT max(settled_at) FROM delivery
    WHERE delivery.subscription = subscription.seq AND delivery.state = 'sent' AND delivery.kind = 'news')
  FROM subscription WHERE shop = $1 AND stop_asked_at IS NULL
  AND ((scope = 'shipment' AND subject = $2) OR (scope = 'order' AND subject = $3)) ORDER BY seq
  """)

private let insertEvent = SQL(
  """
  INSERT INTO event (sequence, shop, kind, at, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (sequence) DO NOTHING
  """)

private let insertEventDelivery = SQL(
  """
  INSERT INTO delivery (kind, news, endpoint, state, attempts, next_attempt_at, created_at)
  VALUES ('event', $1, $2, 'pending', 0, $3, $3) ON CONFLICT (endpoint, news) DO NOTHING
  """)

private let insertMailDelivery = SQL(
  """
  INSERT INTO delivery (kind, news, subscription, state, attempts, next_attempt_at, created_at)
  VALUES ('news', $1, $2, $5, 0, $3, $4) ON CONFLICT (subscription, news) DO NOTHING
  """)

private let insertUnsent = SQL(
  """
  INSERT INTO delivery (kind, news, subscription, state, attempts, next_attempt_at, created_at, result, settled_at)
  VALUES ('news', $1, $2, 'dropped', 0, $4, $4, $3, $4) ON CONFLICT (subscription, news) DO NOTHING
  """)

private let holdOf = SQL("SELECT 1 FROM shipment_hold WHERE shipment = $1")

private let supersede = SQL(
  """
  UPDATE delivery SET state = 'dropped', result = 'superseded', settled_at = $4, lease_owner = NULL, lease_until = NULL
  WHERE subscription = $1 AND kind = 'news' AND state IN ('pending', 'held') AND news < $3
  AND news IN (SELECT sequence FROM news WHERE shipment = $2)
  """)

private let shipmentLinkVersion = SQL(
  "SELECT version FROM link_version WHERE shop = $1 AND scope = 'shipment' AND subject = $2")
