import Storage
import Synchronization
import Tracking

/// When keys were last used, gathered and written once a minute instead of with each request.
final class KeyUse: Sendable {
  private let uses = Mutex<[String: Timestamp]>([:])

  func note(_ id: String, at now: Timestamp) {
    uses.withLock { $0[id] = now }
  }

  /// Writes until cancelled or told to shut down.
  func run(_ shops: ShopStore) async {
    while !Task.isCancelled {
      guard (try? await Task.sleep(for: .seconds(60))) != nil else { return }
      await flush(to: shops)
    }
  }

  /// A use that cannot be written is no reason to fail anything.
  func flush(to shops: ShopStore) async {
    let gathered = uses.withLock { uses in
      defer { uses = [:] }
      return uses
    }
    if !gathered.isEmpty { try? await shops.noteUse(gathered) }
  }
}
