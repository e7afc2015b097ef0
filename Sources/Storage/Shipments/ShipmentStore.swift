import Tracking

/// Shipments with their checkpoints and news, and the queues of what is due.
///
/// Cheap to copy. All times come in as arguments. Every function throws `StorageError`, and
/// `CancellationError` where its task was cancelled before the transaction ended; then nothing was stored.
public struct ShipmentStore: Sendable {
  let database: any Database
  private let committed: (@Sendable ([ShipmentID]) -> Void)?

  /// - Parameter committed: told, after each commit of this store (not of other processes), which
  ///   shipments got a new version: what a cache of rendered pages drops. Called on any thread; must return soon.
  public init(_ database: any Database, committed: (@Sendable ([ShipmentID]) -> Void)? = nil) {
    self.database = database
    self.committed = committed
  }

  func tell(_ ids: [ShipmentID]) {
    if !ids.isEmpty { committed?(ids) }
  }
}
