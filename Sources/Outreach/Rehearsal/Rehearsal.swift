import HTTPTypes
import Storage
import Tracking

/// Sends events and mails about a made-up shipment, so that a shop can try its endpoints and see its mails. Nothing is
/// stored, nothing is repeated.
public struct Rehearsal: Sendable {
  /// What came of one.
  public struct Outcome: Hashable, Sendable {
    /// Of the receiver's answer; nil where there was none, and for mails.
    public var status: Int?
    public var isDelivered: Bool
    /// For people, without addresses.
    public var words: String
    public var milliseconds: Int
  }

  private let desk: MailDesk
  private let webhooks: WebhookTransport
  private let mailer: MailSender
  private let wall: @Sendable () -> Timestamp

  /// - Parameter wall: webhook timestamps, and the time that the made-up shipment lives in.
  public init(
    desk: MailDesk, webhooks: @escaping WebhookTransport, mailer: @escaping MailSender,
    wall: @escaping @Sendable () -> Timestamp
  ) {
    self.desk = desk
    self.webhooks = webhooks
    self.mailer = mailer
    self.wall = wall
  }

  /// A signed event with `"test": true`.
  ///
  /// - Parameters:
  ///   - rules: of the shop; one that belongs to `kind` is shown as given.
  ///   - mark: random; makes the event's id its own.
  public func event(
    _ kind: News.Kind, to endpoint: WebhookEndpoint, shop: Shop, rules: [IncentiveRule] = [], mark: String
  ) async -> Outcome {
    let now = wall()
    let shipment = SampleShipment.make(kind, shop: shop, at: now)
    let news = News(kind: kind, shipment: shipment.id, episode: "test", at: now, isBad: kind.isUsuallyBad)
    let facts = EventFacts(
      rehearsing: news, of: shipment, shop: shop, incentive: incentive(rules, kind, at: now))
    var body = EventBody(facts, page: desk.page(shipment, shop, 1))
    body.isTest()
    guard let bytes = (try? body.json()).map({ Array($0.utf8) }),
      let request = WebhookRequest(
        id: "evt_test_" + mark, body: bytes,
        secrets: endpoint.secrets(at: now).compactMap(WebhookSecret.init), url: endpoint.url
      ).request(at: now)
    else { return Outcome(isDelivered: false, words: "the address or the secret is not usable", milliseconds: 0) }
    return await timed {
      do {
        let status = try await webhooks(request, bytes).status.code
        return (status, (200...299).contains(status), "\(status)")
      } catch {
        return (nil, false, String("\(error)".prefix(200)))
      }
    }
  }

  /// The mail that a customer would get.
  ///
  /// - Parameter number: another one for each mail.
  public func mail(
    _ kind: News.Kind, to address: MailAddress, language: String, shop: Shop, rules: [IncentiveRule] = [],
    number: Int64
  ) async -> Outcome {
    let now = wall()
    let shipment = SampleShipment.make(kind, shop: shop, at: now)
    guard let id = SubscriptionID(bytes: [UInt8](repeating: 0, count: 16)) else {
      return Outcome(isDelivered: false, words: "no subscription could be made up", milliseconds: 0)
    }
    let reader = Subscription(
      rehearsing: id, of: shipment, address: address, language: language,
      textVersion: MailDesk.consentTextVersion, at: now)
    let job = MailJob(
      rehearsing: kind, of: shipment, to: reader, shop: shop, incentive: incentive(rules, kind, at: now),
      number: number, at: now)
    guard let envelope = desk.envelope(for: job, at: now) else {
      return Outcome(
        isDelivered: false, words: "the shop has no sender, no pages, or no such language", milliseconds: 0)
    }
    return await timed {
      let outcome = await mailer(envelope)
      if case .accepted(let words) = outcome { return (nil, true, words) }
      return (nil, false, "\(outcome.word): \(outcome.words)")
    }
  }

  private func incentive(_ rules: [IncentiveRule], _ kind: News.Kind, at now: Timestamp) -> Incentive? {
    rules.first { $0.kinds.contains(kind) }.map { Incentive(rehearsing: $0, for: kind, at: now) }
  }

  private func timed(_ work: () async -> (Int?, Bool, String)) async -> Outcome {
    let start = ContinuousClock.now
    let (status, isDelivered, words) = await work()
    let (seconds, attoseconds) = start.duration(to: .now).components
    return Outcome(
      status: status, isDelivered: isDelivered, words: words,
      milliseconds: Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000))
  }
}

extension News.Kind {
  /// Whether news of this kind usually costs the customer something; for made-up ones.
  fileprivate var isUsuallyBad: Bool {
    switch self {
    case .delayAtRisk, .delayLate, .delayStalled, .delayNotScanned, .delayNotHandedOver, .pickupExpiring,
      .shipmentAttemptFailed, .shipmentException, .shipmentReturning, .shipmentReturned, .shipmentExpired:
      true
    default: false
    }
  }
}
