import Crypto
import Storage
import Testing
import Tracking

let box = SecretBox(masterKey: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))

func subscriptionID(_ number: UInt8) throws -> SubscriptionID {
  try #require(SubscriptionID(bytes: [UInt8](repeating: number, count: 16)))
}

/// A shop with what outreach needs.
struct Outbox {
  let fixture: Fixture
  let outbox: OutboxStore
  let subscriptions: SubscriptionStore
  let endpoints: WebhookEndpointStore
  let incentives: IncentiveStore
  let desk: DeskStore

  init(_ fixture: Fixture) {
    self.fixture = fixture
    outbox = OutboxStore(fixture.database, box: box)
    subscriptions = SubscriptionStore(fixture.database, box: box)
    endpoints = WebhookEndpointStore(fixture.database, box: box)
    incentives = IncentiveStore(fixture.database)
    desk = DeskStore(fixture.database)
  }

  static func inMemory() async throws -> Outbox { Outbox(try await Fixture.inMemory()) }

  /// Commits one piece of news about a shipment as it is stored.
  func tell(
    _ kind: News.Kind, _ number: String = "A1", isBad: Bool = false, episode: String? = nil, at now: Timestamp = start
  ) async throws {
    let stored = try #require(try await fixture.shipments.find(shop: "fjordlicht", carrier: "dhl", number: number))
    var next = stored
    next.version += 1
    let news = News(
      kind: kind, shipment: stored.id, episode: episode ?? "\(kind.rawValue)/\(now.milliseconds)", at: now,
      isBad: isBad)
    let change = Change(shipment: next, baseVersion: stored.version, news: [news])
    let report = try await fixture.shipments.commit([change], owner: nil, at: now)
    #expect(report.news.count == 1)
  }

  @discardableResult
  func expand(at now: Timestamp = start, limit: Int = 100) async throws -> Expanded {
    try await outbox.expand(at: now, limit: limit) { "{\"sequence\":\($0.sequence)}" }
  }

  func endpoint(_ id: String = "ep_1", kinds: Set<News.Kind>? = nil) async throws {
    try await endpoints.save(
      WebhookEndpoint(
        id: id, shop: "fjordlicht", url: "https://shop.example/\(id)", secrets: ["whsec_x"], kinds: kinds,
        createdAt: start))
  }

  func request(
    _ number: UInt8 = 1, subject: SubscriptionSubject, address: String = "anna@example.org", wishes: Wishes = .all
  ) throws -> SubscriptionRequest {
    SubscriptionRequest(
      id: try subscriptionID(number), shop: "fjordlicht", subject: subject,
      address: try #require(MailAddress(address)), language: "de", wishes: wishes, textVersion: "t1", how: "form")
  }

  /// A confirmed subscription to the shipment with this number.
  @discardableResult
  func subscribe(
    _ number: UInt8 = 1, to parcel: String = "A1", wishes: Wishes = .all, address: String = "anna@example.org"
  ) async throws -> SubscriptionID {
    let shipment = try #require(try await fixture.shipments.find(shop: "fjordlicht", carrier: "dhl", number: parcel))
    let request = try request(number, subject: .shipment(shipment.id), address: address, wishes: wishes)
    #expect(try await subscriptions.ask(request, at: start) == .questionQueued)
    guard case .confirmed = try await subscriptions.confirm(request.id, how: "button", at: start) else {
      Issue.record("not confirmed")
      return request.id
    }
    return request.id
  }

  func claimMails(
    at now: Timestamp = start, owner claimer: LeaseOwner = owner
  ) async throws -> [MailJob] {
    try await outbox.claimMails(at: now, limit: 100, owner: claimer, leaseUntil: now.adding(seconds: 60))
  }

  func claimEndpoints(at now: Timestamp = start, owner claimer: LeaseOwner = owner) async throws -> [EndpointRun] {
    try await outbox.claimEndpoints(
      at: now, limit: 10, eventsEach: 3, owner: claimer, leaseUntil: now.adding(seconds: 60))
  }
}

extension MailJob {
  var kind: News.Kind? {
    if case .news(let told) = content { return told.kind }
    return nil
  }
}
