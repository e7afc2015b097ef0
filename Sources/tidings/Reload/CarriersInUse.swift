import Polling
import Site
import Synchronization

/// The accounts that polling asks with and the book that the site reads, both replaceable while they are in use.
final class CarriersInUse: Sendable {
  private struct State {
    var shelf: CarrierShelf?
    var accounts: [PollingAccount] = []
  }

  private let state = Mutex(State())
  private let replaced: (stream: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation) =
    AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))

  var accounts: [PollingAccount] { state.withLock { $0.accounts } }

  func begin(_ shelf: CarrierShelf, _ accounts: [PollingAccount]) {
    state.withLock { $0 = State(shelf: shelf, accounts: accounts) }
  }

  func replace(_ book: CarrierBook, _ accounts: [PollingAccount]) {
    state.withLock { state in
      state.shelf?.replace(book)
      state.accounts = accounts
    }
    replaced.continuation.yield()
  }

  /// Returns after a replacement, one that came before the call included. For one waiter.
  func replacement() async {
    for await _ in replaced.stream { return }
  }
}
