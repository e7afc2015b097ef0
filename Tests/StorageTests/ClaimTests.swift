import Foundation
import Storage
import Testing
import Tracking

@Suite struct ClaimTests {
  @Test("Due shipments of the carrier are claimed, the longest due first, with their checkpoints")
  func order() async throws {
    let fixture = try await Fixture.inMemory()
    var new = (0..<4).map { shipment("A\($0)") }
    new[0].nextPollAt = start.adding(seconds: -10)
    new[1].nextPollAt = start.adding(seconds: -20)
    new[1].checkpoints = [checkpoint("B", minutes: 1), checkpoint("A")]
    new[2].nextPollAt = start.adding(seconds: 1)
    new[3].nextPollAt = nil
    _ = try await fixture.shipments.add(new + [shipment("A9", carrier: "gls")], at: start)
    #expect(try await fixture.shipments.nextDue(carrier: "dhl", at: start) == new[1].nextPollAt)
    #expect(try await fixture.claim() == [new[1], new[0]])
    #expect(try await fixture.shipments.nextDue(carrier: "dhl", at: start) == new[2].nextPollAt)
    #expect(try await fixture.shipments.nextDue(carrier: "hermes", at: start) == nil)
  }

  @Test("Claimers at the same time never get the same shipment, and together they get all")
  func concurrent() async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("tidings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let path = directory.appendingPathComponent("t.sqlite").path
    // Two pools on one file stand for two processes.
    let one = try await Fixture(SQLiteDatabase.open(path: path, at: start))
    let two = try await Fixture(SQLiteDatabase.open(path: path, at: start))
    try await one.add((0..<500).map { "A\($0)" })

    let claims = try await withThrowingTaskGroup(of: [ShipmentID].self) { group in
      for claimer in 0..<8 {
        let fixture = claimer.isMultiple(of: 2) ? one : two
        group.addTask {
          var mine: [ShipmentID] = []
          while true {
            let claimed = try await fixture.claim(limit: 7, owner: LeaseOwner(rawValue: Int64(claimer)))
            // More than there are: the lease does not hold, and this would go on for ever.
            if claimed.isEmpty || mine.count > 500 { return mine }
            mine += claimed.map(\.id)
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claims.count == 500)
    #expect(Set(claims).count == 500)
    try one.database.close()
    try two.database.close()
  }

  @Test("A lease that ran out comes back to the next claimer, and its first owner may not commit")
  func expiry() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.add(["A1"])
    let first = try #require(try await fixture.claim().first)
    #expect(try await fixture.claim(at: start.adding(seconds: 59), owner: other) == [])
    let late = start.adding(seconds: 60)
    #expect(try await fixture.claim(at: late, owner: other) == [first])
    let report = try await fixture.shipments.commit([first.moved()], owner: owner, at: late)
    #expect(report.conflicts == [first.id: .leaseLost])
    #expect(try await fixture.shipments.find(first.id) == first)
  }

  @Test("A lease that ran out and that nobody took may still commit")
  func expiredButNotTaken() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.add(["A1"])
    let claimed = try #require(try await fixture.claim().first)
    let report = try await fixture.shipments.commit([claimed.moved()], owner: owner, at: start.adding(hours: 1))
    #expect(report.conflicts.isEmpty)
  }

  @Test("Released shipments are due at once, postponed ones later; nobody ends another's lease")
  func release() async throws {
    let fixture = try await Fixture.inMemory()
    let ids = try await fixture.add(["A1", "A2"]).map(\.id)
    #expect(try await fixture.claim().count == 2)
    try await fixture.shipments.release(ids, owner: other)
    #expect(try await fixture.claim() == [])
    try await fixture.shipments.release([ids[0]], owner: owner)
    try await fixture.shipments.postpone([ids[1]], until: start.adding(seconds: 5), owner: owner)
    #expect(try await fixture.claim().map(\.id) == [ids[0]])
    #expect(try await fixture.claim(at: start.adding(seconds: 5)).map(\.id) == [ids[1]])
  }

  @Test("Polling and assessment never hold the same shipment")
  func assessments() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.add(["A1", "A2"])
    let polled = try await fixture.claim(limit: 1)
    let assessed = try await fixture.shipments.claimAssessments(at: start, limit: 10, owner: other, leaseSeconds: 60)
    #expect(assessed.count == 1)
    #expect(assessed.first?.id != polled.first?.id)
    #expect(try await fixture.shipments.nextAssessment(at: start) == nil)
    #expect(try await fixture.shipments.nextAssessment(at: start.adding(seconds: 60)) == start)
  }

  @Test(
    "An account takes only the shops and sources that it serves",
    arguments: [
      (ShopScope.all, SourceScope.any, ["A", "B", "C", "D"]),
      (.only(["fjordlicht"]), .any, ["A", "B"]),
      (.only(["kontor", "nobody"]), .any, ["C", "D"]),
      (.only([]), .any, []),
      (.except(["kontor"]), .any, ["A", "B"]),
      (.except([]), .any, ["A", "B", "C", "D"]),
      (.all, .links, ["B", "D"]),
      (.all, .notLinks, ["A", "C"]),
      (.only(["kontor"]), .links, ["D"]),
    ])
  func scopes(shops: ShopScope, sources: SourceScope, expected: [String]) async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.shops.save(shop("kontor"), at: start)
    let new = [
      shipment("A"), shipment("B", source: .link), shipment("C", shop: "kontor"),
      shipment("D", shop: "kontor", source: .link),
    ]
    _ = try await fixture.shipments.add(new, at: start)
    let claimed = try await fixture.shipments.claimDue(
      at: start, carrier: "dhl", shops: shops, sources: sources, limit: 10, owner: owner, leaseSeconds: 60)
    #expect(claimed.map(\.number).sorted() == expected)
  }
}
