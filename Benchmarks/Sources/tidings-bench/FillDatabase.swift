import Foundation
import Storage
import Tracking

/// Fills a new database for the daemon's benchmarks.
enum FillDatabase {
  static func run(path: String, shipments count: Int) async throws {
    guard !path.isEmpty else { throw BenchFailure("tidings-bench fill FILE SHIPMENTS") }
    let now = Timestamp(Date())
    let database = try await SQLiteDatabase.open(path: path, at: now)
    try await ShopStore(database).save(SampleShipments.shop, at: now)
    let store = ShipmentStore(database)
    for first in stride(from: 0, to: count, by: 2000) {
      _ = try await store.add(
        (first..<min(first + 2000, count)).map { SampleShipments.onItsWay($0, at: now) }, at: now)
    }
    try database.close()
    print("\(count) shipments in \(path)")
  }
}
