import Foundation
import Testing
import Tracking

@testable import CarrierKit

@Suite struct TimeFormatTests {
  @Test(
    "a carrier's time is read as written",
    arguments: [
      ("iso8601", "2026-08-10T08:16:21.025Z", "2026-08-10T08:16:21Z"),
      ("iso8601", "2024-10-07T10:46:14+0200", "2024-10-07T10:46:14+02:00"),
      ("iso8601", "2024-10-07T10:46:14-05:30", "2024-10-07T10:46:14-05:30"),
      ("iso8601", "2024-10-07T10:46:14+02", "2024-10-07T10:46:14+02:00"),
      ("iso8601", "2021-08-27T12:04:00", "2021-08-27T12:04:00"), ("iso8601", "2021-08-27 12:04", "2021-08-27T12:04:00"),
      ("iso8601", "2026-02-16", "2026-02-16"), ("iso8601", "20260216T101112Z", "2026-02-16T10:11:12Z"),
      ("iso8601", "2026-12-31T24:00:00", "2027-01-01T00:00:00"),
      ("dd.MM.yyyy HH:mm", "18.03.2016 10:02", "2016-03-18T10:02:00"),
      ("dd.MM.yyyy, HH:mm", "18.03.2016, 10:02", "2016-03-18T10:02:00"),
      ("M/d/yyyy h:mm:ss a", "8/19/2021 5:11:26 PM", "2021-08-19T17:11:26"),
      ("M/d/yyyy h:mm:ss a", "8/19/2021 12:11:26 AM", "2021-08-19T00:11:26"),
      ("yyyyMMdd HHmmss", "20110308 091442", "2011-03-08T09:14:42"),
      ("MMMM d, yyyy h:mm a", "February 28, 2014 1:58 pm", "2014-02-28T13:58:00"),
      ("EEEE, MMMM d, yyyy", "Friday, July 31, 2026", "2026-07-31"),
      ("ddMMyyyyHHmmss", "08032011091442", "2011-03-08T09:14:42"), ("unix", "1790000000", "2026-09-21T14:13:20Z"),
      ("unix_ms", "1790000000123", "2026-09-21T14:13:20Z"),
      ("yyyy-MM-dd'T'HH:mmXXX", "2026-01-02T03:04+01:00", "2026-01-02T03:04:00+01:00"),
    ])
  func reads(_ format: String, _ text: String, _ iso: String) throws {
    let reading = try #require(try TimeFormat.named(format).get().read(text))
    let time = CarrierTime(
      civil: reading.civil, offset: reading.offset, zone: reading.offset == nil ? .unknown : .stated,
      precision: reading.precision, raw: text)
    #expect(time.iso == iso)
  }

  @Test(
    "what is no such time gives none",
    arguments: [
      ("iso8601", "2026-02-30T10:00:00"), ("iso8601", "2026-13-01"), ("iso8601", "2026-01-01T25:00:00"),
      ("iso8601", "soon"),
      ("iso8601", "2026-01-01T10:00:00 CET"), ("iso8601", ""), ("iso8601", "9999999999999999999"), ("unix", "-5"),
      ("unix", "99999999999999999999"), ("dd.MM.yyyy HH:mm", "31.04.2026 10:00"),
      ("M/d/yyyy h:mm:ss a", "8/19/2021 17:11:26 PM"),
      ("dd.MM.yyyy", "1.1.2026"), ("dd.MM.yyyy", "01.01.2026 10:00"),
    ])
  func refuses(_ format: String, _ text: String) throws {
    #expect(try TimeFormat.named(format).get().read(text) == nil)
  }

  @Test(
    "a bare time gets its offset from what is stated, the country, the carrier's home, in this order, or none",
    arguments: [
      ("+05:00", "GB", "Europe/Berlin", "+05:00", ZoneSource.stated),
      ("Asia/Tokyo", "GB", "Europe/Berlin", "+09:00", .stated),
      ("GMT+2", "GB", "Europe/Berlin", "+02:00", .stated), ("EST", "GB", "Europe/Berlin", "Z", .place),
      (nil, "GB", "Europe/Berlin", "Z", .place), (nil, "US", "Europe/Berlin", "+01:00", .carrierDefault),
      (nil, nil, "Europe/Berlin", "+01:00", .carrierDefault), (nil, "US", nil, "", .unknown),
    ] as [(String?, String?, String?, String, ZoneSource)])
  func zones(_ stated: String?, _ country: String?, _ home: String?, _ suffix: String, _ source: ZoneSource) throws {
    let reading = try #require(TimeFormat.iso8601.read("2026-01-15T10:00:00"))
    let rule = ZoneRule(usesCountry: true, home: home.flatMap(TimeZone.init(identifier:)))
    let time = rule.resolve(reading, raw: "", stated: stated, country: country)
    #expect(time.iso == "2026-01-15T10:00:00" + suffix)
    #expect(time.zone == source)
  }

  @Test("a division's home stands behind what is stated and before the country; a blank or unknown name is passed over")
  func division() throws {
    let reading = try #require(TimeFormat.iso8601.read("2026-01-15T10:00:00"))
    let rule = ZoneRule(usesCountry: true, home: nil)
    func zone(_ stated: String?, _ division: String?) -> String {
      let time = rule.resolve(reading, raw: "", stated: stated, division: division, country: "GB")
      return "\(time.offset ?? -1) \(time.zone.rawValue)"
    }
    #expect(zone("+05:00", "Europe/Berlin") == "18000 stated")
    #expect(zone(nil, "Europe/Berlin") == "3600 carrier_default")
    #expect(zone(nil, "Elsewhere") == "0 place")
    #expect(zone(nil, nil) == "0 place")
  }

  @Test(
    "an hour that a clock change repeats is its first reading, one that it skips has the offset before",
    arguments: [
      ("2026-10-25T02:30:00", "+02:00"), ("2026-10-25T03:30:00", "+01:00"), ("2026-10-25T01:30:00", "+02:00"),
      ("2026-03-29T02:30:00", "+01:00"), ("2026-03-29T03:30:00", "+02:00"), ("2026-03-29T01:30:00", "+01:00"),
    ])
  func clockChange(_ text: String, _ offset: String) throws {
    let reading = try #require(TimeFormat.iso8601.read(text))
    let rule = ZoneRule(home: TimeZone(identifier: "Europe/Berlin"))
    #expect(rule.resolve(reading, raw: text, stated: nil, country: nil).iso == text + offset)
  }
}
