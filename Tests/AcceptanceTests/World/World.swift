import CarrierKit
import Crypto
import Foundation
import HTTPTypes
import Localization
import Logging
import Polling
import Sandbox
import ServiceLifecycle
import Site
import Storage
import Testing
import Tracking
import Transport
import VirtualTime

@testable import tidings

/// The whole program in this process: carriers on real sockets, the real services, a real database in memory, on a
/// clock that jumps.
struct World: Sendable {
  let clock: VirtualClock
  let sandbox: Sandbox
  let wire: Wire
  let shipments: ShipmentStore
  let accounts: AccountStore
  let links: PageLinks
  let port: Int

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  static let shop = DemoStage.shop

  /// Runs `body` in a world that begins at `start` and knows `shipments`, each asked through the API beside it.
  /// - Parameters:
  ///   - speed: how coarse the loops' own waiting is; looking for work every half second becomes every ten minutes.
  ///   - orders: past ones that were imported before.
  static func run(
    at start: Timestamp, speed: Double = 1200, sandbox parcels: [SandboxParcel], shipments: [(Shipment, SandboxAPI)],
    learnedFrom orders: [PastOrder] = [], _ body: @Sendable @escaping (World) async throws -> Void
  ) async throws {
    let clock = VirtualClock(start, speed: speed)
    let sandbox = Sandbox(limits: { _ in SandboxQuota() }, now: { clock.now() })
    for parcel in parcels { await sandbox.add(parcel) }
    let database = WatchedDatabase(try await SQLiteDatabase.inMemory(at: start), work: clock.work)
    try await ShopStore(database).save(shop, at: start)
    _ = try await ShipmentStore(database).add(shipments.map(\.0), at: start)
    if !orders.isEmpty {
      let learning = LearningStore(database)
      try await WarmUp.save(try await WarmUp.learn(orders, store: learning, at: start), in: learning, at: start)
    }
    let server = SandboxServer(sandbox, logger: quiet)
    let carriers = ServiceGroup(services: [server], logger: quiet)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await carriers.run() }
      let base = "http://127.0.0.1:\(try #require(await server.port()))"
      let wire = Wire()
      let polled = accounts(
        Dictionary(shipments.map { ($0.0.number, $0.1) }) { first, _ in first }, base: base, clock: clock, wire: wire)
      do {
        try await serve(database, polled, clock, sandbox, wire, body)
      } catch {
        await carriers.triggerGracefulShutdown()
        throw error
      }
      await carriers.triggerGracefulShutdown()
      try await group.waitForAll()
    }
  }

  private static func serve(
    _ database: WatchedDatabase, _ polled: [PollingAccount], _ clock: VirtualClock, _ sandbox: Sandbox, _ wire: Wire,
    _ body: @Sendable @escaping (World) async throws -> Void
  ) async throws {
    var site = SiteConfiguration(
      listen: .tcp(host: "127.0.0.1", port: 0), masterKey: SymmetricKey(size: .bits256))
    site.defaultShop = shop.id
    let program = Program(
      database: database, carriers: InProcess.catalog, catalogs: try Catalogs(directory: root + "/Catalogs"),
      accounts: polled, clock: clock, site: site,
      messages: Messages(from: nil, relay: nil, transport: wire.transport, tenants: wire.transport), logger: quiet)
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let services = try program.services { announce.yield($0.port ?? 0) }
    let daemon = ServiceGroup(services: services, logger: quiet)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: clock.work) { try await daemon.run() }
      var iterator = ports.makeAsyncIterator()
      let world = World(
        clock: clock, sandbox: sandbox, wire: wire, shipments: ShipmentStore(database),
        accounts: AccountStore(database),
        links: PageLinks(tokens: PageTokens(masterKey: site.masterKey), publicBase: ""),
        port: try #require(await iterator.next()))
      do {
        try await body(world)
      } catch {
        await daemon.triggerGracefulShutdown()
        throw error
      }
      // Ended by its own request, as SIGTERM does it: everything must let go.
      await wire.transport.shutDown(grace: .zero)
      await daemon.triggerGracefulShutdown()
      try await group.waitForAll()
    }
  }

  /// One account a carrier; each number goes through its own API.
  private static func accounts(
    _ roles: [String: SandboxAPI], base: String, clock: VirtualClock, wire: Wire
  ) -> [PollingAccount] {
    Set(roles.values.map(\.carrier)).sorted { $0.rawValue < $1.rawValue }.map { carrier in
      var inquiries: [SandboxAPI: CarrierInquiry] = [:]
      for api in Set(roles.values) where api.carrier == carrier {
        guard let manifest = InProcess.catalog[carrier]?.api(api.id) else { continue }
        let account = CarrierAccount(
          carrier: carrier, api: api.id, secrets: SandboxCredentials.secrets(for: carrier), base: base)
        inquiries[api] = CarrierInquiry(api: manifest, account: account, clock: clock, transport: wire.carrierTransport)
      }
      return PollingAccount(
        name: "test-\(carrier)", carrier: carrier, limits: AccountLimits(concurrency: 8)
      ) { [inquiries] shipments in
        guard let first = shipments.first, let api = roles[first.number], let inquiry = inquiries[api] else {
          return nil
        }
        return await clock.work.during { await inquiry.ask(shipments.map { Ask($0) }) }
      }
    }
  }

  /// The tracking page of a shipment as a browser gets it, over HTTP.
  func page(_ shipment: Shipment, language: String) async throws -> String {
    let page = try #require(try await shipments.page(shipment.id))
    let answer = try await get(try #require(links.page(page)) + "?l=" + language)
    #expect(answer.status == 200)
    return answer.body
  }

  func get(_ path: String) async throws -> (status: Int, body: String) {
    let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: path)
    let (response, bytes) = try await wire.transport.send(request)
    return (response.status.code, String(decoding: bytes, as: UTF8.self))
  }

  /// The page's headline without its markup.
  func headline(_ shipment: Shipment, language: String) async throws -> String {
    let html = try await page(shipment, language: language)
    let match = try #require(html.firstMatch(of: #/<h1[^>]*>(.*?)</h1>/#))
    return String(match.1).replacing(#/<[^>]+>/#, with: "").replacing("\u{a0}", with: " ").replacing(
      "&nbsp;", with: " ")
  }

  func stored(_ shipment: Shipment) async throws -> Shipment {
    try #require(try await shipments.find(shipment.id))
  }
}
