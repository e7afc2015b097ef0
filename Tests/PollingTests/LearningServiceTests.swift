import Foresight
import Logging
import Storage
import Testing
import Tracking
import VirtualTime

@testable import Polling

@Suite struct LearningServiceTests {
  private static let lane = Lane(shop: "shop", carrier: "test", origin: "DE-2", destination: "DE-8", country: "DE")

  private func service(_ world: PollingWorld, _ book: LearnedBook) -> LearningService {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return LearningService(store: LearningStore(world.database), book: book, clock: world.clock, logger: logger)
  }

  /// Runs until `seconds` have passed, then ends as a crash does: nothing of the service's own is stored at the end.
  private func run(_ world: PollingWorld, seconds: Int64, crash: Bool = false) async throws -> Learning {
    let book = LearnedBook()
    try await withThrowingTaskGroup(of: Void.self) { group in
      let service = service(world, book)
      group.addTask(executorPreference: world.clock.work) { try await service.run() }
      try await world.pass(seconds: seconds)
      if crash { world.database.setFull(true) }
      group.cancelAll()
      try await group.waitForAll()
    }
    world.database.setFull(false)
    return book.learning
  }

  /// Time in which the program does not run.
  private func sleepThrough(_ world: PollingWorld, hours: Int64) async throws {
    let end = world.clock.now().adding(hours: hours)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: world.clock.work) { try await world.clock.sleep(until: end) }
      try await world.clock.run(until: end)
      try await group.waitForAll()
    }
  }

  /// Parcels are handed over and arrive, with one commit for each step, while the days pass.
  private func live(_ world: PollingWorld, days: Int, crashes: Set<Int>) async throws -> Learning {
    var learning = Learning()
    let ids = try await world.add(days * 3)
    for day in 0..<days {
      let now = world.clock.now()
      let today = CivilTime(now, offset: 0)
      for (index, id) in ids.enumerated() where index / 3 == day || index / 3 == day - 1 {
        guard let parcel = try await world.shipments.find(id) else { continue }
        let status = index / 3 == day ? Status(.inTransit, .pickedUp) : Status(.delivered)
        let time = CarrierTime(civil: today, offset: 0, zone: .stated, precision: .minute, raw: "t\(day)")
        let added = Checkpoint(time: time, meaning: .status(status), code: status.state.rawValue)
        var next = parcel
        next.checkpoints.insert(added, at: 0)
        next.status = status
        next.version += 1
        try await world.shipments.commit(
          [Change(shipment: next, base: parcel, baseVersion: parcel.version, added: [added])], owner: nil, at: now)
      }
      learning = try await run(world, seconds: 86_400, crash: crashes.contains(day))
    }
    return learning
  }

  @Test("A killed learner loses nothing and doubles nothing: the state is the same to the bit")
  func killed() async throws {
    let calm = try await live(PollingWorld(speed: 4000), days: 8, crashes: [])
    let killed = try await live(PollingWorld(speed: 4000), days: 8, crashes: [0, 2, 3, 6])
    #expect(calm.encoded() == killed.encoded())
    #expect(calm.forecaster.lastClosed != nil && calm.forecaster.openCount == 3)
  }

  @Test("Days that were missed are ended one by one, after carriers could be asked")
  func catchUp() async throws {
    let world = try await PollingWorld(speed: 2400)
    let before = try await run(world, seconds: 3600)
    let last = try #require(before.forecaster.lastClosed)
    try await sleepThrough(world, hours: 5 * 24)
    #expect(try await run(world, seconds: 1200).forecaster.lastClosed == last)
    #expect(try await run(world, seconds: 2 * 3600).forecaster.lastClosed == last.adding(days: 5))
  }

  @Test("A state of another version is learned anew from the stored shipments")
  func otherVersion() async throws {
    let world = try await PollingWorld(speed: 2400)
    try await LearningStore(world.database).save(
      StoredLearning(through: 0, forecaster: [1, 2, 3], rest: []), judgesOpen: false, at: world.clock.now())
    #expect(try await run(world, seconds: 3600).forecaster.lastClosed == ClosingTime.lastOver(at: world.clock.now()))
    let stored = try #require(try await LearningStore(world.database).load())
    _ = try Learning(LearningState(forecaster: stored.forecaster, rest: stored.rest))
  }
}
