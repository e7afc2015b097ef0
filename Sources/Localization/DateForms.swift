import Foundation
import Tracking

/// Days, clock readings and windows in one language, in the forms of the page and the mails.
///
/// Takes calendar days and clock readings, which already belong to a place; so nothing here knows a zone.
/// `today` is the day at the destination (`TimeZones.day(of:in:)`). Between a number and its unit stands a
/// no-break space in the long forms.
public struct DateForms: Sendable {
  /// ICU identifier of the forms; `en` without a region takes the British ones, since parcels here are European.
  public let locale: Locale
  private let patterns: DatePatterns
  private let relative: RelativeDays
  private let cache: FormatterCache
  private let memo = FormMemo()
  private let clockSuffix: String
  private let hoursHaveUnit: Bool

  /// - Parameter language: BCP 47.
  public init(language: String) {
    let identifier = language.lowercased() == "en" ? "en_GB" : language.replacingOccurrences(of: "-", with: "_")
    locale = Locale(identifier: identifier)
    patterns = DatePatterns(locale)
    relative = RelativeDays(locale: identifier)
    cache = FormatterCache(locale)
    let morning = Date(timeIntervalSince1970: 9 * 3600)
    let later = Date(timeIntervalSince1970: 10 * 3600 + 1800)
    hoursHaveUnit = cache.format(from: morning, to: later, "j").contains { $0.isLetter }
    let interval = cache.format(from: morning, to: later, "jm")
    clockSuffix = patterns.time.contains("a") ? "" : String(interval.reversed().prefix { !$0.isNumber }.reversed())
  }

  // MARK: days

  /// `Donnerstag`, `Thursday`.
  public func weekday(_ day: CivilDate) -> String { format(day, patterns.weekday, .weekday) }
  /// `Do`, `Thu`.
  public func weekdayShort(_ day: CivilDate) -> String { format(day, patterns.weekdayShort, .weekdayShort) }
  /// `26.`, `26`: the big line of a leaf.
  public func dayNumber(_ day: CivilDate) -> String { format(day, patterns.day, .dayNumber) }
  /// `Nov.`, `Nov`.
  public func monthShort(_ day: CivilDate) -> String { format(day, patterns.monthShort, .monthShort) }
  /// `Do 26.`, `Thu 26`: a row of the way.
  public func short(_ day: CivilDate) -> String { format(day, patterns.weekdayAndDay, .short) }
  /// `Di 1. Dez.`, `Tue 1 Dec`.
  public func shortWithMonth(_ day: CivilDate) -> String { format(day, patterns.weekdayDayMonth, .shortWithMonth) }
  /// `26. Nov.`, `26 Nov`.
  public func dayMonthShort(_ day: CivilDate) -> String { format(day, patterns.dayMonthShort, .dayMonthShort) }
  /// `4. Dezember`, `4 December`.
  public func dayMonth(_ day: CivilDate) -> String { format(day, patterns.dayMonth, .dayMonth) }
  /// `Donnerstag, 26. November`, `Thursday 26 November`.
  public func long(_ day: CivilDate) -> String { format(day, patterns.weekdayDayLongMonth, .long) }
  /// `31. März 2027`, `31 March 2027`.
  public func dayMonthYear(_ day: CivilDate) -> String { format(day, patterns.dayMonthYear, .dayMonthYear) }

  /// `gestern`, `heute`, `morgen`; nil for other days.
  public func relativeDay(_ day: CivilDate, today: CivilDate) -> String? {
    switch day.dayNumber - today.dayNumber {
    case -1: relative.yesterday
    case 0: relative.today
    case 1: relative.tomorrow
    default: nil
    }
  }

  /// A row of the way: `heute`, else `Do 26.`; with the month where it is more than 27 days away, since `Do 26.`
  /// would name another day.
  public func wayDay(_ day: CivilDate, today: CivilDate) -> String {
    if day == today { return relative.today }
    return abs(day.dayNumber - today.dayNumber) > 27 ? shortWithMonth(day) : short(day)
  }

  /// In a headline: `heute`, `morgen`, `Donnerstag` (the next six days), `Donnerstag, 3. Dezember`.
  public func headlineDay(_ day: CivilDate, today: CivilDate) -> String {
    if day >= today, let word = relativeDay(day, today: today) { return word }
    return (2...6).contains(day.dayNumber - today.dayNumber) ? weekday(day) : long(day)
  }

  /// `26.–27. November`, `26 November – 6 December`: the shortest CLDR interval; one day is `dayMonth`.
  public func days(from first: CivilDate, to last: CivilDate) -> String {
    first == last
      ? dayMonth(first)
      : memo.text(.days, first.dayNumber, last.dayNumber) {
        tidy(cache.format(from: date(first), to: date(last), "dMMMM"))
      }
  }

  /// `Donnerstag, 26. – Freitag, 27. November`.
  public func longDays(from first: CivilDate, to last: CivilDate) -> String {
    first == last
      ? long(first)
      : memo.text(.longDays, first.dayNumber, last.dayNumber) {
        tidy(cache.format(from: date(first), to: date(last), "EEEEdMMMM"))
      }
  }

  // MARK: clock readings

  /// `06:12`, without the language's word for the clock. Minutes since midnight; clamped to one day.
  public func time(minute: Int) -> String {
    memo.text(.time, minute) { cache.format(date(minute: minute), patterns.time) }
  }

  /// In running text: `9 Uhr`, `06:12 Uhr`, `06:12`, `9 AM`.
  public func clock(minute: Int) -> String { memo.text(.clock, minute) { newClock(minute: minute) } }

  private func newClock(minute: Int) -> String {
    if hoursHaveUnit, minute % 60 == 0 {
      // An interval of the hour template knows the unit where the pattern of a single hour does not.
      return joined(withoutLeadingZero(single(hour: minute)))
    }
    return joined(time(minute: minute) + clockSuffix)
  }

  /// `14–16 Uhr`, `14:00–16:30 Uhr`, `14:00–16:00`, `2–4 PM`: the shortest form that cannot be misread.
  public func window(fromMinute: Int, toMinute: Int) -> String {
    memo.text(.window, fromMinute, toMinute) { newWindow(fromMinute: fromMinute, toMinute: toMinute) }
  }

  private func newWindow(fromMinute: Int, toMinute: Int) -> String {
    let (first, last) = (date(minute: min(fromMinute, toMinute)), date(minute: max(fromMinute, toMinute)))
    if fromMinute == toMinute { return clock(minute: fromMinute) }
    if hoursHaveUnit, fromMinute % 60 == 0, toMinute % 60 == 0 {
      return tidy(withoutLeadingZero(cache.format(from: first, to: last, "j")))
    }
    return tidy(cache.format(from: first, to: last, "jm"))
  }

  // MARK: both

  /// An entry of the history: `heute, 06:12`, `Mo 23. Nov., 19:55`.
  public func moment(_ civil: CivilTime, today: CivilDate) -> String {
    let day = civil.date == today ? relative.today : shortWithMonth(civil.date)
    return day + patterns.glue + time(minute: civil.hour * 60 + civil.minute)
  }

  /// The same for a date without a time.
  public func moment(_ day: CivilDate, today: CivilDate) -> String {
    day == today ? relative.today : shortWithMonth(day)
  }

  /// What the language puts between a day and a time: `, `.
  public var glue: String { patterns.glue }

  /// `UTC+1`, `UTC−3:30`: for a time whose place goes by another clock than the destination.
  public func zone(offset seconds: Int) -> String {
    let minutes = Int(min(UInt(Int32.max), seconds.magnitude)) / 60
    guard minutes > 0 else { return "UTC" }
    let rest = minutes % 60
    return "UTC" + (seconds < 0 ? "−" : "+") + String(minutes / 60)
      + (rest == 0 ? "" : ":" + (rest < 10 ? "0" : "") + String(rest))
  }

  /// `text` as the beginning of a sentence or a title: `Heute`.
  public func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased(with: locale) + text.dropFirst()
  }

  // MARK: pieces

  private func format(_ day: CivilDate, _ pattern: String, _ form: FormMemo.Form) -> String {
    memo.text(form, day.dayNumber) {
      let text = cache.format(date(day), pattern)
      return form.keepsNumberAndWord ? joined(text) : text
    }
  }

  private func single(hour minute: Int) -> String {
    if patterns.time.contains("a") {
      let pattern = DateFormatter.dateFormat(fromTemplate: "j", options: 0, locale: locale) ?? "h a"
      return cache.format(date(minute: minute), pattern)
    }
    let number = cache.format(date(minute: minute), "H")
    return number + clockSuffix
  }

  private func date(_ day: CivilDate) -> Date { CivilTime.midnight(day).instant(offset: 0).date }

  private func date(minute: Int) -> Date {
    Date(timeIntervalSince1970: Double(min(max(minute, 0), 1439)) * 60)
  }

  /// `06–8` as `6–8`: a zero before a single digit that no digit, colon or point precedes.
  private func withoutLeadingZero(_ text: String) -> String {
    rewritten(text) { scalars, index in
      guard scalars[index] == "0", index + 1 < scalars.count, scalars[index + 1].isASCIIDigit else { return nil }
      let before = index > 0 ? scalars[index - 1] : " "
      let after = index + 2 < scalars.count ? scalars[index + 2] : " "
      return before.isASCIIDigit || before == ":" || before == "." || after.isASCIIDigit ? nil : ""
    }
  }

  /// CLDR puts thin spaces round the dash in some languages; between digits it is read well without.
  private func tidy(_ text: String) -> String {
    joined(
      rewritten(text) { scalars, index in
        // Digit, thin space, dash, thin space, digit: the two thin spaces go.
        func fits(_ start: Int) -> Bool {
          start >= 0 && start + 4 < scalars.count && scalars[start].isASCIIDigit && scalars[start + 1] == "\u{2009}"
            && scalars[start + 2] == "–" && scalars[start + 3] == "\u{2009}" && scalars[start + 4].isASCIIDigit
        }
        return fits(index - 1) || fits(index - 3) ? "" : nil
      })
  }

  /// A number and the word after it stay on one line.
  private func joined(_ text: String) -> String {
    rewritten(text) { scalars, index in
      guard scalars[index] == " ", index > 0, index + 1 < scalars.count, scalars[index + 1].properties.isAlphabetic
      else { return nil }
      let digit = scalars[index - 1] == "." && index > 1 ? scalars[index - 2] : scalars[index - 1]
      return digit.isASCIIDigit ? "\u{A0}" : nil
    }
  }

  /// `text` with the scalars replaced for which `rule` gives something. Regular expressions took 30 to 150 µs here.
  private func rewritten(_ text: String, _ rule: ([Unicode.Scalar], Int) -> String?) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for index in scalars.indices {
      if let replacement = rule(scalars, index) {
        result.append(contentsOf: replacement.unicodeScalars)
      } else {
        result.append(scalars[index])
      }
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIIDigit: Bool { (0x30...0x39).contains(value) }
}
