import CarrierKit
import Foundation
import HTTPTypes
import Logging
import Polling
import Storage
import Synchronization
import Tracking
import Transport

/// From claim to commit: PollingService, libcurl, a carrier on loopback that answers with 8 kB, SQLite in a file with
/// `synchronous=FULL`; distinct shipments, one number a request. Beside it the transport alone, in turns.
enum PollingBench {
  static func run(shipments: Int, concurrency: Int) async throws {
    let responder = try Responder()
    defer { responder.stop() }
    let transport = CurlTransport(
      TransportConfiguration(allowsPlainLoopback: true, connectionsPerHost: concurrency))
    print(
      "polling (\(shipments) shipments a round, \(concurrency) requests at a time, \(Answers.dhlUnified.utf8.count) B)")
    // The first round warms up both.
    var (polls, raw, share, used) = (Rounds(), Rounds(), Rounds(), Rounds())
    for round in 0..<6 {
      let alone = try await send(shipments, concurrency, transport, responder.port)
      let (whole, cpu) = try await poll(shipments, concurrency, transport, responder.port)
      guard round > 0 else { continue }
      print(String(format: "  round %d: %6.0f polls/s, transport alone %6.0f/s, load %@", round, whole, alone, load()))
      polls.add(whole)
      used.add(cpu)
      raw.add(alone)
      share.add(whole / alone * 100)
    }
    print(
      String(
        format: "  median: %.0f polls/s; transport alone %.0f/s; share %.0f %% (%@); %.0f µs of processor time a poll",
        polls.median, raw.median, share.median, share.spread, used.median))
    await transport.shutDown()
  }

  /// Requests a second of the transport alone.
  private static func send(
    _ count: Int, _ concurrency: Int, _ transport: CurlTransport, _ port: Int
  ) async throws -> Double {
    let began = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<concurrency {
        group.addTask {
          for index in stride(from: worker, to: count, by: concurrency) {
            let request = HTTPRequest(
              method: .get, scheme: "http", authority: "127.0.0.1:\(port)",
              path: "/track/shipments?trackingNumber=\(number(index))&language=de")
            let (response, _) = try await transport.send(request)
            precondition(response.status == .ok, "the carrier answers")
          }
        }
      }
      try await group.waitForAll()
    }
    return Double(count) / (began.duration(to: .now) / .seconds(1))
  }

  /// Polls a second of the whole way, on a fresh database, and this process's microseconds for each.
  private static func poll(
    _ count: Int, _ concurrency: Int, _ transport: CurlTransport, _ port: Int
  ) async throws -> (rate: Double, cpu: Double) {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("tidings-polling-\(getpid())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let clock = RunningClock(start: Timestamp(Date())) { Timestamp(Date()) }
    let database = try await SQLiteDatabase.open(
      path: directory.appendingPathComponent("t.sqlite").path, at: clock.now())
    let (done, finished) = AsyncStream.makeStream(of: Void.self)
    let stored = Atomic(0)
    let store = ShipmentStore(database) { ids in
      if stored.add(ids.count, ordering: .relaxed).newValue >= count { finished.finish() }
    }
    try await fill(store, ShopStore(database), count, at: clock.now())
    let service = try service(store, database, clock, concurrency, transport, port)
    let (began, used) = (ContinuousClock.now, Foundation.clock())
    let running = Task { try await service.run() }
    for await _ in done {}
    let seconds = began.duration(to: .now) / .seconds(1)
    let cpu = Double(Foundation.clock() - used) / Double(CLOCKS_PER_SEC) * 1e6 / Double(count)
    running.cancel()
    _ = await running.result
    guard try await tracked(store) == 12 else { throw BenchFailure("the answers are not stored with their events") }
    try database.close()
    return (Double(count) / seconds, cpu)
  }

  private static func service(
    _ store: ShipmentStore, _ database: SQLiteDatabase, _ clock: RunningClock, _ concurrency: Int,
    _ transport: CurlTransport, _ port: Int
  ) throws -> PollingService {
    guard let api = try CarrierCatalog.load(folder: "Carriers/dhl").api("unified") else {
      throw BenchFailure("no API unified")
    }
    let account = CarrierAccount(
      carrier: "dhl", api: "unified", secrets: ["api_key": "key"], base: "http://127.0.0.1:\(port)")
    let inquiry = CarrierInquiry(api: api, account: account, clock: clock) { request, body in
      try await transport.send(request, body: body)
    }
    let limits = AccountLimits(concurrency: concurrency)
    return PollingService(
      accounts: [PollingAccount(name: "dhl", inquiry: inquiry, carrier: "dhl", limits: limits)], shipments: store,
      states: AccountStore(database), clock: clock, owner: LeaseOwner(rawValue: 1),
      logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
  }

  private static func fill(_ store: ShipmentStore, _ shops: ShopStore, _ count: Int, at now: Timestamp) async throws {
    try await shops.save(SampleShipments.shop, at: now)
    for first in stride(from: 0, to: count, by: 1000) {
      let new = (first..<min(first + 1000, count)).map { index in
        Shipment(
          id: SampleShipments.id(index), shop: SampleShipments.shop.id, carrier: "dhl", number: number(index),
          language: "de", createdAt: Answers.created)
      }
      _ = try await store.add(new, at: now)
    }
  }

  private static func tracked(_ store: ShipmentStore) async throws -> Int {
    try await store.find([SampleShipments.id(0)]).first?.checkpoints.count ?? 0
  }

  /// As long as the number in the prepared answer.
  private static func number(_ index: Int) -> String { "0034043460\(1_000_000_000 + index)" }
}
