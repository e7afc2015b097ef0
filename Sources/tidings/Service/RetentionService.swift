import Logging
import Metrics
import ServiceLifecycle
import Storage
import Tracking

/// Lets go of what is personal when its time has come: once an hour, in short transactions with rests between them, so
/// that polls and pages hardly wait.
struct RetentionService: Service {
  let privacy: PrivacyStore
  let database: any Database
  let clock: any Timekeeper
  /// After a parcel's end.
  let days: Int
  var batch = 100
  var logger = Logger(label: "tidings.retention")

  func run() async throws {
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      do {
        try await round()
      } catch is CancellationError {
        break
      } catch {
        logger.error("retention cannot be carried out; trying again", metadata: ["why": "\(error)"])
        Counter(label: "tidings_retention_failures_total").increment()
      }
      try? await rest(until: clock.now().adding(hours: 1))
    }
  }

  /// All that is due now.
  func round() async throws {
    var done = Retained()
    while !Task.isShuttingDownGracefully {
      let step = try await privacy.retain(days: Int64(days), at: clock.now(), limit: batch)
      done.shipments += step.shipments
      done.subscriptions += step.subscriptions
      count("shipment", step.shipments)
      count("subscription", step.subscriptions)
      if step.shipments < batch, step.subscriptions < batch { break }
      try await rest(until: clock.now().adding(milliseconds: clock.milliseconds(in: .milliseconds(50))))
    }
    if done.isNothing { return }
    logger.info(
      "let go of personal data",
      metadata: ["shipments": "\(done.shipments)", "subscriptions": "\(done.subscriptions)"])
    // The log still holds it; where a reader is in the way, the next round empties it.
    do { try await database.forgetDeleted(rewriting: false) } catch StorageError.locked {}
  }

  private func count(_ what: String, _ number: Int) {
    Counter(label: "tidings_retention_cleared_total", dimensions: [("what", what)]).increment(by: number)
  }

  private func rest(until moment: Timestamp) async throws {
    try await cancelWhenGracefulShutdown { [clock] in try await clock.sleep(until: moment) }
  }
}
