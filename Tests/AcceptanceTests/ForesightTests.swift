import Foresight
import Sandbox
import Site
import Storage
import Testing
import Tracking
import VirtualTime

@testable import tidings

/// The demo's slow parcel on the virtual clock: its carrier names no day and scans it every night, so no rule can say
/// anything before the promise breaks. Past orders, imported as a shop would, say it two days earlier.
@Suite struct ForesightTests {
  @Test("the slow parcel is alarmed by foresight days before its promise passes, and its page says by what counts")
  func foreseen() async throws {
    let (shipment, api, parcel) = try Self.slow()
    let promise = try #require(shipment.promise)
    try await World.run(
      at: JourneyTests.opening, sandbox: [parcel], shipments: [(shipment, api)], learnedFrom: try Self.history()
    ) { world in
      // Friday noon, half a day before the promise passes.
      try await world.clock.run(until: JourneyTests.opening.adding(hours: 76))
      let stored = try await world.stored(shipment)
      #expect(stored.delay.level == .atRisk)
      #expect(stored.delay.expectedSource == .foresight)
      #expect(stored.estimate(.carrier) == nil)
      let outlook = try #require(stored.outlook)
      #expect(outlook.isAlarm && outlook.basis == .counts && outlook.counts.open >= 20)
      let alarms = try await world.shipments.news(of: shipment.id).map(\.news).filter { $0.kind == .delayAtRisk }
      #expect(alarms.count == 1)
      let passes = TimeZones.moment(.midnight(promise.adding(days: 1)), in: TimeZones.zone(country: "DE"))
      #expect(try #require(alarms.first).at <= passes.adding(hours: -36))
      let counts = "Of \(outlook.counts.open) parcels"
      #expect(try await world.page(shipment, language: "en").replacing("\u{a0}", with: " ").contains(counts))
      #expect(try await world.page(shipment, language: "de").contains("so lange unterwegs"))
      // Saturday evening: it came, a day late; the alarm ended with it.
      try await world.clock.run(until: JourneyTests.opening.adding(hours: 110))
      let end = try await world.stored(shipment)
      #expect(end.status.state == .delivered && end.delay.level == .none && end.outlook == nil)
      let kinds = try await world.shipments.news(of: shipment.id).map(\.news.kind)
      #expect(kinds.contains(.delayLate) && kinds.contains(.delayResolved))
      #expect(kinds.count { $0 == .delayAtRisk } == 1)
    }
  }

  @Test("without past orders the same parcel is silent until its promise passes")
  func rulesAlone() async throws {
    let (shipment, api, parcel) = try Self.slow()
    try await World.run(at: JourneyTests.opening, sandbox: [parcel], shipments: [(shipment, api)]) { world in
      try await world.clock.run(until: JourneyTests.opening.adding(hours: 76))
      #expect(try await world.stored(shipment).delay.level == .none)
      try await world.clock.run(until: JourneyTests.opening.adding(hours: 90))
      #expect(try await world.stored(shipment).delay.level == .late)
    }
  }

  private static func slow() throws -> (Shipment, SandboxAPI, SandboxParcel) {
    let scene = DemoScene(at: JourneyTests.opening)
    let parcel = try #require(scene.parcels.first { $0.title.hasPrefix("slow") })
    let shipment = Shipment(
      id: Program.newID(), shop: World.shop.id, carrier: parcel.carrier, number: parcel.number, order: parcel.order,
      promise: parcel.promise, destination: parcel.destination, language: parcel.language, source: .api,
      createdAt: JourneyTests.opening)
    return (shipment, parcel.api, parcel.parcel)
  }

  private static func history() throws -> [PastOrder] {
    let csv = PastOrders.csv(carrier: "gls", through: ClosingTime.lastOver(at: JourneyTests.opening))
    let (orders, problems) = HistoryCSV.read(csv, shop: World.shop.id, carriers: ["gls"])
    #expect(problems.isEmpty && orders.count > 1000)
    return orders
  }
}
