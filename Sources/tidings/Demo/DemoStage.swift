import CarrierKit
import Crypto
import Foresight
import Foundation
import Logging
import Polling
import Sandbox
import ServiceLifecycle
import Site
import Storage
import StrictYAML
import Tracking
import Transport

/// The demo's world: a clock, the sandbox, a temporary database with the sample shop, and the program around them.
struct DemoStage: Sendable {
  let program: Program
  let sandbox: SandboxServer
  let post: DemoPost
  let scene: DemoScene
  let links: PageLinks
  let secret: String
  let folder: String
  let speed: Double

  static let shop = Shop(
    id: "fjordlicht",
    brand: Brand(
      name: "Fjordlicht", color: "#123c8c", mark: "M12 3v4M5 21l7-14 7 14M8 15h8",
      homeURL: "https://fjordlicht.example/",
      imprintURL: "https://fjordlicht.example/imprint", privacyURL: "https://fjordlicht.example/privacy",
      contactMail: "help@fjordlicht.example"),
    languages: ["en", "de"], country: "DE", carriers: ["dhl", "hermes", "dpd", "gls"])

  /// Builds everything; nothing runs yet. The sandbox listens once `services` run.
  static func set(
    port: Int, speed: Double, logger: Logger, registry: PrometheusRegistry
  ) async throws -> DemoStage {
    let wall = Timestamp(Date())
    let opening = DemoScene.opening(near: wall)
    // The clock starts at the scene's opening, not at the wall's moment.
    let clock = RunningClock(start: wall, speed: speed) { Timestamp(Date()) }
    let shift = opening.milliseconds - wall.milliseconds
    let keeper = ShiftedClock(clock: clock, shift: shift)
    let sandbox = Sandbox { keeper.now() }
    let scene = DemoScene(at: opening)
    await scene.enter(sandbox)
    let port = port == 0 ? try FreePort.find() : port
    let sandboxPort = try FreePort.find()
    let server = SandboxServer(sandbox, port: sandboxPort, logger: logger)

    let folder = FileManager.default.temporaryDirectory.path + "/tidings-demo-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let database = try await SQLiteDatabase.open(path: folder + "/tidings.sqlite", at: opening)
    let shops = ShopStore(database)
    try await shops.save(shop, at: opening)
    var generator = SystemRandomNumberGenerator()
    let secret = APISecret.make(using: &generator)
    try await shops.addKey(secret: secret, shop: shop.id, name: "demo", at: opening)
    _ = try await ShipmentStore(database).add(scene.parcels.map { shipment(of: $0, at: opening) }, at: opening)

    try await learn(database, at: opening)

    guard let shipped = DataFiles.directory("Carriers") else { throw CarrierFolders.nowhere }
    let (catalog, problems) = CarrierCatalog.load(directories: [shipped])
    for problem in problems.list { Console.note(problem.description) }
    let transport = CurlTransport(TransportConfiguration(allowsPlainLoopback: true))
    let accounts = try await DemoAccounts.make(
      scene: scene, catalog: catalog, base: "http://127.0.0.1:\(sandboxPort)", clock: keeper, transport: transport)

    var site = SiteConfiguration(
      listen: .tcp(host: "127.0.0.1", port: port), masterKey: SymmetricKey(size: .bits256))
    site.defaultShop = shop.id
    site.allowsPlainWebhooks = true
    // Mails need whole addresses, before the site listens.
    site.publicBase = "http://127.0.0.1:\(port)"
    let post = try DemoPost()
    try await post.furnish(database, box: SecretBox(masterKey: site.masterKey), shop: shop.id, at: opening)
    let heartbeat = Heartbeat()
    site.operatorView = OperatorView(
      heartbeat: heartbeat,
      figures: ProgramFigures(
        registry: registry, shipments: ShipmentStore(database),
        outbox: OutboxStore(database, box: SecretBox(masterKey: site.masterKey)), clock: keeper,
        version: Tidings.version),
      readers: [])
    let program = Program(
      database: database, carriers: catalog, catalogs: try Installation.catalogs(), accounts: accounts, clock: keeper,
      site: site, messages: post.messages(transport), logger: logger, priors: try PriorsFile.load(),
      heartbeat: heartbeat)
    return DemoStage(
      program: program, sandbox: server, post: post, scene: scene,
      links: PageLinks(tokens: PageTokens(masterKey: site.masterKey), publicBase: ""), secret: secret, folder: folder,
      speed: speed)
  }

  /// Past orders of the shop, taken in as `tidings foresight import` takes them.
  private static func learn(_ database: any Database, at now: Timestamp) async throws {
    let csv = PastOrders.csv(carrier: "gls", through: ClosingTime.lastOver(at: now))
    let (orders, _) = HistoryCSV.read(csv, shop: shop.id, carriers: ["gls"])
    let bar = Progress("learning from \(orders.count) past orders")
    let store = LearningStore(database)
    let result = try await WarmUp.learn(orders, store: store, at: now) { bar.show($0) }
    try await WarmUp.save(result, in: store, at: now)
  }

  func services(onReady: @escaping @Sendable (BoundAddress) async -> Void) throws -> [any Service] {
    try [sandbox] + post.services(program.logger) + program.services(onReady: onReady)
  }

  /// Removes the temporary database.
  func clear() {
    try? (program.database as? SQLiteDatabase)?.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func shipment(of parcel: DemoScene.Parcel, at now: Timestamp) -> Shipment {
    var shipment = Shipment(
      id: Program.newID(), shop: shop.id, carrier: parcel.carrier, number: parcel.number, order: parcel.order,
      promise: parcel.promise, destination: parcel.destination, language: parcel.language, items: parcel.items,
      source: .api, createdAt: now)
    shipment.orderValue = Money(amount: "89.00", currency: "EUR")
    return shipment
  }
}
