import CarrierKit
import Crypto
import Foundation
import HTTPTypes
import Localization
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Tracking
import Transport

@testable import Site

/// A site on a free port of loopback with a real database in memory, a clock that tests turn, and a client.
struct RunningSite: Sendable {
  let port: Int
  let shipments: ShipmentStore
  let shops: ShopStore
  let clock: TestClock
  let client: CurlTransport
  let tokens: PageTokens
  let news: SiteNews
  let desk: SiteAPI
  let outbox: OutboxStore
  /// "GET /v1/shipments/{id}" of every route.
  let routes: [String]
  let database: SQLiteDatabase

  static let masterKey = SymmetricKey(data: Data(repeating: 7, count: 32))
  static let noon = Timestamp(seconds: 1_795_521_840)  // 2026-11-24T12:04:00Z

  /// Runs `body` against a site that has two shops with a key each, then shuts it down gracefully.
  static func run(
    quota: Int = 250, mayWantPostcode: Bool = false, perMinute: Int = 100_000,
    listen: ListenAddress = .tcp(host: "127.0.0.1", port: 0), view: OperatorView = OperatorView(),
    _ body: @Sendable (RunningSite) async throws -> Void
  ) async throws {
    let clock = TestClock(noon)
    let database = try await SQLiteDatabase.inMemory(at: noon)
    let pages = PageInvalidation()
    let shipments = ShipmentStore(database) { pages.drop($0) }
    let shops = ShopStore(database)
    try await shops.save(fjordlicht, at: noon)
    try await shops.save(mohnblume, at: noon)
    _ = try await shops.addKey(secret: secret, shop: fjordlicht.id, name: "test", at: noon)
    _ = try await shops.addKey(secret: otherSecret, shop: mohnblume.id, name: "test", at: noon)
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    var configuration = SiteConfiguration(listen: listen, masterKey: masterKey)
    configuration.trustedProxies = ["127.0.0.1/32"].compactMap { AddressBlock($0) }
    configuration.defaultShop = fjordlicht.id
    configuration.operatorView = view
    configuration.requestsPerMinute = perMinute
    let news = SiteNews(
      subscriptions: SubscriptionStore(database, box: SecretBox(masterKey: masterKey)),
      incentives: IncentiveStore(database), tokens: SubscriptionTokens(masterKey: masterKey), textVersion: "test",
      sendsMail: true,
      makeID: {
        var generator = SystemRandomNumberGenerator()
        return SubscriptionID.random(using: &generator)
      })
    let api = SiteAPI(
      database, box: SecretBox(masterKey: masterKey),
      random: { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      },
      trial: { endpoint, _, kind in
        EventTrialResult(status: 204, words: "\(kind.rawValue) to \(endpoint.url)", milliseconds: 3)
      })
    let service = SiteService(
      configuration, shipments: shipments, shops: shops,
      carriers: CarrierShelf(try book(quota: quota, mayWantPostcode: mayWantPostcode)),
      catalogs: try Catalogs(files: catalogFiles), clock: SiteClock(now: { clock.now }),
      makeID: {
        var generator = SystemRandomNumberGenerator()
        return ShipmentID.random(using: &generator)
      },
      api: api, pages: pages, news: news, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      onReady: { announce.yield($0.port ?? 0) })
    let group = ServiceGroup(services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      var port = 0
      for await found in ports {
        port = found
        break
      }
      let client = CurlTransport(TransportConfiguration(allowsPlainLoopback: true))
      let site = RunningSite(
        port: port, shipments: shipments, shops: shops, clock: clock, client: client,
        tokens: PageTokens(masterKey: masterKey), news: news, desk: api,
        outbox: OutboxStore(database, box: SecretBox(masterKey: masterKey)), routes: service.routes, database: database)
      do {
        try await body(site)
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await client.shutDown(grace: .zero)
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  // MARK: asking

  struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: String
  }

  func get(_ path: String, host: String? = nil, headers: HTTPFields = [:]) async throws -> Answer {
    try await send(.get, path, host: host, headers: headers, body: "")
  }

  func head(_ path: String) async throws -> Answer {
    try await send(.head, path, host: nil, headers: [:], body: "")
  }

  func post(_ path: String, host: String? = nil, headers: HTTPFields, body: String) async throws -> Answer {
    try await send(.post, path, host: host, headers: headers, body: body)
  }

  func form(_ path: String, _ body: String, headers: HTTPFields = [:]) async throws -> Answer {
    var headers = headers
    headers[.contentType] = "application/x-www-form-urlencoded"
    return try await send(.post, path, host: nil, headers: headers, body: body)
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, host: String?, headers: HTTPFields, body: String
  ) async throws -> Answer {
    var request = HTTPRequest(
      method: method, scheme: "http", authority: "127.0.0.1:\(port)", path: path, headerFields: headers)
    if let host, let name = HTTPField.Name("Host") { request.headerFields[name] = host }
    let (response, bytes) = try await client.send(
      request, body: Array(body.utf8), limits: TransferLimits(redirects: 0))
    return Answer(
      status: response.status.code, headers: response.headerFields, body: String(decoding: bytes, as: UTF8.self))
  }

  /// With the key of the first shop, or another.
  func api(
    _ method: HTTPRequest.Method = .get, _ path: String, _ body: String = "", type: String = "application/json",
    key: String = RunningSite.secret, headers: HTTPFields = [:]
  ) async throws -> Answer {
    var fields: HTTPFields = [.authorization: "Bearer \(key)", .contentType: type]
    for field in headers { fields[field.name] = field.value }
    return try await send(method, path, host: nil, headers: fields, body: body)
  }

  /// The path of a shipment's page.
  func path(_ id: ShipmentID, scope: LinkScope = .shipment, version: Int = 1) -> String {
    "/t/" + (tokens.token(for: id, scope: scope, version: version) ?? "")
  }

  /// The path of an order's page.
  func orderPath(_ page: ShipmentPage) -> String? {
    PageLinks(tokens: tokens).order(page).map { String($0.trimmingPrefix("https://track.fjordlicht.example")) }
  }

  /// Stores a shipment that a carrier has answered for.
  @discardableResult
  func add(_ change: (inout Shipment) -> Void = { _ in }) async throws -> Shipment {
    var generator = SystemRandomNumberGenerator()
    var shipment = Shipment(
      id: .random(using: &generator), shop: RunningSite.fjordlicht.id, carrier: "dhl",
      number: "00340434161094042557", order: "4711", destination: Destination(country: "DE", postalCode: "30449"),
      items: [Item(name: "Pendelleuchte Fjell")], createdAt: RunningSite.noon)
    shipment.status = Status(.delivered, .neighbor)
    shipment.stateSince = RunningSite.noon
    shipment.lastSeenAt = RunningSite.noon
    shipment.receivedBy = "Weber"
    change(&shipment)
    _ = try await shipments.add([shipment], at: RunningSite.noon)
    let stored = try await shipments.find(shipment.id) ?? shipment
    shipment.version = stored.version + 1
    _ = try await shipments.commit(
      [Change(shipment: shipment, baseVersion: stored.version)], owner: nil, at: RunningSite.noon)
    return shipment
  }
}

/// A clock that stands until a test turns it.
final class TestClock: Sendable {
  private let state: Mutex<Timestamp>

  init(_ start: Timestamp) { state = Mutex(start) }

  var now: Timestamp { state.withLock { $0 } }

  func advance(seconds: Int64) {
    state.withLock { $0 = $0.adding(seconds: seconds) }
  }
}
