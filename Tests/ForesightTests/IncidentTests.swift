import Foundation
import Testing
import Tracking

@testable import Foresight

private let first = CivilDate(year: 2026, month: 1, day: 5) ?? CivilDate(dayNumber: 0)

@Suite("Trouble of the network, seen through the own fleet")
struct IncidentTests {
  @Test("Closed hubs are seen, named and ended; figures are those of the golden file")
  func simulation() throws {
    let rows = [20, 80].map { FleetSimulation(seed: 3, days: 60, perDay: $0, first: first) }
    let text = ([FleetSimulation.head] + rows.map(\.row)).joined(separator: "\n") + "\n"
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let golden = root.deletingLastPathComponent().appendingPathComponent("Fixtures/foresight/simulation.tsv")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: golden, atomically: true, encoding: .utf8)
    }
    #expect(try text == String(contentsOf: golden, encoding: .utf8))
    #expect(rows[1].seen * 2 > rows[1].delays.count)
    #expect(rows[1].falsePerYear < 4)
  }

  @Test("A fleet without trouble has no incident, Sundays and all")
  func quiet() {
    let simulation = FleetSimulation(seed: 8, days: SyntheticFleet.quiet, perDay: 40, first: first)
    #expect(simulation.parcels > 800)
    #expect(simulation.incidents.isEmpty)
  }

  @Test("The same seed makes the same fleet, another one another")
  func seeds() {
    func hours(_ seed: UInt64) -> [Int] {
      SyntheticFleet(seed: seed, days: 10, perDay: 20, first: first).events.map(\.hour)
    }
    #expect(hours(1) == hours(1))
    #expect(hours(1) != hours(2))
    #expect(hours(1) == hours(1).sorted())
  }

  @Test("An incident names who waits there, survives a restart, and ends when parcels move again")
  func restart() throws {
    var forecaster = Forecaster()
    let fleet = SyntheticFleet(seed: 4, days: 48, perDay: 80, first: first)
    var next = 0
    var begun: NetworkIncident?
    var ended: NetworkIncident?
    for hour in fleet.firstHour..<(fleet.firstHour + 48 * 24) {
      while next < fleet.events.count, fleet.events[next].hour == hour {
        play(fleet.events[next], into: &forecaster)
        next += 1
      }
      for change in forecaster.watch(at: Timestamp(seconds: Int64(hour + 1) * 3600)) {
        if change.end == nil, begun == nil {
          begun = change
          #expect(forecaster.incidents.map(\.id) == [change.id])
          forecaster = try Forecaster(decoding: forecaster.encoded())
          #expect(forecaster.incidents.map(\.id) == [change.id])
        } else if change.id == begun?.id {
          ended = change
        }
      }
      if hour % 24 == 23 { _ = forecaster.close(CivilDate(dayNumber: hour / 24)) }
    }
    let incident = try #require(begun)
    #expect(incident.extent == .hub && !incident.shipments.isEmpty)
    #expect(incident.observed < incident.expected * 0.5)
    #expect(incident.start < incident.seen)
    #expect(try #require(ended?.end) > incident.seen)
  }

  private func play(_ event: SyntheticFleet.Event, into forecaster: inout Forecaster) {
    let id = ShipmentID(String(event.parcel))
    switch event.what {
    case .handover(let facts): forecaster.handedOver(id, facts)
    case .scan(let milestone, let place):
      forecaster.scanned(id, milestone, place: place, at: Timestamp(seconds: Int64(event.hour) * 3600))
    case .delivered: forecaster.delivered(id, on: CivilDate(dayNumber: event.hour / 24))
    }
  }
}
