import Localization
import Presentation
import Testing
import Tracking

@Suite("The entry for a calendar") struct CalendarFileTests {
  private func file(_ parcel: Shipment) throws -> String? {
    var setting = try Parcels.setting("en", "2026-11-24T12:10")
    setting.brand.name = "Fjord, Licht; and sons who sell lamps of every kind to everybody in the north"
    return TrackingPage.calendar(parcel, carrier: Parcels.carrier, in: setting, host: "track.example")
  }

  @Test("a window has its moments in UTC, a day none; identity and sequence let it move")
  func times() throws {
    var parcel = Parcels.parcel(Status(.inTransit, .moving))
    let day = try Parcels.day("2026-11-26")
    parcel.version = 7
    parcel.estimates = [
      Estimate(
        window: DeliveryWindow(from: day, fromMinute: 840, to: day, toMinute: 960), source: .carrier,
        at: parcel.createdAt)
    ]
    let hours = try #require(try file(parcel))
    for line in ["UID:s@track.example", "SEQUENCE:7", "DTSTART:20261126T130000Z", "DTEND:20261126T150000Z"] {
      #expect(hours.contains(line + "\r\n"))
    }
    parcel.estimates = [Estimate(window: DeliveryWindow(day: day), source: .carrier, at: parcel.createdAt)]
    let whole = try #require(try file(parcel))
    #expect(whole.contains("DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261127\r\n"))
  }

  @Test("commas and semicolons are escaped, lines have at most 75 octets")
  func lines() throws {
    var parcel = Parcels.parcel(Status(.readyForPickup, .locker))
    parcel.pickup = PickupPlace(until: try Parcels.day("2026-12-01"))
    let text = try #require(try file(parcel))
    #expect(text.contains("Fjord\\, Licht\\; and sons"))
    let lines = text.split(separator: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 } && lines.count > 10)
  }

  @Test("where no one day is known there is no entry")
  func none() throws {
    var parcel = Parcels.parcel(Status(.inTransit, .moving))
    #expect(try file(parcel) == nil)
    parcel.promise = try Parcels.day("2026-11-30")
    #expect(try file(parcel) == nil)
    #expect(try file(Parcels.parcel(Status(.delivered, .mailbox))) == nil)
  }
}
