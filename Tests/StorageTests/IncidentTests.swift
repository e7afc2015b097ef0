import Testing
import Tracking

@testable import Storage

@Suite struct IncidentTests {
  @Test("A shop with parcels in an incident is told once that it began, and once that it ended")
  func told() async throws {
    let fixture = try await Fixture.inMemory()
    let parcels = try await fixture.add(["1", "2"])
    let learning = LearningStore(fixture.database)
    var incident = Incident(
      id: "dhl/hub/Kassel/1", carrier: "dhl", extent: "hub", place: "Kassel", start: start,
      seen: start.adding(hours: 5),
      observed: 2, expected: 31, shipments: parcels.map(\.id))
    func kinds() async throws -> [[News.Kind]] {
      var all: [[News.Kind]] = []
      for parcel in parcels { all.append(try await fixture.shipments.news(of: parcel.id).map(\.news.kind)) }
      return all
    }
    for _ in 0..<2 { try await learning.note([incident], at: start.adding(hours: 5)) }
    #expect(try await kinds() == [[.networkIncident], []])
    #expect(try await learning.openIncidents().map(\.id) == [incident.id])
    incident.end = start.adding(hours: 20)
    incident.shipments = []
    for _ in 0..<2 { try await learning.note([incident], at: start.adding(hours: 21)) }
    #expect(try await kinds() == [[.networkIncident, .networkRecovered], []])
    #expect(try await learning.openIncidents().isEmpty)
  }

  @Test("An incident without parcels of a shop is told to nobody")
  func nobody() async throws {
    let fixture = try await Fixture.inMemory()
    let incident = Incident(
      id: "x", carrier: "dhl", extent: "carrier", place: "", start: start, seen: start, observed: 0, expected: 9,
      shipments: ["gone"])
    try await LearningStore(fixture.database).note([incident], at: start)
    #expect(try await LearningStore(fixture.database).openIncidents().count == 1)
  }

  @Test("No customer is written to because of an incident: their own parcel's news say it")
  func customers() {
    for kind in [News.Kind.networkIncident, .networkRecovered] {
      let news = News(kind: kind, shipment: "s", episode: "e", at: start, isBad: true)
      #expect(!Wishes.allCases.contains { $0.want(news) })
    }
  }
}
