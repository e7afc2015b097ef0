import Logging
import Storage
import Synchronization
import Testing
import Tracking
import VirtualTime

@testable import Polling

@Suite struct AssessmentServiceTests {
  private func run(_ world: PollingWorld, seconds: Int64, then: @Sendable () async throws -> Void = {}) async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let service = AssessmentService(
      shipments: world.shipments, clock: world.clock, owner: LeaseOwner(rawValue: 7), logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: world.clock.work) { try await service.run() }
      try await world.pass(seconds: seconds)
      try await then()
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  @Test("A promise that passes is told although no carrier answers")
  func late() async throws {
    let world = try await PollingWorld(speed: 2400)
    let now = world.clock.now()
    var shipment = Shipment(id: "s", shop: "shop", carrier: "test", number: "N", createdAt: now)
    shipment.promise = CivilTime(now, offset: 0).date.adding(days: 1)
    shipment.destination.country = "DE"
    _ = try await world.shipments.add([shipment], at: now)
    try await run(world, seconds: 4 * 86_400)
    let news = try await world.shipments.news(of: "s").map(\.news.kind)
    #expect(news.contains(.delayLate))
    #expect(try await world.shipments.find("s")?.delay.level == .late)
  }

  @Test("More shipments than one turn takes are all judged, also after a full disk")
  func many() async throws {
    let world = try await PollingWorld()
    let ids = try await world.add(600)
    world.database.setFull(true)
    try await run(world, seconds: 5) {
      #expect(world.database.refused > 1)
      world.database.setFull(false)
      try await world.pass(seconds: 20)
    }
    let now = world.clock.now()
    for id in ids {
      let next = try await world.shipments.find(id)?.nextAssessAt
      #expect(next.map { $0 > now } ?? true)
    }
  }
}
