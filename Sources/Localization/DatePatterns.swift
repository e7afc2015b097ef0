import Foundation

/// A locale's CLDR patterns, cut to the short forms of the page ("Do 26.", "Mo 23. Nov., 19:55").
struct DatePatterns: Sendable, Hashable {
  let weekday: String
  let weekdayShort = "ccc"
  let day: String
  let monthShort = "MMM"
  let weekdayAndDay: String
  let weekdayDayMonth: String
  let dayMonth: String
  let dayMonthShort: String
  let weekdayDayLongMonth: String
  let dayMonthYear: String
  let time: String
  /// What stands between a date and a time.
  let glue: String

  init(_ locale: Locale) {
    func pattern(_ template: String, else fallback: String) -> String {
      DateFormatter.dateFormat(fromTemplate: template, options: 0, locale: locale) ?? fallback
    }
    weekday = pattern("EEEE", else: "cccc")
    dayMonthShort = pattern("MMMd", else: "d MMM")
    day = DatePatterns.day(in: dayMonthShort)
    weekdayAndDay = DatePatterns.short(pattern("Ed", else: "EEE d"))
    weekdayDayMonth = DatePatterns.short(pattern("MMMEd", else: "EEE d MMM"))
    dayMonth = pattern("dMMMM", else: "d MMMM")
    weekdayDayLongMonth = pattern("EEEEdMMMM", else: "EEEE d MMMM")
    dayMonthYear = pattern("yMMMMd", else: "d MMMM y")
    time = pattern("jm", else: "HH:mm")
    glue = DatePatterns.glue(in: pattern("yMdjm", else: "d/M/y, HH:mm"))
  }

  /// The weekday in its free-standing form, which has no full stop in German, and no comma after it.
  private static func short(_ pattern: String) -> String {
    var result = pattern
    for field in ["EEE", "ccc"] {
      for comma in [",", "،"] { result = result.replacingOccurrences(of: field + comma, with: field) }
    }
    return result.replacingOccurrences(of: "EEE", with: "ccc")
  }

  /// `d` with what clings to it: `d.` in German, `d日` in Japanese.
  private static func day(in pattern: String) -> String {
    guard let start = pattern.firstIndex(of: "d") else { return "d" }
    let clinging = pattern[start...].drop { $0 == "d" }.prefix {
      !$0.isWhitespace && $0 != "'" && $0 != "/" && $0 != "M"
    }
    return "d" + clinging
  }

  private static func glue(in pattern: String) -> String {
    guard let hour = pattern.firstIndex(where: { "HhKk".contains($0) }) else { return ", " }
    let literal = pattern[..<hour].reversed().prefix { !$0.isLetter && $0 != "'" }
    let text = String(literal.reversed())
    return text.isEmpty ? " " : text
  }
}
