import Storage
import Testing
import Tracking

@Suite struct CommitTests {
  @Test("A commit stores shipment, checkpoints, news and counts, and ends the lease")
  func whole() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.add(["A1"])
    let claimed = try #require(try await fixture.claim().first)
    var change = claimed.moved(adding: [checkpoint("ZZ", minutes: 5, text: "Seltsam"), checkpoint("AA")])
    change.news = [claimed.news()]
    change.unrecognized = ["ZZ", "ZZ"]
    let report = try await fixture.shipments.commit([change], owner: owner, at: start)
    #expect(report.conflicts.isEmpty)
    #expect(report.news == change.news)
    #expect(try await fixture.shipments.find(claimed.id) == change.shipment)
    #expect(try await fixture.shipments.news(of: claimed.id).map(\.news) == change.news)
    let codes = try await fixture.shipments.unrecognizedCodes()
    #expect(codes.map(\.code) == ["ZZ"])
    #expect(codes.first?.count == 2)
    #expect(codes.first?.sample == "Seltsam")
    #expect(try await fixture.claim(at: start.adding(hours: 4), owner: other).map(\.id) == [claimed.id])
  }

  @Test("A failure in the middle leaves nothing of the commit")
  func atomic() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try await fixture.add(["A1", "A2"])
    // The second shipment's news break a rule that only this test has.
    _ = try await fixture.database.transaction { connection in
      try connection.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON news WHEN new.episode = 'bad' BEGIN SELECT raise(ABORT, 'no'); END", [])
    }
    var changes = stored.map { $0.moved(news: [$0.news()]) }
    changes[1].news = [stored[1].news(episode: "bad")]
    changes[0].unrecognized = ["ZZ"]
    await #expect(throws: StorageError.constraint("no")) {
      try await fixture.shipments.commit(changes, owner: nil, at: start)
    }
    #expect(try await fixture.shipments.find(stored.map(\.id)) == stored)
    #expect(try await fixture.shipments.news(of: stored[0].id) == [])
    #expect(try await fixture.shipments.unrecognizedCodes() == [])
  }

  @Test("A change computed from another version is left out and reported; the others are stored")
  func versionConflict() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try await fixture.add(["A1", "A2"])
    let claimed = try await fixture.claim()
    var patched = Change(shipment: stored[0], baseVersion: 1)
    patched.shipment.promise = CivilDate("2026-12-01")
    patched.shipment.version = 2
    #expect(try await fixture.shipments.commit([patched], owner: nil, at: start).conflicts.isEmpty)

    let changes = claimed.map { $0.moved(news: [$0.news()]) }
    let report = try await fixture.shipments.commit(changes, owner: owner, at: start)
    #expect(report.conflicts == [stored[0].id: .changed(version: 2)])
    #expect(report.news.map(\.shipment) == [stored[1].id])
    #expect(try await fixture.shipments.find(stored[0].id) == patched.shipment)

    // The lease is still held, so it can be computed and committed again.
    let again = try await fixture.shipments.commit([patched.shipment.moved()], owner: owner, at: start)
    #expect(again.conflicts.isEmpty)
    #expect(try await fixture.shipments.find(stored[0].id)?.promise == CivilDate("2026-12-01"))
  }

  @Test("A change of a shipment that is not there is reported")
  func gone() async throws {
    let fixture = try await Fixture.inMemory()
    let report = try await fixture.shipments.commit([shipment("A1").moved()], owner: nil, at: start)
    #expect(report.conflicts == [shipment("A1").id: .gone])
  }

  @Test("A shop's change leaves the lease that a poller holds")
  func leaseStays() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try #require(try await fixture.add(["A1"]).first)
    _ = try await fixture.claim()
    var change = Change(shipment: stored, baseVersion: 1)
    change.shipment.version = 2
    try await fixture.shipments.commit([change], owner: nil, at: start)
    #expect(try await fixture.claim(owner: other) == [])
  }

  @Test("News of one episode are stored once, and told apart by kind and episode")
  func news() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try #require(try await fixture.add(["A1"]).first)
    let first = stored.moved(news: [stored.news(), stored.news()])
    #expect(try await fixture.shipments.commit([first], owner: nil, at: start).news == [stored.news()])
    let second = first.shipment.moved(news: [
      stored.news(), stored.news(episode: "in_transit/2"), stored.news(.delayLate),
    ])
    let report = try await fixture.shipments.commit([second], owner: nil, at: start)
    #expect(report.news == [stored.news(episode: "in_transit/2"), stored.news(.delayLate)])
    let kept = try await fixture.shipments.news(of: stored.id)
    #expect(kept.count == 3)
    #expect(kept.map(\.sequence) == kept.map(\.sequence).sorted())
    #expect(try await fixture.shipments.overview(at: start).newsNotExpanded == 3)
  }

  @Test("The history becomes the one of the change: added between, altered, taken away")
  func history() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try #require(try await fixture.add(["A1"]).first)
    let (a, b, c, d) = (
      checkpoint("A"), checkpoint("B", minutes: 1), checkpoint("C", minutes: 2), checkpoint("D", minutes: 3)
    )
    var change = stored.moved(adding: [d, b, a])
    try await fixture.shipments.commit([change], owner: nil, at: start)
    var altered = d
    altered.meaning = .revokesPrevious
    altered.text = "Widerrufen"
    change.baseVersion = 2
    change.shipment.version = 3
    change.shipment.checkpoints = [altered, c, a]
    change.added = [c]
    try await fixture.shipments.commit([change], owner: nil, at: start)
    #expect(try await fixture.shipments.find(stored.id)?.checkpoints == [altered, c, a])
  }

  @Test("Two checkpoints of one identity are kept once, the newer one")
  func duplicate() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try #require(try await fixture.add(["A1"]).first)
    let twins = [checkpoint("A", text: "new"), checkpoint("A", text: "old"), checkpoint("B", minutes: -1)]
    try await fixture.shipments.commit([stored.moved(adding: twins)], owner: nil, at: start)
    #expect(try await fixture.shipments.find(stored.id)?.checkpoints == [twins[0], twins[2]])
  }

  @Test("A change that no customer sees keeps the version and the history")
  func invisible() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try #require(try await fixture.add(["A1"]).first)
    let moved = stored.moved()
    try await fixture.shipments.commit([moved], owner: nil, at: start)
    var quiet = Change(shipment: moved.shipment, baseVersion: 2)
    quiet.shipment.failures = 3
    quiet.shipment.lastOutcome = "unavailable"
    quiet.shipment.lastPolledAt = start
    quiet.shipment.nextPollAt = nil
    try await fixture.shipments.commit([quiet], owner: nil, at: start)
    #expect(try await fixture.shipments.find(stored.id) == quiet.shipment)
  }

  @Test("The cache is told which shipments got a new version, and of no others")
  func told() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try await fixture.add(["A1", "A2", "A3"])
    let (told, continuation) = AsyncStream.makeStream(of: [ShipmentID].self)
    let store = ShipmentStore(fixture.database) { continuation.yield($0) }
    var stale = stored[2].moved()
    stale.baseVersion = 7
    let quiet = Change(shipment: stored[1], baseVersion: 1)
    try await store.commit([stored[0].moved(), quiet, stale], owner: nil, at: start)
    continuation.finish()
    var all: [[ShipmentID]] = []
    for await ids in told { all.append(ids) }
    #expect(all == [[stored[0].id]])
  }
}
