import Testing
import Tracking

@testable import Storage

@Suite struct LearningStoreTests {
  private let scan = Checkpoint(
    time: CarrierTime(
      civil: CivilTime(start, offset: 0), offset: 0, zone: .stated, precision: .minute, raw: "t"),
    meaning: .status(Status(.inTransit, .pickedUp)), code: "PU")

  @Test("Lessons are committed with their change, and not at all with one that was refused")
  func committed() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try await fixture.add(["1", "2"])
    let learning = LearningStore(fixture.database)
    let changes = stored.map { parcel in
      var next = parcel
      next.checkpoints = [scan]
      next.status = Status(.inTransit, .pickedUp)
      next.version += 1
      return Change(shipment: next, base: parcel, baseVersion: parcel.version, added: [scan])
    }
    try await fixture.shipments.commit(changes, owner: nil, at: start)
    let entries = try await learning.entries(after: 0, limit: 10)
    #expect(entries.map(\.shipment) == stored.map(\.id))
    #expect(entries.map(\.lessons) == changes.map(\.lessons) && entries.first?.lessons.count == 2)
    // A second time: the version moved on, the change is refused, and so is its lesson.
    let report = try await fixture.shipments.commit(changes, owner: nil, at: start)
    #expect(report.conflicts.count == 2)
    #expect(try await learning.entries(after: 0, limit: 10).count == 2)
  }

  @Test("A day ends once; a snapshot takes what it covers away, and nothing more")
  func snapshot() async throws {
    let fixture = try await Fixture.inMemory()
    let learning = LearningStore(fixture.database)
    let day = CivilDate(dayNumber: 20_000)
    try await learning.close([day])
    try await learning.close([day, day.adding(days: 1)])
    let entries = try await learning.entries(after: 0, limit: 10)
    #expect(entries.map(\.lessons) == [[.closed(day)], [.closed(day.adding(days: 1))]])
    #expect(try await learning.load() == nil)
    let first = try #require(entries.first)
    let stored = StoredLearning(through: first.sequence, forecaster: [0, 255, 1], rest: [])
    try await learning.save(stored, judgesOpen: true, at: start)
    #expect(try await learning.load() == stored)
    #expect(try await learning.entries(after: stored.through, limit: 10) == Array(entries.dropFirst()))
    #expect(try await learning.entries(after: 0, limit: 10).count == 1)
    #expect(try await learning.lastSequence() == entries.last?.sequence)
  }

  @Test("The end of a day has every open shipment judged anew, and no other")
  func judged() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try await fixture.add(["1", "2"])
    var open = stored[0]
    open.nextAssessAt = start.adding(hours: 50)
    var done = stored[1]
    done.status = Status(.delivered)
    done.nextAssessAt = nil
    try await fixture.shipments.commit(
      [open, done].map { Change(shipment: $0, baseVersion: 1) }, owner: nil, at: start)
    try await LearningStore(fixture.database).save(
      StoredLearning(through: 0, forecaster: [], rest: []), judgesOpen: true, at: start.adding(hours: 1))
    #expect(try await fixture.shipments.find(open.id)?.nextAssessAt == start.adding(hours: 1))
    #expect(try await fixture.shipments.find(done.id)?.nextAssessAt == nil)
  }
}
