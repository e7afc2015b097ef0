/// Where the offset of a carrier's time comes from.
public enum ZoneSource: String, Sendable, Codable, CaseIterable {
  /// The carrier wrote an offset, `Z`, or a zone beside the time.
  case stated
  /// The zone of the place (its country has one zone only, or the carrier names it).
  case place
  /// The manifest says that this carrier's bare times are in its home zone.
  case carrierDefault = "carrier_default"
  /// Nobody said. The time stays local and is never converted.
  case unknown
}

/// A time as a carrier gave it: the clock reading, and the offset only where it is known.
public struct CarrierTime: Hashable, Sendable, Codable {
  public enum Precision: String, Sendable, Codable {
    case second, minute
    /// A date without a time; `civil` is midnight and means nothing more.
    case day
  }

  /// What the clock at the place showed.
  public let civil: CivilTime
  /// Seconds east of UTC; nil where unknown.
  public let offset: Int?
  public let zone: ZoneSource
  public let precision: Precision
  /// The carrier's own text, as received.
  public let raw: String

  public init(civil: CivilTime, offset: Int?, zone: ZoneSource, precision: Precision, raw: String) {
    self.civil = civil
    self.offset = zone == .unknown ? nil : offset
    self.zone = offset == nil ? .unknown : zone
    self.precision = precision
    self.raw = raw
  }

  /// The moment, where the offset is known and the time is more than a date.
  public var instant: Timestamp? {
    guard let offset, precision != .day else { return nil }
    return civil.instant(offset: offset)
  }

  /// ISO 8601; with an offset only where one is known, date only where only a date is known.
  public var iso: String {
    if precision == .day { return civil.date.iso }
    guard let offset else { return civil.iso }
    if offset == 0 { return civil.iso + "Z" }
    let minutes = abs(offset) / 60
    return civil.iso + (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
  }

  /// Whether this time is before `other`; nil where the two cannot be compared
  /// (one with a known offset and one without, or dates of the same day).
  public func isBefore(_ other: CarrierTime) -> Bool? {
    if precision == .day || other.precision == .day {
      return civil.date == other.civil.date ? nil : civil.date < other.civil.date
    }
    if let mine = instant, let theirs = other.instant { return mine < theirs }
    return offset == nil && other.offset == nil ? civil < other.civil : nil
  }
}
