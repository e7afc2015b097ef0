import Storage
import Testing
import Tracking

@Suite struct OverviewTests {
  @Test("Figures count states, delays, what is due by carrier, and leave out what is under a lease")
  func figures() async throws {
    let fixture = try await Fixture.inMemory()
    var new = (0..<4).map { shipment("A\($0)") } + [shipment("A4", carrier: "gls")]
    new[0].nextPollAt = start.adding(seconds: -30)
    new[1].nextPollAt = start.adding(seconds: -20)
    new[2].nextPollAt = start.adding(hours: 1)
    new[3].nextPollAt = nil
    new[3].status = Status(.delivered)
    new[3].nextAssessAt = nil
    new[4].delay = Delay(level: .late)
    new[4].nextAssessAt = start.adding(seconds: -5)
    _ = try await fixture.shipments.add(new, at: start)
    _ = try await fixture.claim(limit: 1)

    let overview = try await fixture.shipments.overview(at: start)
    #expect(overview.shipments == 5)
    #expect(overview.states == [.pending: 4, .delivered: 1])
    #expect(overview.delays == [.late: 1])
    #expect(overview.polls["dhl"] == Overview.Backlog(polled: 3, due: 1, oldest: start.adding(seconds: -20)))
    #expect(overview.polls["gls"] == Overview.Backlog(polled: 1, due: 1, oldest: start))
    #expect(overview.assessmentsDue == 3)
    #expect(overview.oldestAssessment == start.adding(seconds: -5))
  }

  @Test("An empty database has an overview")
  func empty() async throws {
    let database = try await SQLiteDatabase.inMemory(at: start)
    #expect(try await ShipmentStore(database).overview(at: start) == Overview())
  }
}
