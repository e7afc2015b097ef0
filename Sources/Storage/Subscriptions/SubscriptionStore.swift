import Tracking

/// Who wants news, and the proof of it.
public struct SubscriptionStore: Sendable {
  let database: any Database
  let box: SecretBox

  public init(_ database: any Database, box: SecretBox) {
    self.database = database
    self.box = box
  }

  public func find(_ id: SubscriptionID) async throws -> Subscription? {
    try await database.read { try $0.subscription(id)?.subscription }
  }

  /// Other wishes, or another language, from the next news on. Says whether there was such a subscription; one that
  /// was stopped is not changed.
  public func change(_ id: SubscriptionID, wishes: Wishes, language: String) async throws -> Bool {
    try await database.transaction { connection in
      try connection.execute(changeSubscription, [.text(id.hex), SQLValue(word: wishes), .text(language)]) > 0
    }
  }

  /// All that was ever said by the owner of `address`, oldest first.
  public func consents(of address: String) async throws -> [ConsentRecord] {
    let fingerprint = box.fingerprint(address)
    return try await database.read { try $0.rows(consentsOfAddress, [.text(fingerprint)], ConsentRecord.init) }
  }
}

extension Connection {
  func subscription(_ id: SubscriptionID) throws -> SubscriptionRow? {
    try row(subscriptionByID, [.text(id.hex)], SubscriptionRow.init)
  }
}

/// One line of the proof: what was said, when, how, to which text.
public struct ConsentRecord: Hashable, Sendable {
  public enum Event: String, Hashable, Sendable { case asked, confirmed, withdrawn }

  public var event: Event
  public var shop: ShopID
  public var channel: Channel
  public var wishes: Wishes
  public var textVersion: String
  public var language: String
  public var at: Timestamp
  /// In words for a person: "form on the page", "link in a message".
  public var how: String

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    event = try columns.requiredWord("consent.event")
    shop = ShopID(try columns.text("consent.shop"))
    channel = try columns.requiredWord("consent.channel")
    wishes = try columns.requiredWord("consent.wishes")
    textVersion = try columns.text("consent.text_version")
    language = try columns.text("consent.language")
    at = try columns.time("consent.at")
    how = try columns.text("consent.how")
  }
}

extension SubscriptionStore {
  /// Appends to the proof.
  func record(
    _ event: ConsentRecord.Event, of subscription: Subscription, how: String, at now: Timestamp,
    in connection: any Connection
  ) throws {
    try connection.execute(
      insertConsent,
      [
        .text(subscription.shop.rawValue), .text(subscription.id.hex), .text(box.fingerprint(subscription.address)),
        SQLValue(word: subscription.channel), SQLValue(word: event), SQLValue(word: subscription.wishes),
        .text(subscription.textVersion), .text(subscription.language), .integer(now.milliseconds), .text(how),
      ])
  }
}

private let subscriptionByID = SQL("SELECT \(SubscriptionRow.columns) FROM subscription WHERE id = $1")

private let changeSubscription = SQL(
  "UPDATE subscription SET wishes = $2, language = $3 WHERE id = $1 AND stop_asked_at IS NULL")

private let consentsOfAddress = SQL(
  """
  SELECT event, shop, channel, wishes, text_version, language, at, how FROM consent
  WHERE address_fingerprint = $1 ORDER BY seq
  """)

private let insertConsent = SQL(
  """
  INSERT INTO consent (shop, subscription, address_fingerprint, channel, event, wishes, text_version, language, at, how)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  """)
