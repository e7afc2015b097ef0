import Storage
import Testing
import Tracking

@testable import Outreach

@Suite("The outbox's bell") struct OutboxBellTests {
  private func forever() async throws { try await Task.sleep(for: .seconds(3600)) }

  @Test("A ring before or while somebody waits ends the waiting, once", .timeLimit(.minutes(1)))
  func rings() async throws {
    let bell = OutboxBell()
    bell.ring()
    bell.ring()
    try await bell.wait { try await forever() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await bell.wait { try await self.forever() } }
      group.addTask { bell.ring() }
      try await group.waitForAll()
    }
    // Nobody rang since: the other way ends it.
    let ended = Sent<Bool>()
    try await bell.wait { ended.add(true) }
    #expect(ended.all == [true])
  }

  @Test("Whoever waits can be cancelled", .timeLimit(.minutes(1)))
  func cancelled() async throws {
    let bell = OutboxBell()
    await #expect(throws: CancellationError.self) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await bell.wait { try await self.forever() } }
        group.cancelAll()
        try await group.waitForAll()
      }
    }
  }
}
