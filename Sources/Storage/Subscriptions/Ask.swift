import Tracking

/// What a customer filled into the form.
public struct SubscriptionRequest: Hashable, Sendable {
  /// Random; used where the subscription is new.
  public var id: SubscriptionID
  public var shop: ShopID
  public var subject: SubscriptionSubject
  public var address: MailAddress
  public var language: String
  public var wishes: Wishes
  /// Of the text beside the form.
  public var textVersion: String
  /// For the proof: "form on the page".
  public var how: String

  public init(
    id: SubscriptionID, shop: ShopID, subject: SubscriptionSubject, address: MailAddress, language: String,
    wishes: Wishes, textVersion: String, how: String
  ) {
    self.id = id
    self.shop = shop
    self.subject = subject
    self.address = address
    self.language = language
    self.wishes = wishes
    self.textVersion = textVersion
    self.how = how
  }
}

/// What became of a request. The page answers the same to all of them: it must not tell who gets news.
public enum Asked: Hashable, Sendable {
  /// The question goes out by mail.
  case questionQueued
  case alreadyConfirmed
  /// The question went out a moment ago, or too often.
  case quiet
}

/// How often somebody is asked whether they want news: the form is open to everybody, the mailbox belongs to one.
public enum AskLimits {
  /// Between two questions about the same subject.
  static let restSeconds: Int64 = 600
  /// Questions about one subject.
  static let perSubject = 3
  /// Questions to one address in a day, whatever about.
  static let perAddressAndDay: Int64 = 5

  static func allow(askedAt: Timestamp?, asks: Int, toAddressToday today: Int64, at now: Timestamp) -> Bool {
    if let askedAt, now.seconds(since: askedAt) < restSeconds { return false }
    return asks < perSubject && today < perAddressAndDay
  }
}

extension SubscriptionStore {
  /// Notes the request and queues the question (double opt-in). Asked again for the same subject and address, it is
  /// the same subscription; wishes are taken over until it is confirmed.
  public func ask(_ request: SubscriptionRequest, at now: Timestamp) async throws -> Asked {
    try await database.transaction { connection in
      let stored = try connection.row(
        liveSubscription,
        [
          .text(request.shop.rawValue), SQLValue(word: request.subject.scope), .text(request.subject.text),
          SQLValue(word: Channel.email), .text(request.address.text),
        ], SubscriptionRow.init)
      if stored?.subscription.confirmedAt != nil { return .alreadyConfirmed }
      let today = try connection.integer(
        questionsToAddress, [.text(request.address.text), .integer(now.adding(hours: -24).milliseconds)])
      guard
        AskLimits.allow(
          askedAt: stored?.subscription.askedAt, asks: stored?.asks ?? 0, toAddressToday: today ?? 0, at: now)
      else { return .quiet }
      let row = try store(request, over: stored, at: now, in: connection)
      try record(.asked, of: row.subscription, how: request.how, at: now, in: connection)
      try connection.execute(queueQuestion, [.integer(row.seq), .integer(now.milliseconds)])
      return .questionQueued
    }
  }

  private func store(
    _ request: SubscriptionRequest, over stored: SubscriptionRow?, at now: Timestamp, in connection: any Connection
  ) throws -> SubscriptionRow {
    let said: [SQLValue] = [
      .text(request.language), SQLValue(word: request.wishes), .text(request.textVersion), .integer(now.milliseconds),
    ]
    let row: SubscriptionRow?
    if let stored {
      row = try connection.row(askAgain, [.integer(stored.seq)] + said, SubscriptionRow.init)
    } else {
      row = try connection.row(
        insertSubscription,
        [
          .text(request.id.hex), .text(request.shop.rawValue), SQLValue(word: request.subject.scope),
          .text(request.subject.text), SQLValue(word: Channel.email), .text(request.address.text),
        ] + said, SubscriptionRow.init)
    }
    guard let row else { throw StorageError.failed(code: 0, "no row for a subscription") }
    return row
  }
}

private let liveSubscription = SQL(
  """
  SELECT \(SubscriptionRow.columns) FROM subscription
  WHERE shop = $1 AND scope = $2 AND subject = $3 AND channel = $4 AND address = $5 AND stop_asked_at IS NULL
  """)

private let questionsToAddress = SQL(
  "SELECT sum(asks) FROM subscription WHERE address = $1 AND asked_at > $2 AND confirmed_at IS NULL")

private let askAgain = SQL(
  """
  UPDATE subscription SET language = $2, wishes = $3, text_version = $4, asked_at = $5, asks = asks + 1 WHERE seq = $1
  RETURNING \(SubscriptionRow.columns)
  """)

private let insertSubscription = SQL(
  """
  INSERT INTO subscription
    (id, shop, scope, subject, channel, address, language, wishes, text_version, asked_at, asks)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) RETURNING \(SubscriptionRow.columns)
  """)

private let queueQuestion = SQL(
  """
  INSERT INTO delivery (kind, subscription, state, attempts, next_attempt_at, created_at)
  SELECT 'confirm', $1, 'pending', 0, $2, $2 WHERE NOT EXISTS (
    SELECT 1 FROM delivery WHERE subscription = $1 AND kind = 'confirm' AND state IN ('pending', 'sending'))
  """)
