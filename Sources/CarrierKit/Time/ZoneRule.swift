import Foundation
import Tracking

/// Where the offset of a carrier's bare time comes from, in this order: stated beside it, the home of the carrier's
/// division, the event's country, the carrier's home. Never invented.
public struct ZoneRule: Sendable, Hashable {
  /// An expression for an offset or a zone's name beside the time.
  public var stated: [XPath]
  /// An expression for the name of the home zone, where that depends on the answer: a carrier of several divisions.
  public var division: [XPath]
  /// Whether the event's country may say it, where it has one zone only.
  public var usesCountry: Bool
  /// The carrier's home zone; nil for "unknown".
  public var home: TimeZone?

  public init(stated: [XPath] = [], division: [XPath] = [], usesCountry: Bool = false, home: TimeZone?) {
    self.stated = stated
    self.division = division
    self.usesCountry = usesCountry
    self.home = home
  }

  /// The carrier's time.
  ///
  /// - Parameters:
  ///   - stated: what `self.stated` gave.
  ///   - division: what `self.division` gave.
  ///   - country: alpha-2 code of the event's place.
  func resolve(
    _ reading: ClockReading, raw: String, stated: String?, division: String? = nil, country: String?
  ) -> CarrierTime {
    func time(_ offset: Int?, _ source: ZoneSource) -> CarrierTime {
      CarrierTime(civil: reading.civil, offset: offset, zone: source, precision: reading.precision, raw: raw)
    }
    if let offset = reading.offset { return time(offset, .stated) }
    if let stated, let offset = ZoneRule.offset(of: stated, at: reading.civil) { return time(offset, .stated) }
    if let division, let zone = TimeZone(identifier: division) {
      return time(zone.offset(at: reading.civil), .carrierDefault)
    }
    if usesCountry, let country, let zone = ZoneRule.zone(ofCountry: country) {
      return time(zone.offset(at: reading.civil), .place)
    }
    if let home { return time(home.offset(at: reading.civil), .carrierDefault) }
    return time(nil, .unknown)
  }

  /// `+02:00`, `+2`, `Z`, `GMT+2`, `UTC+02:00` or an IANA name; nil for anything else. Abbreviations such as EST
  /// are not read: several places use the same ones.
  static func offset(of text: String, at civil: CivilTime) -> Int? {
    var rest = text[...]
    for prefix in ["GMT", "UTC"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(3)
      if rest.isEmpty { return 0 }
    }
    if rest.utf8.count == 2, let sign = rest.first, sign == "+" || sign == "-", let hour = rest.last?.wholeNumberValue {
      return (sign == "-" ? -1 : 1) * hour * 3600
    }
    var copy = String(rest)
    let fixed = copy.withUTF8 { bytes -> Int? in
      var cursor = ByteCursor(bytes)
      guard let offset = cursor.offset(), cursor.isAtEnd else { return nil }
      return offset
    }
    if let fixed { return fixed }
    guard text.contains("/"), let zone = TimeZone(identifier: text) else { return nil }
    return zone.offset(at: civil)
  }

  static func zone(ofCountry country: String) -> TimeZone? {
    country == "DE" ? germany : TimeZones.name(country: country).flatMap(TimeZone.init(identifier:))
  }

  private static let germany = TimeZone(identifier: "Europe/Berlin")
}

extension TimeZone {
  /// Seconds east of UTC when a clock here shows `civil`. Where a clock change repeats the hour, the first reading;
  /// where it skips it, the offset before the change.
  func offset(at civil: CivilTime) -> Int {
    let asUTC = civil.instant(offset: 0)
    let before = secondsFromGMT(for: asUTC.adding(seconds: -86_400).date)
    let after = secondsFromGMT(for: asUTC.adding(seconds: 86_400).date)
    if before == after { return before }
    for candidate in [before, after]
    where secondsFromGMT(for: civil.instant(offset: candidate).date) == candidate {
      return candidate
    }
    return before
  }
}
