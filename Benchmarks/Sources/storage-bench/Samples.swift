import Storage
import Tracking

extension StorageBench {
  static let sampleShop = Shop(
    id: "fjordlicht", brand: Brand(name: "Fjordlicht", color: "#1d4e5f", homeURL: "https://fjordlicht.example"),
    hosts: ["track.fjordlicht.example"], country: "DE", carriers: ["dhl", "hermes"])

  /// As a shop posts it, already on its way: an order with items, a promise, an estimate, six events.
  static func sampleShipment(_ index: Int) -> Shipment {
    var shipment = Shipment(
      id: ShipmentID("id-\(index)"), shop: "fjordlicht", carrier: "dhl", number: "0034043416120\(1_000_000 + index)",
      order: "FL-\(index)", promise: CivilDate("2026-11-24"),
      destination: Destination(country: "DE", region: "HB", postalCode: "28195"), language: "de",
      items: [Item(name: "Leuchte Nordlys, Messing"), Item(name: "Leuchtmittel E27", quantity: 3)], createdAt: start)
    shipment.status = Status(.inTransit, .sorted)
    shipment.stateSince = start
    shipment.estimates = [estimate(day: 0)]
    shipment.checkpoints = (0..<6).reversed().map(checkpoint)
    return shipment
  }

  /// What applying an answer comes to.
  static func polled(_ shipment: Shipment, at now: Timestamp, addingCheckpoint: Bool) -> Change {
    var next = shipment
    next.lastPolledAt = now
    next.lastSeenAt = now
    next.lastOutcome = "tracked"
    next.nextPollAt = now.adding(hours: 4)
    next.nextAssessAt = now.adding(hours: 12)
    guard addingCheckpoint else { return Change(shipment: next, baseVersion: shipment.version) }
    let new = checkpoint(6)
    next.checkpoints.insert(new, at: 0)
    next.estimates = [estimate(day: 1)]
    next.version += 1
    return Change(shipment: next, baseVersion: shipment.version, added: [new])
  }

  private static func estimate(day: Int) -> Estimate {
    let date = CivilDate(dayNumber: 20_782 + day)
    return Estimate(
      window: DeliveryWindow(from: date, fromMinute: 600, to: date, toMinute: 840), source: .carrier, at: start)
  }

  private static func checkpoint(_ index: Int) -> Checkpoint {
    let civil = CivilTime(start.adding(hours: Int64(index)), offset: 3600)
    return Checkpoint(
      time: CarrierTime(civil: civil, offset: 3600, zone: .stated, precision: .second, raw: civil.iso + "+01:00"),
      meaning: .status(Status(.inTransit, .sorted)), code: "ES-\(index)",
      text: "Die Sendung wurde im Paketzentrum bearbeitet.", language: "de",
      place: Place(city: "Bremen", country: "DE"))
  }
}
