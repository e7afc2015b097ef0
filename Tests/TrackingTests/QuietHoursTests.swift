import Foundation
import Testing
import Tracking

@Suite("Quiet hours") struct QuietHoursTests {
  private let berlin = TimeZones.zone(country: "DE")

  private func at(_ day: Int, _ hour: Int, _ minute: Int = 0) throws -> Timestamp {
    let date = try #require(CivilDate(year: 2026, month: 11, day: day))
    return TimeZones.moment(try #require(CivilTime(date, hour: hour, minute: minute)), in: berlin)
  }

  @Test("They end in the morning of the place, on the next day where they began the evening before")
  func ends() throws {
    let hours = QuietHours.usual
    #expect(hours.end(at: try at(24, 20, 59), in: berlin) == nil)
    #expect(hours.end(at: try at(24, 21), in: berlin) == (try at(25, 7)))
    #expect(hours.end(at: try at(25, 0), in: berlin) == (try at(25, 7)))
    #expect(hours.end(at: try at(25, 6, 59), in: berlin) == (try at(25, 7)))
    #expect(hours.end(at: try at(25, 7), in: berlin) == nil)
    let noon = try #require(QuietHours("12:00-14:30"))
    #expect(noon.end(at: try at(25, 13), in: berlin) == (try at(25, 14, 30)))
    #expect(QuietHours.none.end(at: try at(25, 3), in: berlin) == nil)
  }

  @Test("They are written as people write them", arguments: ["21:00-07:00", "12:00-14:30", "none"])
  func texts(text: String) { #expect(QuietHours(text)?.text == text) }

  @Test(
    "Nothing else is taken",
    arguments: ["", "21-7", "24:00-07:00", "21:60-07:00", "21:00", "21:00-07:00-08:00", "-1:00-07:00"])
  func wrong(text: String) { #expect(QuietHours(text) == nil) }
}
