import Foundation
import Localization
import Testing
import Tracking

private func day(_ text: String) -> CivilDate {
  CivilDate(text) ?? CivilDate(dayNumber: 0)
}

private func clock(_ date: String, _ hour: Int, _ minute: Int) -> CivilTime {
  CivilTime(day(date), hour: hour, minute: minute) ?? .midnight(day(date))
}

/// No-break and thin spaces made visible, so that an expectation says which one it wants.
private func visible(_ text: String) -> String {
  text.replacing("\u{A0}", with: "~").replacing("\u{202F}", with: "^").replacing("\u{2009}", with: "`")
}

@Suite struct DateFormsTests {
  let de = DateForms(language: "de")
  let en = DateForms(language: "en")

  @Test("German and English days stand as on the design's pages")
  func days() {
    let thursday = day("2026-11-26")
    #expect(de.weekday(thursday) == "Donnerstag")
    #expect(de.weekdayShort(thursday) == "Do")
    #expect(de.dayNumber(thursday) == "26.")
    #expect(de.monthShort(thursday) == "Nov.")
    #expect(de.short(thursday) == "Do 26.")
    #expect(de.shortWithMonth(day("2026-12-01")) == "Di 1. Dez.")
    #expect(visible(de.dayMonth(day("2026-12-04"))) == "4.~Dezember")
    #expect(visible(de.long(thursday)) == "Donnerstag, 26.~November")
    #expect(visible(de.dayMonthYear(day("2027-03-31"))) == "31.~März 2027")
    #expect(en.weekday(thursday) == "Thursday")
    #expect(en.short(thursday) == "Thu 26")
    #expect(en.dayNumber(thursday) == "26")
    #expect(en.shortWithMonth(thursday) == "Thu 26 Nov")
    #expect(visible(en.long(thursday)) == "Thursday 26~November")
    #expect(visible(en.dayMonthYear(day("2026-11-24"))) == "24~November 2026")
  }

  @Test("windows are the shortest form that cannot be misread")
  func windows() {
    #expect(visible(de.window(fromMinute: 14 * 60, toMinute: 16 * 60)) == "14–16~Uhr")
    #expect(visible(de.window(fromMinute: 8 * 60, toMinute: 14 * 60)) == "8–14~Uhr")
    #expect(visible(de.window(fromMinute: 0, toMinute: 2 * 60)) == "0–2~Uhr")
    #expect(visible(de.window(fromMinute: 14 * 60, toMinute: 16 * 60 + 30)) == "14:00–16:30~Uhr")
    #expect(visible(en.window(fromMinute: 14 * 60, toMinute: 16 * 60)) == "14:00–16:00")
    #expect(visible(DateForms(language: "en-US").window(fromMinute: 840, toMinute: 960)) == "2–4^PM")
    #expect(visible(DateForms(language: "fr").window(fromMinute: 840, toMinute: 960)) == "14:00–16:00")
    #expect(visible(DateForms(language: "cs").window(fromMinute: 540, toMinute: 660)) == "9:00–11:00")
    #expect(visible(DateForms(language: "ar").window(fromMinute: 840, toMinute: 960)) == "2–4~م")
  }

  @Test("clock readings carry the language's word in running text only")
  func clocks() {
    #expect(de.time(minute: 372) == "06:12")
    #expect(visible(de.clock(minute: 372)) == "06:12~Uhr")
    #expect(visible(de.clock(minute: 540)) == "9~Uhr")
    #expect(visible(de.clock(minute: 19 * 60)) == "19~Uhr")
    #expect(en.clock(minute: 540) == "09:00")
    #expect(visible(DateForms(language: "en-US").clock(minute: 540)) == "9^AM")
    #expect(visible(DateForms(language: "en-US").clock(minute: 545)) == "9:05^AM")
    #expect(de.time(minute: -5) == "00:00")
    #expect(de.time(minute: .max) == "23:59")
  }

  @Test("an entry of the history says today, else weekday, day, month and time")
  func moments() {
    let today = day("2026-11-24")
    #expect(de.moment(clock("2026-11-24", 6, 12), today: today) == "heute, 06:12")
    #expect(de.moment(clock("2026-11-23", 19, 55), today: today) == "Mo 23. Nov., 19:55")
    #expect(en.moment(clock("2026-11-24", 6, 12), today: today) == "today, 06:12")
    #expect(en.moment(clock("2026-11-23", 16, 44), today: today) == "Mon 23 Nov, 16:44")
    #expect(de.moment(day("2026-11-20"), today: today) == "Fr 20. Nov.")
  }

  @Test("relative days know yesterday, today and tomorrow, across a month's end")
  func relative() {
    let today = day("2026-11-30")
    #expect(de.relativeDay(day("2026-12-01"), today: today) == "morgen")
    #expect(de.relativeDay(day("2026-11-29"), today: today) == "gestern")
    #expect(de.relativeDay(day("2026-12-02"), today: today) == nil)
    #expect(de.wayDay(today, today: today) == "heute")
    #expect(de.wayDay(day("2026-11-20"), today: today) == "Fr 20.")
    #expect(de.wayDay(day("2026-10-20"), today: today) == "Di 20. Okt.")
    #expect(de.headlineDay(day("2026-12-01"), today: today) == "morgen")
    #expect(de.headlineDay(day("2026-12-06"), today: today) == "Sonntag")
    #expect(visible(de.headlineDay(day("2026-12-07"), today: today)) == "Montag, 7.~Dezember")
    #expect(en.headlineDay(day("2026-11-30"), today: today) == "today")
    #expect(de.capitalized("heute, 06:12") == "Heute, 06:12")
    #expect(DateForms(language: "tr").capitalized("iki") == "İki")
  }

  @Test("several days are one interval")
  func intervals() {
    #expect(visible(de.days(from: day("2026-11-26"), to: day("2026-11-27"))) == "26.–27.~November")
    #expect(visible(de.days(from: day("2026-11-26"), to: day("2026-11-26"))) == "26.~November")
    #expect(visible(en.days(from: day("2026-11-26"), to: day("2026-12-06"))) == "26~November`–`6~December")
  }

  @Test("the calendar is Gregorian and the year that of the day, whatever the locale's habit")
  func gregorian() {
    #expect(DateForms(language: "th").dayMonthYear(day("2026-11-24")).contains("2026"))
    #expect(!DateForms(language: "fa").dayMonthYear(day("2026-11-24")).contains("۱۴۰۵"))
  }

  @Test("every day of a leap year has the weekday that our own calendar says")
  func weekdays() {
    let names = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    for offset in 0..<366 {
      let date = day("2028-01-01").adding(days: offset)
      #expect(de.weekdayShort(date) == names[date.weekday - 1])
    }
  }

  @Test("zones are written as an offset")
  func zones() {
    #expect(de.zone(offset: 3600) == "UTC+1")
    #expect(de.zone(offset: -12_600) == "UTC−3:30")
    #expect(de.zone(offset: 0) == "UTC")
    #expect(de.zone(offset: .min).hasPrefix("UTC−"))
  }

  @Test("numbers and money are written as the language does")
  func numbers() throws {
    let catalogs = try Catalogs(files: [("en.yaml", "a: x"), ("de.yaml", "a: y")])
    let german = try #require(catalogs["de"]).numbers
    #expect(german.integer(1234) == "1.234")
    #expect(visible(german.money(minorUnits: 12_900, currency: "EUR")) == "129,00~€")
    #expect(try #require(catalogs["en"]).numbers.money(minorUnits: -50, currency: "GBP") == "-£0.50")
    #expect(visible(german.money(minorUnits: 1500, currency: "JPY")) == "1.500~¥")
  }

  @Test("formatters are shared by many tasks at once without a wrong word")
  func concurrency() async {
    let forms = de
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<500).allSatisfy { index in
            let date = CivilDate(dayNumber: 20_000 + task * 500 + index)
            return forms.dayNumber(date) == "\(date.day)."
          }
        }
      }
      for await right in group { #expect(right) }
    }
  }
}
