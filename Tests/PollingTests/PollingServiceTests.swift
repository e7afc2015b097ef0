import Storage
import Synchronization
import Testing
import Tracking
import VirtualTime

@testable import Polling

@Suite struct PollingServiceTests {
  @Test("A due shipment is asked for, its answer stored, and asked for again after its interval")
  func intervals() async throws {
    let world = try await PollingWorld(speed: 240)
    let start = world.clock.now()
    let ids = try await world.add(3)
    try await world.run(world.service(), seconds: 12 * 3600)
    for index in 0..<3 {
      let moments = world.asked.filter { $0.number == "N\(index)" }.map { $0.at.seconds(since: start) }
      let gaps = zip(moments.dropFirst(), moments).map { $0 - $1 }
      // In transit: two hours, a tenth more or less, and what the loop's own breath adds.
      #expect(gaps.count >= 4)
      #expect(gaps.allSatisfy { (6480...8100).contains($0) }, "\(gaps)")
    }
    let stored = try #require(try await world.shipments.find(ids[0]))
    #expect(stored.status.state == .inTransit)
    #expect(stored.checkpoints.count == 1)
    #expect(stored.lastOutcome == "tracked")
  }

  @Test("A restart with everything due storms nobody: the rate holds from the first second")
  func storm() async throws {
    let world = try await PollingWorld()
    try await world.add(100)
    let limits = AccountLimits(perSecond: 2, concurrency: 8)
    try await world.run(world.service(limits), seconds: 10)
    try await world.run(world.service(limits, owner: 2), seconds: 10)
    let moments = world.moments(since: world.asked.first?.at ?? world.clock.now())
    #expect(moments.count > 30)
    for moment in moments {
      #expect(moments.count { $0 >= moment && $0 < moment + 1000 } <= 3)
      #expect(moments.count { $0 >= moment && $0 < moment + 10_000 } <= 22)
    }
    #expect(Set(world.asked.map(\.number)).count == moments.count)
  }

  @Test("After a refusal with a moment nobody is asked before it")
  func retryAfter() async throws {
    let world = try await PollingWorld(speed: 10)
    let start = world.clock.now()
    try await world.add(20)
    let service = world.service(AccountLimits(perSecond: 1, concurrency: 1)) { _, now in
      now.seconds(since: start) < 60 ? .rateLimited(until: start.adding(seconds: 600)) : .notFound
    }
    try await world.run(service, seconds: 900)
    let moments = world.moments(since: start)
    #expect(moments.filter { $0 < 600_000 }.count == 1)
    #expect(moments.filter { $0 >= 600_000 }.count >= 19)
    #expect(try await world.states.state(account: "test").notBefore == nil)
  }

  @Test("A carrier that is down is asked once in a while, and by all again when it is back")
  func breaker() async throws {
    let world = try await PollingWorld(speed: 10)
    let start = world.clock.now()
    try await world.add(40)
    let service = world.service(AccountLimits(perSecond: 5, concurrency: 1)) { _, now in
      now.seconds(since: start) < 100 ? .unavailable("down") : .notFound
    }
    try await world.run(service, seconds: 300)
    let moments = world.moments(since: start)
    let probes = moments.filter { $0 > 5_000 && $0 < 100_000 }
    #expect(moments.filter { $0 <= 5_000 }.count == Breaker.threshold)
    // Probes after 30 to 33 s and after 60 to 66 s more.
    #expect((1...2).contains(probes.count), "\(probes)")
    #expect(moments.filter { $0 >= 100_000 }.count >= 33)
  }

  @Test("The day's quota holds over a restart, and is there again after the manifest's hour")
  func quota() async throws {
    let world = try await PollingWorld(speed: 240)
    try await world.add(60)
    let now = world.clock.now()
    // The day of this quota begins six hours from now.
    let resets = Int((now.seconds + 6 * 3600) % 86_400)
    let limits = AccountLimits(perDay: 20, resets: resets, concurrency: 3)
    try await world.run(world.service(limits), seconds: 3600)
    try await world.run(world.service(limits, owner: 2), seconds: 4 * 3600)
    #expect(world.asked.count == 20)
    let before = world.asked.count
    try await world.run(world.service(limits, owner: 3), seconds: 2 * 3600)
    let after = world.asked.dropFirst(before)
    #expect(after.count == 20)
    #expect(after.allSatisfy { $0.at >= now.adding(hours: 6) })
  }

  @Test("Plain links take at most a fifth of the day's quota")
  func links() async throws {
    let world = try await PollingWorld(speed: 240)
    try await world.add(30, source: .link, prefix: "L")
    let limits = AccountLimits(perDay: 50, resets: 0, concurrency: 4)
    try await world.run(world.service(limits) { _, _ in .badNumber }, seconds: 1800)
    #expect(world.asked.count == 10)
    try await world.add(60, prefix: "N")
    try await world.run(world.service(limits, owner: 2) { _, _ in .badNumber }, seconds: 1800)
    #expect(world.asked.filter { $0.number.hasPrefix("L") }.count == 10)
    #expect(world.asked.filter { $0.number.hasPrefix("N") }.count == 40)
  }

  @Test("What a crashed process had claimed comes back when its lease runs out")
  func lease() async throws {
    let world = try await PollingWorld(speed: 10)
    let start = world.clock.now()
    try await world.add(5)
    let crashed = try await world.shipments.claimDue(
      at: start, carrier: "test", limit: 3, owner: LeaseOwner(rawValue: 99), leaseSeconds: 300)
    try await world.run(world.service(), seconds: 400)
    for asked in world.asked {
      let wasHeld = crashed.contains { $0.number == asked.number }
      #expect(wasHeld ? asked.at.seconds(since: start) >= 300 : asked.at.seconds(since: start) < 60)
    }
    #expect(Set(world.asked.map(\.number)).count == 5)
  }

  @Test("A full disk loses no answer: all is kept and stored when there is space again")
  func fullDisk() async throws {
    let world = try await PollingWorld()
    let ids = try await world.add(5)
    let service = world.service(AccountLimits(concurrency: 5)) { _, _ in
      world.database.setFull(true)
      return .tracked
    }
    try await world.run(service, seconds: 20) {
      #expect(world.database.refused >= 3)
      #expect(try await world.shipments.find(ids[0])?.lastOutcome == nil)
      world.database.setFull(false)
      try await world.pass(seconds: 20)
    }
    for id in ids { #expect(try await world.shipments.find(id)?.lastOutcome == "tracked") }
    #expect(world.asked.count == 5)
  }

  @Test("A shop's change while the carrier is asked survives, and so does the answer")
  func changedMeanwhile() async throws {
    let world = try await PollingWorld()
    let id = try #require(try await world.add(1).first)
    let service = world.service { _, now in
      guard let shipment = try? await world.shipments.find(id) else { return .notFound }
      var edited = shipment
      edited.promise = CivilDate("2030-01-01")
      edited.version += 1
      let change = Change(shipment: edited, baseVersion: shipment.version)
      _ = try? await world.shipments.commit([change], owner: nil, at: now)
      return .tracked
    }
    try await world.run(service, seconds: 5)
    let stored = try #require(try await world.shipments.find(id))
    #expect(stored.promise == CivilDate("2030-01-01"))
    #expect(stored.status.state == .inTransit)
    #expect(world.asked.count == 1)
  }

  @Test("Bad credentials stop the account, not the shipments' history; the operator's pause survives a restart")
  func credentials() async throws {
    let world = try await PollingWorld(speed: 10)
    let ids = try await world.add(10)
    let limits = AccountLimits(concurrency: 1)
    try await world.run(world.service(limits) { _, _ in .badCredentials }, seconds: 60)
    #expect(world.asked.count == 1)
    #expect(try await world.states.state(account: "test").reason == "bad_credentials")
    try await world.run(world.service(limits, owner: 2) { _, _ in .badCredentials }, seconds: 60)
    #expect(world.asked.count == 1)
    #expect(try await world.shipments.find(ids[5])?.failures == 0)
  }

  @Test("A batch is one request, and a number without an answer has an outcome all the same")
  func batches() async throws {
    let world = try await PollingWorld()
    let ids = try await world.add(25)
    let sizes = Mutex<[Int]>([])
    let account = PollingAccount(name: "test", carrier: "test", limits: AccountLimits(batch: 10)) { shipments in
      sizes.withLock { $0.append(shipments.count) }
      let known = shipments.dropLast().map { Observation(number: $0.number, outcome: .notFound) }
      return PollingAccount.Reply(observations: Array(known), requests: 1)
    }
    let service = PollingService(
      accounts: [account], shipments: world.shipments, states: world.states, clock: world.clock,
      owner: LeaseOwner(rawValue: 1))
    try await world.run(service, seconds: 5)
    #expect(sizes.withLock { $0.sorted() } == [5, 10, 10])
    let outcomes = try await world.shipments.find(ids).map { $0.lastOutcome ?? "none" }
    #expect(outcomes.count { $0 == "not_found" } == 22)
    #expect(outcomes.count { $0 == "unreadable" } == 3)
  }
}
