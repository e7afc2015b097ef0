import Foundation

/// Which clock a place goes by, where that is certain.
public enum TimeZones {
  /// The IANA zone of a country that has one zone; nil for countries with several (ES, PT, FR overseas parts
  /// apart: the mainland's zone is given for those in Europe, as parcels there are meant).
  public static func name(country: String) -> String? { single[country.uppercased()] }

  /// The zone for `Shipment.destination`, else the shop's country, else UTC for showing only.
  public static func zone(country: String?, fallback: String? = nil) -> TimeZone {
    for candidate in [country, fallback] {
      if let candidate, let name = name(country: candidate), let zone = TimeZone(identifier: name) { return zone }
    }
    return .gmt
  }

  /// The calendar day that a clock in `zone` shows at `moment`.
  public static func day(of moment: Timestamp, in zone: TimeZone) -> CivilDate {
    civil(moment, in: zone).date
  }

  public static func civil(_ moment: Timestamp, in zone: TimeZone) -> CivilTime {
    CivilTime(moment, offset: zone.secondsFromGMT(for: moment.date))
  }

  /// The moment at which the clock in `zone` shows `civil`; in the hour that is skipped, the moment after it.
  public static func moment(_ civil: CivilTime, in zone: TimeZone) -> Timestamp {
    let guess = civil.instant(offset: zone.secondsFromGMT(for: civil.instant(offset: 0).date))
    let better = civil.instant(offset: zone.secondsFromGMT(for: guess.date))
    return zone.secondsFromGMT(for: better.date) == zone.secondsFromGMT(for: guess.date) ? better : max(guess, better)
  }

  private static let single: [String: String] = [
    "AD": "Europe/Andorra", "AL": "Europe/Tirane", "AT": "Europe/Vienna", "BA": "Europe/Sarajevo",
    "BE": "Europe/Brussels", "BG": "Europe/Sofia", "BY": "Europe/Minsk", "CH": "Europe/Zurich", "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DE": "Europe/Berlin", "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn", "ES": "Europe/Madrid", "FI": "Europe/Helsinki", "FR": "Europe/Paris", "GB": "Europe/London",
    "GR": "Europe/Athens", "HK": "Asia/Hong_Kong", "HR": "Europe/Zagreb", "HU": "Europe/Budapest",
    "IE": "Europe/Dublin",
    "IL": "Asia/Jerusalem", "IN": "Asia/Kolkata", "IS": "Atlantic/Reykjavik", "IT": "Europe/Rome", "JP": "Asia/Tokyo",
    "KR": "Asia/Seoul", "LI": "Europe/Vaduz", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg", "LV": "Europe/Riga",
    "MC": "Europe/Monaco", "MD": "Europe/Chisinau", "ME": "Europe/Podgorica", "MK": "Europe/Skopje",
    "MT": "Europe/Malta",
    "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "PL": "Europe/Warsaw", "PT": "Europe/Lisbon",
    "RO": "Europe/Bucharest",
    "RS": "Europe/Belgrade", "SE": "Europe/Stockholm", "SG": "Asia/Singapore", "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava", "SM": "Europe/San_Marino", "TR": "Europe/Istanbul", "TW": "Asia/Taipei",
    "UA": "Europe/Kyiv", "VA": "Europe/Vatican", "XK": "Europe/Belgrade",
  ]
}
