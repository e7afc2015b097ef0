import Logging
import Storage
import Synchronization
import Tracking
import VirtualTime

@testable import Polling

/// A real store in memory, a clock that the test moves, and a carrier in a closure.
final class PollingWorld: Sendable {
  struct Asked: Sendable, Equatable {
    let number: String
    let at: Timestamp
  }

  /// The carrier's answer for one number at a moment.
  typealias Carrier = @Sendable (_ number: String, _ at: Timestamp) async -> Outcome

  let clock: VirtualClock
  let database: WatchedDatabase
  let shipments: ShipmentStore
  let states: AccountStore
  private let log = Mutex<[Asked]>([])

  init(speed: Double = 1) async throws {
    clock = VirtualClock(speed: speed)
    database = WatchedDatabase(try await SQLiteDatabase.inMemory(at: clock.now()), work: clock.work)
    shipments = ShipmentStore(database)
    states = AccountStore(database)
    let shop = Shop(id: "shop", brand: Brand(name: "Shop", color: "#123456"))
    try await ShopStore(database).save(shop, at: clock.now())
  }

  /// Every number asked for so far, in order.
  var asked: [Asked] { log.withLock { $0 } }
  /// The clock's milliseconds of each request since `start`.
  func moments(since start: Timestamp) -> [Int64] { asked.map { $0.at.milliseconds - start.milliseconds } }

  /// Adds `count` shipments that are due now.
  @discardableResult
  func add(_ count: Int, source: Shipment.Source = .api, prefix: String = "N") async throws -> [ShipmentID] {
    let new = (0..<count).map { index in
      Shipment(
        id: ShipmentID("\(prefix)-\(index)"), shop: "shop", carrier: "test", number: "\(prefix)\(index)",
        source: source, createdAt: clock.now())
    }
    return try await shipments.add(new, at: clock.now()).map(\.shipment.id)
  }

  func service(
    _ limits: AccountLimits = AccountLimits(), owner: Int64 = 1, carrier: @escaping Carrier = { _, _ in .tracked }
  ) -> PollingService {
    let account = PollingAccount(name: "test", carrier: "test", limits: limits) { shipments in
      var observations: [Observation] = []
      for shipment in shipments {
        let now = self.clock.now()
        self.log.withLock { $0.append(Asked(number: shipment.number, at: now)) }
        observations.append(PollingWorld.observation(shipment.number, await carrier(shipment.number, now), now))
      }
      return Task.isCancelled ? nil : PollingAccount.Reply(observations: observations, requests: 1)
    }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return PollingService(
      accounts: [account], shipments: shipments, states: states, clock: clock, owner: LeaseOwner(rawValue: owner),
      logger: logger)
  }

  /// Runs `service` while the clock goes on by `seconds`, then ends it as a crash of the process would not:
  /// requests are cancelled, what is stored stays.
  func run(_ service: PollingService, seconds: Int64, then: @Sendable () async throws -> Void = {}) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: clock.work) { try await service.run() }
      try await pass(seconds: seconds)
      try await then()
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  /// Lets `seconds` pass, from one awaited moment to the next, everything being done before the clock moves on.
  func pass(seconds: Int64) async throws {
    try await clock.run(until: clock.now().adding(seconds: seconds))
  }

  private static func observation(_ number: String, _ outcome: Outcome, _ now: Timestamp) -> Observation {
    guard outcome == .tracked else { return Observation(number: number, outcome: outcome) }
    let time = CarrierTime(
      civil: CivilTime(now.adding(hours: -1), offset: 0), offset: 0, zone: .stated, precision: .second, raw: "t")
    let point = Checkpoint(time: time, meaning: .status(Status(.inTransit, .moving)), code: "T")
    return Observation(number: number, outcome: .tracked, checkpoints: [point])
  }
}
