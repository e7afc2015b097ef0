/// How the promise stands. Not ordered by badness; see `isBad`.
public enum DelayLevel: String, CaseIterable, Sendable, Codable {
  case none
  case atRisk = "at_risk"
  case late
  /// Scans stopped.
  case stalled
  /// The carrier should have it and never scanned it.
  case notScanned = "not_scanned"
  /// Ordered, and no label yet or the label not handed to the carrier.
  case notHandedOver = "not_handed_over"
}

/// The third axis: danger to the promise. Never replaces a state.
public struct Delay: Hashable, Sendable, Codable {
  public var level: DelayLevel
  /// When this level began; nil for `none`.
  public var since: Timestamp?
  /// The promise that is in danger or broken.
  public var promise: CivilDate?
  /// When it is expected now, and who says so.
  public var expected: DeliveryWindow?
  public var expectedSource: EstimateSource?
  public var cause: Reason?
  /// Business days of the destination between the promise and the last day expected now; nil where there is none.
  public var businessDaysLate: Int?
  /// 0 to 1; nil where a rule, not a forecast, decided.
  public var confidence: Double?

  public init(
    level: DelayLevel, since: Timestamp? = nil, promise: CivilDate? = nil, expected: DeliveryWindow? = nil,
    expectedSource: EstimateSource? = nil, cause: Reason? = nil, businessDaysLate: Int? = nil,
    confidence: Double? = nil
  ) {
    self.level = level
    self.since = since
    self.promise = promise
    self.expected = expected
    self.expectedSource = expectedSource
    self.cause = cause
    self.businessDaysLate = businessDaysLate
    self.confidence = confidence
  }

  public static let none = Delay(level: .none)
}
