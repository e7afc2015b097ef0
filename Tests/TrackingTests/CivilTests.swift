import Foundation
import Testing
import Tracking

@Suite("Days and clocks")
struct CivilTests {
  @Test(
    "Days that do not exist are refused",
    arguments: [(2026, 2, 29), (2026, 2, 30), (2026, 13, 1), (0, 1, 1), (2026, 4, 31)])
  func nonexistent(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test("Day numbers and dates convert both ways over four centuries")
  func roundTrip() throws {
    for number in stride(from: -60_000, through: 90_000, by: 17) {
      let date = CivilDate(dayNumber: number)
      #expect(date.dayNumber == number)
      #expect(CivilDate(date.iso) == date)
    }
    #expect(CivilDate("2026-11-22")?.weekday == 7)
  }

  @Test("Absurd numbers saturate instead of trapping")
  func saturation() {
    #expect(CivilDate(dayNumber: .max).year == 9999)
    #expect(CivilDate(dayNumber: .min).year == 1)
    #expect(Timestamp(seconds: .max).milliseconds == .max)
    #expect(Timestamp(milliseconds: .max).adding(seconds: .max).milliseconds == .max)
    #expect(Timestamp(milliseconds: .min).seconds(since: Timestamp(milliseconds: .max)) == .min)
    #expect(CivilDate(dayNumber: 0).adding(days: .max).year == 9999)
  }

  @Test("A time without an offset is never converted")
  func unknownZone() {
    let local = time(21, 9, offset: nil)
    #expect(local?.instant == nil)
    #expect(local?.iso == "2026-11-21T09:00:00")
    #expect(time(21, 9)?.iso == "2026-11-21T09:00:00+01:00")
    #expect(local.flatMap { mine in time(21, 10).flatMap { mine.isBefore($0) } } == nil)
  }

  @Test("The moment of a wall clock is right on both sides of a change of the clock")
  func changeOfClock() throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    for (day, hour, offset) in [(24, 12, 7200), (25, 12, 3600), (25, 1, 7200)] {
      let date = try #require(CivilDate(year: 2026, month: 10, day: day))
      let civil = try #require(CivilTime(date, hour: hour, minute: 0))
      let moment = TimeZones.moment(civil, in: berlin)
      #expect(moment == civil.instant(offset: offset))
      #expect(TimeZones.civil(moment, in: berlin) == civil)
    }
  }
}
