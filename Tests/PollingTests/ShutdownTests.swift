import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Testing
import Tracking
import VirtualTime

@testable import Polling

@Suite struct ShutdownTests {
  @Test("Graceful shutdown stores the answer under way, gives back what was claimed, and returns the quota")
  func graceful() async throws {
    let world = try await PollingWorld()
    let ids = try await world.add(10)
    let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let service = world.service(AccountLimits(perDay: 100, concurrency: 1)) { _, _ in
      arrival.yield()
      for await _ in released { break }
      return .tracked
    }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let group = ServiceGroup(services: [service], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      for await _ in arrived { break }
      await group.triggerGracefulShutdown()
      // What waited is given back at once: another process can claim it while the request is still under way.
      var claimed = 0
      while claimed < 9 {
        claimed += try await world.shipments.claimDue(
          at: world.clock.now(), carrier: "test", limit: 100, owner: LeaseOwner(rawValue: 2), leaseSeconds: 60
        ).count
        await Task.yield()
      }
      release.finish()
      try await tasks.waitForAll()
    }
    #expect(world.asked.count == 1)
    let stored = try await world.shipments.find(ids)
    #expect(stored.count { $0.lastOutcome == "tracked" } == 1)
    let day = DayQuota.day(at: world.clock.now(), resets: 0)
    #expect(try await world.states.used(account: "test", day: day) == 1)
  }

  @Test("The heart is as old as its laziest loop, and young when none runs")
  func heartbeat() async throws {
    let heart = Heartbeat()
    #expect(heart.age == .zero)
    let lazy = heart.pulse()
    try await Task.sleep(for: .milliseconds(20))
    let busy = heart.pulse()
    busy.beat()
    #expect(heart.age >= .milliseconds(20))
    lazy.end()
    #expect(heart.age < .seconds(20))
    busy.end()
    #expect(heart.age == .zero)
  }
}
