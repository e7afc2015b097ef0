import Tracking

/// What becomes of one piece of news: decided here, purely, from all that counts; done by `OutboxStore.expand`.
struct Expansion: Hashable, Sendable {
  /// Endpoints that get the event.
  var endpoints: [Int64]
  var mails: [Mail]
  /// Subscriptions that get nothing of this.
  var unsent: [Unsent] = []
  /// To be tried in this order: the first whose pool has something is given.
  var incentives: [IncentiveRule]

  /// One message to one subscription.
  struct Mail: Hashable, Sendable {
    var subscription: Int64
    var notBefore: Timestamp
  }

  /// A subscription that this news is not for, and why: what a support agent is asked.
  struct Unsent: Hashable, Sendable {
    var subscription: Int64
    var why: String
  }

  /// Seconds that must lie between two messages to one subscription, unless the news is bad. What comes meanwhile
  /// takes the place of what waits.
  static let restSeconds: Int64 = 1800

  /// Seconds in which the other parcels of an order may say the same, to be told in one message.
  static let bundleSeconds: Int64 = 60

  /// All that counts.
  struct Facts: Sendable {
    var news: News
    var shipment: Shipment
    var shop: Shop
    /// Of its order, itself included.
    var parcels = 1
    var endpoints: [(seq: Int64, endpoint: WebhookEndpoint)] = []
    var subscriptions: [Subscriber] = []
    var rules: [IncentiveRule] = []
  }

  /// A subscription, and when something was last sent to it.
  struct Subscriber: Sendable {
    var seq: Int64
    var subscription: Subscription
    var lastSentAt: Timestamp?
  }

  /// The shop gets every event its endpoints want. A customer gets what they confirmed and wished for, bad news at
  /// once.
  static func decide(_ facts: Facts, at now: Timestamp) -> Expansion {
    let news = facts.news
    var mails: [Mail] = []
    var unsent: [Unsent] = []
    for subscriber in facts.subscriptions {
      if let why = refusal(of: news, by: subscriber.subscription, facts.shipment) {
        unsent.append(Unsent(subscription: subscriber.seq, why: why))
      } else {
        mails.append(Mail(subscription: subscriber.seq, notBefore: earliest(facts, subscriber, at: now)))
      }
    }
    return Expansion(
      endpoints: facts.endpoints.filter { $0.endpoint.wants(news.kind) }.map(\.seq), mails: mails, unsent: unsent,
      incentives: facts.shipment.closing == nil ? facts.rules.filter { $0.applies(to: news, of: facts.shipment) } : [])
  }

  /// Why this reader is not told; nil where they are.
  private static func refusal(of news: News, by subscription: Subscription, _ shipment: Shipment) -> String? {
    if shipment.closing != nil { return "closed" }
    if subscription.stopAskedAt != nil { return "withdrawn" }
    if subscription.confirmedAt == nil { return "not confirmed" }
    return subscription.wishes.want(news) ? nil : "not wished: \(subscription.wishes.rawValue)"
  }

  /// Calm news rest after the last message, and all wait for the morning; what would be of no use by then does not.
  private static func earliest(_ facts: Facts, _ reader: Subscriber, at now: Timestamp) -> Timestamp {
    var wanted = facts.news.isBad ? now : rested(reader.lastSentAt, at: now)
    if case .order = reader.subscription.subject, facts.parcels > 1 {
      wanted = max(wanted, now.adding(seconds: bundleSeconds))
    }
    let night = Night(
      hours: facts.shop.quietHours ?? .usual,
      zone: TimeZones.zone(country: facts.shipment.destination.country, fallback: facts.shop.country))
    return night.earliest(wanted, for: facts.news, of: facts.shipment)
  }

  private static func rested(_ last: Timestamp?, at now: Timestamp) -> Timestamp {
    last.map { max(now, $0.adding(seconds: restSeconds)) } ?? now
  }
}
