import Tracking

/// What is foreseen for one open shipment, with the counts that it rests on.
public struct Forecast: Hashable, Sendable {
  /// Said with what was known on this evening.
  public var asOf: CivilDate
  public var promise: CivilDate?
  /// Chance that it comes after the promise; nil without one, 1 when it has passed.
  public var chanceLate: Double?
  /// The day by which it comes with even odds.
  public var median: CivilDate
  /// Holds the day of delivery with 50 % chance.
  public var middle: DeliveryWindow
  /// With 90 % chance.
  public var wide: DeliveryWindow
  /// The promise is in danger: raised once, kept until the danger is clearly over.
  public var isAlarm: Bool
  /// The evening on which the alarm was raised.
  public var alarmSince: CivilDate?
  /// The chance from which on its shop is alarmed, tuned to the budget of false alarms.
  public var threshold: Double
  /// What stands out; nil where nothing does. A cause that the carrier reported goes before it.
  public var cause: Reason?
  /// 0 to 1, by the amount of evidence.
  public var confidence: Double
  public var evidence: ForecastEvidence
}

/// "41 of 152 parcels on this lane that were open on day 9 came after day 14."
public struct ForecastEvidence: Hashable, Sendable {
  /// Whom the counts are of, from coarse to fine.
  public enum Scope: String, Sendable, Codable {
    case all, carrier, service, promise, region
    /// Parcels of which as long a way was expected.
    case likes
    case destination, lane
  }

  public var scope: Scope
  /// Parcels that were open on `day`.
  public var open: Int
  /// Of these, came after `until`.
  public var later: Int
  /// Days since hand-over.
  public var day: Int
  /// The promise's day since hand-over, or the median's where nothing was promised.
  public var until: Int
  /// How the carrier's network does now: 1 is normal.
  public var health: Double
}
