import Foundation
import Storage
import Tracking

/// Claim → commit, page reads and idle memory of the store, beside raw SQLite in the same run.
@main
struct StorageBench {
  static let start = Timestamp(seconds: 1_795_338_000)
  static let batch = 256

  static func main() async throws {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 50_000
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("storage-bench-\(getpid())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }

    print("\(count) shipments with 6 checkpoints each; CPU is that of the whole process")
    let floor = try await measureFloor(directory, count)
    let database = try await SQLiteDatabase.open(path: directory.appendingPathComponent("t.sqlite").path, at: start)
    let store = ShipmentStore(database)
    try await ShopStore(database).save(sampleShop, at: start)
    try await fill(store, count)
    let visible = try await Meter.measure("claim → commit, one new checkpoint each") {
      try await poll(store, at: start, addingCheckpoint: true)
    }
    print("  that is \(String(format: "%.1f", visible.cpu / floor.cpu)) × the CPU of the floor")
    try await Meter.measure("claim → commit, nothing new") {
      try await poll(store, at: start.adding(hours: 5), addingCheckpoint: false)
    }
    for readers in [1, 8] {
      try await Meter.measure("page read, readers: \(readers)") { try await readPages(store, count, readers) }
    }
    try database.close()
    try await measureOpening(directory)
  }

  private static func measureFloor(_ directory: URL, _ count: Int) async throws -> Meter {
    let floor = try Floor(path: directory.appendingPathComponent("floor.sqlite").path, shipments: count)
    return try await Meter.measure("floor: the same writes in SQLite's C interface") {
      try floor.drain(now: 1, next: 1_000, batch: Int64(batch))
    }
  }

  private static func fill(_ store: ShipmentStore, _ count: Int) async throws {
    try await Meter.measure("add") {
      for first in stride(from: 0, to: count, by: 1000) {
        let new = (first..<min(first + 1000, count)).map(sampleShipment)
        _ = try await store.add(new, at: start)
      }
      return count
    }
  }

  /// Claims, alters and commits until nothing is due; says how many.
  private static func poll(_ store: ShipmentStore, at now: Timestamp, addingCheckpoint: Bool) async throws -> Int {
    let owner = LeaseOwner(rawValue: 1)
    var done = 0
    while true {
      let claimed = try await store.claimDue(at: now, carrier: "dhl", limit: batch, owner: owner, leaseSeconds: 60)
      if claimed.isEmpty { return done }
      let changes = claimed.map { polled($0, at: now, addingCheckpoint: addingCheckpoint) }
      let conflicts = try await store.commit(changes, owner: owner, at: now).conflicts
      precondition(conflicts.isEmpty, "nobody else is here")
      done += claimed.count
    }
  }

  private static func readPages(_ store: ShipmentStore, _ count: Int, _ readers: Int) async throws -> Int {
    let each = 10_000 / readers
    try await withThrowingTaskGroup(of: Void.self) { group in
      for reader in 0..<readers {
        group.addTask {
          for index in 0..<each {
            let page = try await store.page(ShipmentID("id-\((reader * each + index) * 7919 % count)"))
            precondition(page != nil, "every shipment is there")
          }
        }
      }
      try await group.waitForAll()
    }
    return each * readers
  }

  /// What a restarted daemon pays: opening, and the first figures of `status`.
  private static func measureOpening(_ directory: URL) async throws {
    let path = directory.appendingPathComponent("t.sqlite").path
    let clock = ContinuousClock()
    let began = clock.now
    let database = try await SQLiteDatabase.open(path: path, at: start)
    let opened = clock.now
    _ = try await ShipmentStore(database).overview(at: start)
    print("opening \(began.duration(to: opened)), overview \(opened.duration(to: clock.now))")
    try database.close()
  }
}
