/// When a parcel is expected: days, and a clock reading at the destination where one is known.
public struct DeliveryWindow: Hashable, Sendable, Codable {
  public var from: CivilDate
  /// Minutes since midnight at the destination; nil where only the day is known.
  public var fromMinute: Int?
  public var to: CivilDate
  public var toMinute: Int?

  public init(from: CivilDate, fromMinute: Int? = nil, to: CivilDate, toMinute: Int? = nil) {
    let ordered = from <= to
    self.from = ordered ? from : to
    self.to = ordered ? to : from
    self.fromMinute = ordered ? fromMinute : toMinute
    self.toMinute = ordered ? toMinute : fromMinute
    if self.from == self.to, let start = self.fromMinute, let end = self.toMinute, start > end {
      self.fromMinute = end
      self.toMinute = start
    }
  }

  public init(day: CivilDate) {
    self.init(from: day, to: day)
  }

  public var isOneDay: Bool { from == to }
}

/// Who expects it.
public enum EstimateSource: String, Sendable, Codable, CaseIterable {
  case carrier, shop
  /// Ours, learned.
  case foresight
}

/// A window somebody expects. Estimates of several sources are kept apart.
public struct Estimate: Hashable, Sendable, Codable {
  public var window: DeliveryWindow
  public var source: EstimateSource
  public var at: Timestamp

  public init(window: DeliveryWindow, source: EstimateSource, at: Timestamp) {
    self.window = window
    self.source = source
    self.at = at
  }
}
