import Storage
import Tracking

/// Shipments as a shop has them in the middle of their way.
enum SampleShipments {
  static let shop = Shop(
    id: "fjordlicht", brand: Brand(name: "Fjordlicht", color: "#1d4e5f", homeURL: "https://fjordlicht.example"),
    country: "DE", carriers: ["dhl"])

  /// 32 hexadecimal digits, as page tokens need them.
  static func id(_ index: Int) -> ShipmentID {
    let digits = String(index, radix: 16)
    return ShipmentID("ab" + String(repeating: "0", count: 30 - digits.count) + digits)
  }

  /// On its way with six events, an order, a promise and an estimate; asked about and judged again in some hours.
  static func onItsWay(_ index: Int, at now: Timestamp) -> Shipment {
    var shipment = Shipment(
      id: id(index), shop: shop.id, carrier: "dhl", number: "0034043416\(1_000_000_000 + index)", order: "FL-\(index)",
      promise: CivilTime(now.adding(hours: 48), offset: 3600).date,
      destination: Destination(country: "DE", region: "HB", postalCode: "28195"), language: "de",
      items: [Item(name: "Leuchte Nordlys, Messing"), Item(name: "Leuchtmittel E27", quantity: 3)],
      createdAt: now.adding(hours: -40))
    shipment.status = Status(.inTransit, .sorted)
    shipment.stateSince = now.adding(hours: -5)
    shipment.checkpoints = (0..<6).map { checkpoint(at: now.adding(hours: -5 - 6 * Int64($0)), $0) }
    let day = CivilTime(now.adding(hours: 24), offset: 3600).date
    shipment.estimates = [
      Estimate(window: DeliveryWindow(from: day, fromMinute: 600, to: day, toMinute: 840), source: .carrier, at: now)
    ]
    shipment.lastPolledAt = now.adding(hours: -1)
    shipment.lastSeenAt = shipment.lastPolledAt
    shipment.lastOutcome = "tracked"
    shipment.nextPollAt = now.adding(hours: 6).adding(seconds: Int64(index % 7200))
    shipment.nextAssessAt = now.adding(hours: 12).adding(seconds: Int64(index % 7200))
    return shipment
  }

  private static func checkpoint(at moment: Timestamp, _ index: Int) -> Checkpoint {
    let civil = CivilTime(moment, offset: 3600)
    return Checkpoint(
      time: CarrierTime(civil: civil, offset: 3600, zone: .stated, precision: .second, raw: civil.iso + "+01:00"),
      meaning: .status(Status(.inTransit, .sorted)), code: "SRTED_NRQRD_NB",
      text: "Die Sendung wurde im Paketzentrum \(index + 1) bearbeitet.", language: "de",
      place: Place(city: "Bremen", country: "DE"))
  }
}
