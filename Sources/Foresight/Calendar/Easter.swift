import Tracking

/// The Sunday on which movable feasts hang.
enum Easter {
  /// Western Easter Sunday (the anonymous Gregorian algorithm, Meeus, Astronomical Algorithms, chapter 8).
  static func western(_ year: Int) -> CivilDate? {
    let golden = year % 19
    let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
    let (leapCenturies, centuryRest) = century.quotientAndRemainder(dividingBy: 4)
    let correction = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - leapCenturies - correction + 15) % 30
    let (leaps, restOfFour) = rest.quotientAndRemainder(dividingBy: 4)
    let weekday = (32 + 2 * centuryRest + 2 * leaps - epact - restOfFour) % 7
    let shift = (golden + 11 * epact + 22 * weekday) / 451
    let value = epact + weekday - 7 * shift + 114
    return CivilDate(year: year, month: value / 31, day: value % 31 + 1)
  }

  /// Orthodox Easter Sunday in the Gregorian calendar (Meeus's Julian algorithm; 13 days apart from 1900 to 2099).
  static func orthodox(_ year: Int) -> CivilDate? {
    guard (1900...2099).contains(year) else { return nil }
    let epact = (19 * (year % 19) + 15) % 30
    let weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    let value = epact + weekday + 114
    return CivilDate(year: year, month: value / 31, day: value % 31 + 1)?.adding(days: 13)
  }
}
