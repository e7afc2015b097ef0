import Foundation
import Localization
import Markup
import Presentation
import Tracking

@testable import Site

/// Pages of every kind, as values that never change: the golden files, the size rule and the browser check use them.
enum PageSamples {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Read once; a broken catalog fails the tests that ask for it.
  static let catalogs = Result { try Catalogs(directory: root.appendingPathComponent("Catalogs").path) }

  static let brand = Brand(
    name: "Fjordlicht", color: "#123c8c", mark: "M12 3v4M5 21l7-14 7 14M8 15h8", homeURL: "https://fjordlicht.example/",
    imprintURL: "https://fjordlicht.example/imprint", privacyURL: "https://fjordlicht.example/privacy",
    contactMail: "help@fjordlicht.example")

  static let warmBrand = Brand(
    name: "Mohnblume", color: "#ff5a36",
    mark: "M12 20v-8M12 12C12 7 8 5 4 5c0 5 3 7 8 7zM12 12c0-5 4-7 8-7 0 5-3 7-8 7z",
    homeURL: "https://mohnblume.example/", imprintURL: "https://mohnblume.example/imprint",
    privacyURL: "https://mohnblume.example/privacy", contactMail: "hallo@mohnblume.example")

  static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  static let dhl = CarrierFace(
    name: "DHL", page: .init(web: "https://www.dhl.de/?piececode=00340434161094042557"))
  static let dpd = CarrierFace(name: "DPD", page: .init(web: "https://www.dpd.com/01505012345678"))

  /// A moment in Berlin: `11-24 12:04` of 2026.
  static func at(_ text: String) -> Timestamp { time(text).instant ?? Timestamp(seconds: 0) }

  static func time(_ text: String) -> CarrierTime {
    let parts = text.split(separator: " ")
    let clock = (parts.count > 1 ? parts[1] : "00:00").split(separator: ":").compactMap { Int($0) }
    let day = CivilDate("2026-" + parts[0]) ?? CivilDate(dayNumber: 0)
    let civil = CivilTime(day, hour: clock[0], minute: clock[1]) ?? .midnight(day)
    return CarrierTime(civil: civil, offset: 3600, zone: .stated, precision: .minute, raw: text)
  }

  static func day(_ text: String) -> CivilDate { CivilDate("2026-" + text) ?? CivilDate(dayNumber: 0) }

  static func scan(_ text: String, _ detail: StateDetail, _ city: String? = nil, country: String = "DE") -> Checkpoint {
    Checkpoint(
      time: time(text), meaning: .status(Status(detail.state, detail)), code: detail.rawValue,
      text: "Scan: \(detail.rawValue)", language: "en", place: Place(city: city, country: country))
  }

  static func shipment(_ scans: [Checkpoint], polled: String) -> Shipment {
    var shipment = Shipment(
      id: "s1", shop: "fjordlicht", carrier: "dhl", number: "00340434161094042557", order: "4711-20",
      destination: Destination(country: "DE", postalCode: "30449"), language: "de",
      items: [Item(name: "Pendelleuchte Fjell, Messing"), Item(name: "Leuchtmittel E27, warmweiß", quantity: 2)],
      createdAt: at("11-19 15:00"))
    shipment.checkpoints = scans
    if let newest = scans.first(where: { $0.meaning.status != nil }) {
      shipment.status = newest.meaning.status ?? .pending
      shipment.stateSince = newest.time?.instant
    }
    shipment.lastPolledAt = at(polled)
    shipment.lastSeenAt = at(polled)
    shipment.lastOutcome = "tracked"
    return shipment
  }

  /// The way from Norway, 20 checkpoints, newest first.
  static let longWay: [Checkpoint] = [
    scan("11-24 06:12", .arrivedHub, "Hannover"), scan("11-23 22:40", .departed, "Hamburg"),
    scan("11-23 17:05", .accepted, "Hamburg"), scan("11-23 14:31", .customsCleared, "Hamburg"),
    scan("11-23 11:02", .customsStarted, "Hamburg"), scan("11-23 08:47", .arrivedCountry, "Hamburg"),
    scan("11-22 14:00", .moving, "Oslo", country: "NO"), scan("11-22 09:26", .arrivedHub, "Oslo", country: "NO"),
    scan("11-21 16:10", .customsCleared, "Oslo", country: "NO"),
    scan("11-21 12:55", .customsStarted, "Oslo", country: "NO"),
    scan("11-21 07:30", .arrivedHub, "Oslo", country: "NO"),
    scan("11-20 23:48", .departed, "Drammen", country: "NO"),
    scan("11-20 21:15", .arrivedHub, "Drammen", country: "NO"),
    scan("11-20 14:02", .departed, "Bergen", country: "NO"), scan("11-20 12:20", .sorted, "Bergen", country: "NO"),
    scan("11-20 10:41", .arrivedHub, "Bergen", country: "NO"), scan("11-20 09:05", .pickedUp, "Bergen", country: "NO"),
    scan("11-19 16:30", .dataReceived, "Bergen", country: "NO"),
    scan("11-19 15:48", .labelCreated, "Bergen", country: "NO"),
    scan("11-19 15:12", .labelCreated),
  ]

  static let shortWay: [Checkpoint] = [
    scan("11-23 19:55", .arrivedHub, "Kassel"), scan("11-21 22:10", .departed, "Würzburg"),
    scan("11-20 17:30", .accepted, "Würzburg"),
  ]

  static let toHannover: [Checkpoint] = [
    scan("11-26 05:40", .atDeliveryDepot, "Hannover"), scan("11-25 21:12", .departed, "Kassel"),
    scan("11-24 16:44", .accepted, "Würzburg"),
  ]

  static func window(_ day: String, _ from: Int? = nil, _ to: Int? = nil) -> DeliveryWindow {
    DeliveryWindow(
      from: self.day(day), fromMinute: from.map { $0 * 60 }, to: self.day(day), toMinute: to.map { $0 * 60 })
  }
}
