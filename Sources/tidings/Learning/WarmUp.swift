import Foresight
import Polling
import Site
import Storage
import Tracking

/// Learns from past orders before the daemon starts: theirs and the stored shipments', day by day, as if the daemon had
/// lived through them.
enum WarmUp {
  /// What was learned, not stored yet.
  struct Result: Sendable {
    var learning: Learning
    var through: Int64
    var orders: Int
    /// Shipments of the database that taught too.
    var shipments: Int
  }

  /// - Parameter progress: called with the share that is done.
  static func learn(
    _ orders: [PastOrder], store: LearningStore, at now: Timestamp, progress: (Double) -> Void = { _ in }
  ) async throws -> Result {
    let through = try await store.lastSequence()
    var replay = try await store.replay()
    let stored = replay.count
    for (index, order) in orders.enumerated() {
      replay.add(
        ShipmentID("history-\(index)"), order.lane, handover: order.handover,
        promise: order.promise, arrived: order.delivered)
    }
    let learning = replay.run(through: ClosingTime.lastOver(at: now), progress: progress)
    return Result(learning: learning, through: through, orders: orders.count, shipments: stored)
  }

  /// Replaces what was learned so far.
  static func save(_ result: Result, in store: LearningStore, at now: Timestamp) async throws {
    let state = result.learning.encoded()
    try await store.save(
      StoredLearning(through: result.through, forecaster: state.forecaster, rest: state.rest), judgesOpen: true, at: now
    )
  }
}
