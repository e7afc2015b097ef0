import Tracking

/// A message to a customer, under a lease: what it is made of.
public struct MailJob: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// The question of the double opt-in; the order's number where there is one.
    case question(order: String?)
    case news(Told)
  }

  /// News with all that a message about it says.
  public struct Told: Hashable, Sendable {
    public var kind: News.Kind
    public var shipment: Shipment
    public var linkVersion: Int
    public var incentive: Incentive?
  }

  public var content: Content
  public var subscription: Subscription
  public var shop: Shop
  /// Made so far.
  public var attempts: Int
  public var queuedAt: Timestamp
  let seq: Int64
  /// Other parcels of the order that are told in the same message, and their deliveries.
  public var others: [Told] = []
  var otherSeqs: [Int64] = []

  /// Stable over attempts and restarts; for the Message-ID.
  public var id: String { "m\(seq).\(queuedAt.milliseconds)" }
}

/// What came of handing a message over.
public enum MailFate: Hashable, Sendable {
  case sent
  case retry(at: Timestamp)
  case gaveUp
}

extension OutboxStore {
  /// Takes messages that are due, the longest due first. Nothing may be sent before `begin` said so.
  public func claimMails(
    at now: Timestamp, limit: Int, owner: LeaseOwner, leaseUntil: Timestamp
  ) async throws -> [MailJob] {
    try await database.transaction { connection in
      // Whoever was sending these has died, and nobody wants them any more.
      if try connection.execute(dropAbandoned, [.integer(now.milliseconds)]) > 0 {
        try connection.finishWithdrawals(at: now)
      }
      let claimed = try connection.rows(
        claimDeliveries,
        [
          .integer(owner.rawValue), .integer(leaseUntil.milliseconds), .integer(now.milliseconds),
          SQLValue(max(limit, 0)),
        ], ClaimedMail.init)
      let due = claimed.sorted { ($0.due, $0.seq) < ($1.due, $1.seq) }
      return MailJob.bundled(try due.compactMap { try connection.job($0) })
    }
  }

  /// The last look before a message leaves, in a transaction of its own: whether the lease is still held, the message
  /// was not superseded, and its reader still wants it. From then until `settle` a withdrawal is not complete.
  public func begin(_ job: MailJob, owner: LeaseOwner, at now: Timestamp) async throws -> Bool {
    try await database.transaction { connection in
      // A person held, closed or removed one of the parcels meanwhile: the message is made anew without it.
      if try job.seqs.contains(where: { try connection.integer(mayLeave, [.integer($0)]) == nil }) {
        for seq in job.seqs { try connection.execute(giveBack, [.integer(seq), .integer(owner.rawValue)]) }
        return false
      }
      // One reader, so all begin or none, but for what newer news replaced: that is told again then.
      return try job.seqs.count {
        try connection.execute(beginMail, [.integer($0), .integer(owner.rawValue), .integer(now.milliseconds)]) > 0
      } > 0
    }
  }

  /// Ends what `begin` began. Ignored where the lease went to somebody else meanwhile.
  ///
  /// - Parameter result: for people; without the address.
  public func settle(
    _ job: MailJob, _ fate: MailFate, result: String, owner: LeaseOwner, at now: Timestamp
  ) async throws {
    try await database.transaction { connection in
      var next: Timestamp?
      let state: DeliveryState
      switch fate {
      case .sent: state = .sent
      case .gaveUp: state = .gaveUp
      case .retry(let moment):
        state = .pending
        next = moment
      }
      for seq in job.seqs {
        try connection.execute(
          settleMail,
          [
            .integer(seq), .integer(owner.rawValue), SQLValue(word: state), SQLValue(next), .text(result),
            .integer(now.milliseconds),
          ])
        try connection.execute(dropUnwanted, [.integer(seq), .integer(now.milliseconds)])
        try connection.execute(holdAgain, [.integer(seq)])
      }
      try connection.finishWithdrawals(at: now)
    }
  }

  /// When the next message is due; may be past, nil where none waits.
  public func nextMail(at now: Timestamp) async throws -> Timestamp? {
    try await database.read { connection in
      try connection.integer(earliestMail, [.integer(now.milliseconds)]).map(Timestamp.init(milliseconds:))
    }
  }
}

/// The columns of a claimed delivery.
private struct ClaimedMail {
  let seq: Int64
  let subscription: Int64
  let news: Int64?
  let attempts: Int
  let due: Int64
  let queuedAt: Timestamp

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    seq = try columns.integer("delivery.seq")
    subscription = try columns.integer("delivery.subscription")
    news = columns.integer()
    attempts = try columns.int("delivery.attempts")
    due = try columns.integer("delivery.next_attempt_at")
    queuedAt = try columns.time("delivery.created_at")
  }
}

extension Connection {
  fileprivate func job(_ claimed: ClaimedMail) throws -> MailJob? {
    guard let row = try row(subscriptionBySeq, [.integer(claimed.subscription)], SubscriptionRow.init),
      let shop = try shop(row.subscription.shop), let content = try content(of: claimed, row.subscription)
    else { return nil }
    return MailJob(
      content: content, subscription: row.subscription, shop: shop, attempts: claimed.attempts,
      queuedAt: claimed.queuedAt, seq: claimed.seq)
  }

  private func content(of claimed: ClaimedMail, _ subscription: Subscription) throws -> MailJob.Content? {
    guard let news = claimed.news else { return .question(order: try order(of: subscription)) }
    guard let shipment = try shipment(shipmentOfNews, [.integer(news)]),
      let kind = try row(kindOfNews, [.integer(news)], { News.Kind(rawValue: $0.text(0) ?? "") }).flatMap(\.self)
    else { return nil }
    return .news(
      MailJob.Told(
        kind: kind, shipment: shipment, linkVersion: try pageLinkVersion(of: shipment),
        incentive: try incentive(for: shipment)))
  }

  private func order(of subscription: Subscription) throws -> String? {
    switch subscription.subject {
    case .order(let number): number
    case .shipment(let id): try shipment(shipmentByID, [.text(id.rawValue)])?.order
    }
  }
}

let dropAbandoned = SQL(
  """
  UPDATE delivery SET state = 'dropped', result = 'abandoned, then \(unwantedWord)', settled_at = $1,
    lease_owner = NULL, lease_until = NULL
  WHERE state = 'sending' AND subscription IS NOT NULL AND state IN ('pending', 'sending') AND lease_until <= $1
  AND (\(unwanted))
  """)

private let claimDeliveries = SQL(
  """
  UPDATE delivery SET state = 'pending', lease_owner = $1, lease_until = $2 WHERE seq IN (
    SELECT seq FROM delivery WHERE subscription IS NOT NULL AND state IN ('pending', 'sending')
    AND next_attempt_at <= $3 AND (lease_until IS NULL OR lease_until <= $3) ORDER BY next_attempt_at LIMIT $4)
  RETURNING seq, subscription, news, attempts, next_attempt_at, created_at
  """)

private let beginMail = SQL(
  """
  UPDATE delivery SET state = 'sending', attempts = attempts + 1
  WHERE seq = $1 AND lease_owner = $2 AND lease_until > $3 AND state = 'pending' AND EXISTS (
    SELECT 1 FROM subscription WHERE subscription.seq = delivery.subscription AND subscription.stop_asked_at IS NULL
    AND (delivery.kind = 'confirm' OR subscription.confirmed_at IS NOT NULL))
  AND (delivery.by_hand = 1 OR NOT EXISTS (
    SELECT 1 FROM news JOIN shipment_hold ON shipment_hold.shipment = news.shipment
    WHERE news.sequence = delivery.news))
  """)

private let settleMail = SQL(
  """
  UPDATE delivery SET state = $3, next_attempt_at = coalesce($4, next_attempt_at), result = $5,
    settled_at = CASE WHEN $3 = 'pending' THEN NULL ELSE $6 END, lease_owner = NULL, lease_until = NULL
  WHERE seq = $1 AND lease_owner = $2 AND state = 'sending'
  """)

/// A delivery that nobody wants any more: its reader wants no more, or newer news of the same shipment are there.
private let unwanted = """
  EXISTS (
    SELECT 1 FROM subscription WHERE subscription.seq = delivery.subscription
    AND subscription.stop_asked_at IS NOT NULL)
  OR EXISTS (
    SELECT 1 FROM delivery AS newer JOIN news AS newest ON newest.sequence = newer.news
    JOIN news AS own ON own.sequence = delivery.news
    WHERE newer.subscription = delivery.subscription AND newer.news > delivery.news
    AND newest.shipment = own.shipment AND newer.state IN ('pending', 'held', 'sending', 'sent'))
  """
private let unwantedWord = "withdrawn or superseded"

private let dropUnwanted = SQL(
  """
  UPDATE delivery SET state = 'dropped', result = '\(unwantedWord)', settled_at = $2
  WHERE seq = $1 AND state = 'pending' AND (\(unwanted))
  """)

private let mayLeave = SQL(
  """
  SELECT 1 FROM delivery WHERE seq = $1 AND state <> 'held' AND NOT (state = 'dropped' AND coalesce(result, '') = 'closed')
  """)

private let giveBack = SQL(
  """
  UPDATE delivery SET lease_owner = NULL, lease_until = NULL
  WHERE seq = $1 AND lease_owner = $2 AND state = 'pending'
  """)

/// What was being tried when a person began to hold the shipment's news.
private let holdAgain = SQL(
  """
  UPDATE delivery SET state = 'held' WHERE seq = $1 AND state = 'pending' AND by_hand = 0 AND news IN (
    SELECT news.sequence FROM news JOIN shipment_hold ON shipment_hold.shipment = news.shipment)
  """)

private let earliestMail = SQL(
  """
  SELECT next_attempt_at FROM delivery WHERE subscription IS NOT NULL AND state IN ('pending', 'sending')
  AND (lease_until IS NULL OR lease_until <= $1) ORDER BY next_attempt_at LIMIT 1
  """)

private let subscriptionBySeq = SQL("SELECT \(SubscriptionRow.columns) FROM subscription WHERE seq = $1")

private let shipmentOfNews = SQL(
  "SELECT \(ShipmentRow.columns) FROM shipment WHERE seq = (SELECT shipment FROM news WHERE sequence = $1)")

private let kindOfNews = SQL("SELECT kind FROM news WHERE sequence = $1")
