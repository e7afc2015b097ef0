import Foundation
import Testing
import Tracking

@testable import Foresight

@Suite("Business days of the destination")
struct CalendarTests {
  @Test(
    "Easter falls where the church says",
    arguments: [
      (2024, "2024-03-31", "2024-05-05"), (2025, "2025-04-20", "2025-04-20"), (2026, "2026-04-05", "2026-04-12"),
      (2038, "2038-04-25", "2038-04-25"),
    ])
  func easter(year: Int, western: String, orthodox: String) {
    #expect(Easter.western(year)?.iso == western)
    #expect(Easter.orthodox(year)?.iso == orthodox)
  }

  @Test(
    "Known holidays of 2026 are holidays",
    arguments: [
      ("DE", nil, "2026-05-14"), ("DE", "BY", "2026-08-15"), ("DE", "SN", "2026-11-18"), ("DE", "BE", "2026-03-08"),
      ("AT", nil, "2026-06-04"), ("SE", nil, "2026-06-19"), ("FI", nil, "2026-10-31"), ("IE", nil, "2026-10-26"),
      ("GB", nil, "2026-05-25"), ("GR", nil, "2026-04-13"), ("RO", nil, "2026-06-01"), ("PL", nil, "2026-12-24"),
    ] as [(String, String?, String)])
  func holidays(country: String, region: String?, day: String) throws {
    let date = try #require(CivilDate(day))
    #expect(BusinessCalendar(country: country, region: region).isHoliday(date))
  }

  @Test("A state's holiday is none in another state, and an unknown country keeps weekends only")
  func elsewhere() throws {
    let corpus = try #require(CivilDate("2026-06-04"))
    #expect(!BusinessCalendar(country: "DE", region: "BE").isHoliday(corpus))
    #expect(BusinessCalendar(country: "DE", region: "BY").isHoliday(corpus))
    #expect(BusinessCalendar(country: "ZZ").isBusinessDay(corpus))
    #expect(!BusinessCalendar(country: "ZZ").isBusinessDay(corpus.adding(days: 3)))
  }

  @Test("Business hours skip the weekend and Christmas")
  func hours() throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let calendar = BusinessCalendar(country: "DE")
    let friday = try #require(CivilDate("2026-11-20").flatMap { CivilTime($0, hour: 18, minute: 0) })
    let end = calendar.moment(after: 24, since: TimeZones.moment(friday, in: berlin), in: berlin)
    #expect(TimeZones.civil(end, in: berlin).iso == "2026-11-23T18:00:00")
    let eve = try #require(CivilDate("2026-12-24").flatMap { CivilTime($0, hour: 12, minute: 0) })
    let after = calendar.moment(after: 24, since: TimeZones.moment(eve, in: berlin), in: berlin)
    #expect(TimeZones.civil(after, in: berlin).iso == "2026-12-28T12:00:00")
    #expect(calendar.moment(after: .max, since: Timestamp(milliseconds: 0), in: berlin) > Timestamp(milliseconds: 0))
  }
}
