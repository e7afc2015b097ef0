import Crypto
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Testing
import Tracking

@testable import tidings

@Suite("Retention in the daemon") struct RetentionServiceTests {
  /// A clock that a test sets; whoever waits for a later moment is told that it has come.
  private struct StandingClock: Timekeeper {
    let moment: Timestamp
    let speed = 1.0
    func now() -> Timestamp { moment }
    func sleep(until moment: Timestamp) async throws {}
  }

  @Test("A round goes on in small steps until nothing is left, and shops and pages hear of it")
  func round() async throws {
    let start = InProcess.start
    let database = try await SQLiteDatabase.inMemory(at: start)
    try await ShopStore(database).save(RunningDaemon.shop, at: start)
    let store = ShipmentStore(database)
    let ids = try await store.add(
      (0..<7).map { number in
        var parcel = Shipment(
          id: ShipmentID("s\(number)"), shop: RunningDaemon.shop.id, carrier: "dhl", number: "N\(number)",
          destination: Destination(country: "DE", postalCode: "10115"), createdAt: start)
        parcel.status = Status(.delivered)
        parcel.stateSince = start
        return parcel
      }, at: start
    ).map(\.shipment.id)
    let dropped = Dropped()
    let privacy = PrivacyStore(database, box: SecretBox(masterKey: SymmetricKey(size: .bits256))) { dropped.add($0) }
    func service(at moment: Timestamp) -> RetentionService {
      RetentionService(
        privacy: privacy, database: database, clock: StandingClock(moment: moment), days: 30, batch: 2,
        logger: Logger(label: "test"))
    }
    try await service(at: start.adding(hours: 24 * 30)).round()
    #expect(dropped.ids == [])
    try await service(at: start.adding(hours: 24 * 30 + 1)).round()
    #expect(Set(dropped.ids) == Set(ids) && dropped.ids.count == 7)
    #expect(try await store.find(ids).allSatisfy { $0.destination.postalCode == nil })
  }
}

/// What a cache of pages was told.
private final class Dropped: Sendable {
  private let list = Mutex<[ShipmentID]>([])
  var ids: [ShipmentID] { list.withLock { $0 } }
  func add(_ ids: [ShipmentID]) { list.withLock { $0 += ids } }
}
