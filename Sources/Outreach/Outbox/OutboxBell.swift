import Synchronization

/// Wakes the outbox between two of its looks: news were committed, or a delivery ended and there is room for another.
///
/// Ringing is cheap, never waits, and is not lost: a ring while nobody waits ends the next waiting at once.
public final class OutboxBell: Sendable {
  private struct State {
    var isRung = false
    var waiter: AsyncStream<Void>.Continuation?
  }

  private let state = Mutex(State())

  public init() {}

  public func ring() {
    state.withLock { state in
      state.isRung = true
      state.waiter?.finish()
    }
  }

  /// Returns with the next ring, or when `otherwise` does; throws what it throws. One waits at a time.
  func wait(_ otherwise: @escaping @Sendable () async throws -> Void) async throws {
    let (rings, waiter) = AsyncStream<Void>.makeStream()
    state.withLock { state in
      state.waiter = waiter
      if state.isRung { waiter.finish() }
    }
    defer {
      state.withLock { state in
        state.isRung = false
        state.waiter = nil
      }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in rings {} }
      group.addTask { try await otherwise() }
      try await group.next()
      group.cancelAll()
    }
    try Task.checkCancellation()
  }
}
