import Crypto
import Foundation
import HTTPTypes
import Localization
import Storage
import Synchronization
import Testing
import Tracking

@testable import Outreach

/// A clock that stands until a test moves it; waiting for a moment moves it there.
final class StandingClock: Timekeeper {
  private let moment: Mutex<Timestamp>
  let speed = 1.0

  init(_ start: Timestamp) { moment = Mutex(start) }

  func now() -> Timestamp { moment.withLock(\.self) }

  func move(to later: Timestamp) { moment.withLock { $0 = max($0, later) } }

  func sleep(until later: Timestamp) async throws {
    try Task.checkCancellation()
    move(to: later)
    await Task.yield()
  }
}

/// One shop, one parcel, and everything outreach works with; no network.
struct OutreachWorld {
  static let start = Timestamp(seconds: 1_795_338_000)
  static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let key = SymmetricKey(data: [UInt8](repeating: 3, count: 32))

  let database: SQLiteDatabase
  let shipments: ShipmentStore
  let outbox: OutboxStore
  let endpoints: WebhookEndpointStore
  let subscriptions: SubscriptionStore
  let clock = StandingClock(OutreachWorld.start)
  let desk: MailDesk
  let parcel: Shipment

  /// - Parameter sending: what the outbox works on; the database itself unless a test stands between.
  init(sending: (SQLiteDatabase) -> any Database = { $0 }) async throws {
    database = try await SQLiteDatabase.inMemory(at: Self.start)
    shipments = ShipmentStore(database)
    let box = SecretBox(masterKey: Self.key)
    outbox = OutboxStore(sending(database), box: box)
    endpoints = WebhookEndpointStore(database, box: box)
    subscriptions = SubscriptionStore(database, box: box)
    desk = try Self.desk()
    try await ShopStore(database).save(Self.shop, at: Self.start)
    parcel = Shipment(
      id: "00112233445566778899aabbccddeeff", shop: "fjordlicht", carrier: "dhl", number: "00340434161094042557",
      order: "4711-20", destination: Destination(country: "DE"), createdAt: Self.start)
    _ = try await shipments.add([parcel], at: Self.start)
  }

  static let shop = Shop(
    id: "fjordlicht",
    brand: Brand(
      name: "Fjordlicht", color: "#123c8c", imprintURL: "https://fjordlicht.example/imprint",
      contactMail: "hilfe@fjordlicht.example"), country: "DE")

  static func desk() throws -> MailDesk {
    MailDesk(
      catalogs: try Catalogs(directory: root.appendingPathComponent("Catalogs").path),
      tokens: SubscriptionTokens(masterKey: key),
      sender: { Mailbox(name: $0.brand.name, address: "news@fjordlicht.example") },
      base: { _ in "https://track.example" }, carrierName: { _ in "DHL" },
      page: { _, _, version in "https://track.example/t/x\(version)" })
  }

  func service(
    webhooks: @escaping WebhookTransport = { _, _ in HTTPResponse(status: .ok) },
    mailer: @escaping MailSender = { _ in .accepted("250") }, owner: Int64 = 1
  ) -> OutboxService {
    OutboxService(
      outbox: outbox, clock: clock, wall: { [clock] in clock.now() }, owner: LeaseOwner(rawValue: owner), desk: desk,
      webhooks: webhooks, mailer: mailer)
  }

  /// Commits one piece of news.
  func tell(_ kind: News.Kind, isBad: Bool = false) async throws {
    let stored = try #require(try await shipments.find(parcel.id))
    var next = stored
    next.version += 1
    let now = clock.now()
    let news = News(
      kind: kind, shipment: stored.id, episode: "\(kind.rawValue)/\(stored.version)", at: now, isBad: isBad)
    try await shipments.commit(
      [Change(shipment: next, baseVersion: stored.version, news: [news])], owner: nil, at: now)
  }

  func endpoint(_ id: String) async throws {
    try await endpoints.save(
      WebhookEndpoint(
        id: id, shop: "fjordlicht", url: "https://\(id).example/hook", secrets: [Self.secret], createdAt: clock.now()))
  }

  func subscribe(_ number: UInt8, wishes: Wishes = .all) async throws -> SubscriptionID {
    let id = try #require(SubscriptionID(bytes: [UInt8](repeating: number, count: 15) + [1]))
    let request = SubscriptionRequest(
      id: id, shop: "fjordlicht", subject: .shipment(parcel.id),
      address: try #require(MailAddress("anna\(number)@example.org")), language: "de", wishes: wishes,
      textVersion: MailDesk.consentTextVersion, how: "form")
    #expect(try await subscriptions.ask(request, at: clock.now()) == .questionQueued)
    guard case .confirmed = try await subscriptions.confirm(id, how: "button", at: clock.now()) else {
      Issue.record("not confirmed")
      return id
    }
    return id
  }
}

/// What was sent, in order.
final class Sent<Item: Sendable>: Sendable {
  private let items = Mutex<[Item]>([])

  func add(_ item: Item) { items.withLock { $0.append(item) } }
  var all: [Item] { items.withLock(\.self) }
}

/// One webhook as its receiver sees it.
struct Hook: Sendable, Hashable {
  var host: String
  var id: String
  var timestamp: String
  var at: Timestamp
  var body: String

  init(_ request: HTTPRequest, _ body: [UInt8], at now: Timestamp) {
    func field(_ name: String) -> String { HTTPField.Name(name).flatMap { request.headerFields[$0] } ?? "" }
    host = request.authority ?? ""
    id = field("webhook-id")
    timestamp = field("webhook-timestamp")
    at = now
    self.body = String(decoding: body, as: UTF8.self)
  }
}
