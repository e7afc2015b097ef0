import Foundation
import Localization
import Markup
import Presentation
import Tracking

/// Shipments in every state, and settings to tell them in.
enum Parcels {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let catalogs = Result { try Catalogs(directory: root.appendingPathComponent("Catalogs").path) }
  static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  struct Missing: Error {}

  static func words(_ language: String) throws -> Catalog {
    guard let words = try catalogs.get()[language] else { throw Missing() }
    return words
  }

  static let brand = Brand(name: "Fjordlicht", color: "#123c8c", contactMail: "help@fjordlicht.example")

  static func setting(_ language: String, _ now: String, unlocked: Bool = false) throws -> PageSetting {
    PageSetting(
      brand: brand, words: try words(language), now: moment(now), zone: berlin, path: "/t/x", isUnlocked: unlocked)
  }

  static let carrier = CarrierFace(name: "DHL", page: Link(web: "https://www.dhl.de/"))

  static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(text) else { throw Missing() }
    return day
  }

  /// `2026-11-24T12:10` in Berlin.
  static func moment(_ text: String) -> Timestamp { TimeZones.moment(civil(text), in: berlin) }

  static func civil(_ text: String) -> CivilTime {
    let parts = text.split(separator: "T")
    let clock = parts.count > 1 ? parts[1].split(separator: ":").compactMap { Int($0) } : []
    let day = CivilDate(String(parts[0])) ?? CivilDate(dayNumber: 0)
    return CivilTime(day, hour: clock.first ?? 0, minute: clock.last ?? 0) ?? .midnight(day)
  }

  static func scan(_ text: String, _ status: Status, city: String? = "Kassel") -> Checkpoint {
    let civil = civil(text)
    let offset = berlin.secondsFromGMT(for: moment(text).date)
    return Checkpoint(
      time: CarrierTime(civil: civil, offset: offset, zone: .stated, precision: .minute, raw: text),
      meaning: .status(status), code: status.detail?.rawValue ?? "", place: Place(city: city, country: "DE"))
  }

  /// A parcel that came into `status` at `time`, after a usual way.
  static func parcel(_ status: Status, at time: String = "2026-11-24T09:10") -> Shipment {
    var parcel = Shipment(
      id: "s", shop: "fjordlicht", carrier: "dhl", number: "00340434161094042557", order: "4711",
      destination: Destination(country: "DE", postalCode: "30449"), createdAt: moment("2026-11-19T10:00"))
    parcel.status = status
    parcel.stateSince = moment(time)
    parcel.lastPolledAt = moment(time)
    parcel.lastSeenAt = moment(time)
    var scans = [
      scan("2026-11-20T18:00", Status(.inTransit, .accepted)),
      scan("2026-11-19T15:00", Status(.announced, .labelCreated)),
    ]
    switch status.state {
    case .pending, .announced, .cancelled: scans.removeFirst()
    case .outForDelivery, .attemptFailed, .readyForPickup, .delivered, .returning, .returned:
      scans.insert(scan("2026-11-23T05:00", Status(.inTransit, .atDeliveryDepot)), at: 0)
    default: break
    }
    parcel.checkpoints = [scan(time, status)] + scans
    return parcel
  }

  /// Every state with every detail and without one.
  static let statuses: [Status] = ShipmentState.allCases.flatMap { state in
    [Status(state)] + StateDetail.allCases.filter { $0.state == state }.map { Status(state, $0) }
  }
}
