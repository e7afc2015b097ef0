import Storage
import Tracking

/// 2026-11-22T09:00:00Z, the moment at which the tests begin.
let start = Timestamp(seconds: 1_795_338_000)
let owner = LeaseOwner(rawValue: 11)
let other = LeaseOwner(rawValue: 22)

func shop(_ id: ShopID = "fjordlicht", hosts: [String] = []) -> Shop {
  Shop(id: id, brand: Brand(name: "Fjordlicht", color: "#1d4e5f"), hosts: hosts)
}

func shipment(
  _ number: String, shop: ShopID = "fjordlicht", carrier: CarrierID = "dhl", order: String? = nil,
  source: Shipment.Source = .api, createdAt: Timestamp = start
) -> Shipment {
  Shipment(
    id: ShipmentID("id-\(shop)-\(carrier)-\(number)-\(source.rawValue)-\(createdAt.milliseconds)"), shop: shop,
    carrier: carrier, number: number, order: order, source: source, createdAt: createdAt)
}

func checkpoint(_ code: String, minutes: Int64 = 0, text: String? = nil) -> Checkpoint {
  let civil = CivilTime(start.adding(seconds: minutes * 60), offset: 3600)
  return Checkpoint(
    time: CarrierTime(civil: civil, offset: 3600, zone: .carrierDefault, precision: .second, raw: civil.iso),
    meaning: .status(Status(.inTransit, .sorted)), code: code, text: text ?? "Sorted (\(code))", language: "en",
    place: Place(city: "Bremen", country: "DE"))
}

/// A database with one shop, and its stores.
struct Fixture {
  let database: SQLiteDatabase
  let shipments: ShipmentStore
  let shops: ShopStore
  let accounts: AccountStore

  init(_ database: SQLiteDatabase) async throws {
    self.database = database
    shipments = ShipmentStore(database)
    shops = ShopStore(database)
    accounts = AccountStore(database)
    try await shops.save(shop(), at: start)
  }

  static func inMemory() async throws -> Fixture {
    try await Fixture(SQLiteDatabase.inMemory(at: start))
  }

  @discardableResult
  func add(_ numbers: [String], carrier: CarrierID = "dhl") async throws -> [Shipment] {
    try await shipments.add(numbers.map { shipment($0, carrier: carrier) }, at: start).map(\.shipment)
  }

  func claim(
    at now: Timestamp = start, carrier: CarrierID = "dhl", limit: Int = 100, owner claimer: LeaseOwner = owner
  ) async throws -> [Shipment] {
    try await shipments.claimDue(at: now, carrier: carrier, limit: limit, owner: claimer, leaseSeconds: 60)
  }
}

extension Shipment {
  /// A change that moves this shipment into transit with these checkpoints before the ones it has.
  func moved(adding added: [Checkpoint] = [checkpoint("AA")], news: [News] = []) -> Change {
    var next = self
    next.status = Status(.inTransit, .sorted)
    next.checkpoints = added + checkpoints
    next.version += 1
    next.nextPollAt = start.adding(hours: 4)
    return Change(shipment: next, baseVersion: version, added: added, news: news)
  }

  func news(_ kind: News.Kind = .shipmentInTransit, episode: String = "in_transit/1") -> News {
    News(kind: kind, shipment: id, episode: episode, at: start, isBad: false)
  }
}
