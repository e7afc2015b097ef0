/// What is foreseen for a shipment, and the counts that it rests on. Stored with it, so that page, events and
/// `explain` say the same.
public struct Outlook: Hashable, Sendable {
  public enum Basis: String, Sendable {
    /// Own parcels.
    case counts
    /// Too few of them: an assumption that was shipped with the program. Never an alarm.
    case prior
  }

  /// Whom the counts are of, from coarse to fine.
  public enum Scope: String, Sendable {
    case all, carrier, service, promise, region, destination
    /// Parcels of which as long a way was expected.
    case likes
    case lane
  }

  /// "`later` of `open` parcels that were open on day `day` came after day `until`."
  public struct Counts: Hashable, Sendable {
    public var scope: Scope
    public var open: Int
    public var later: Int
    /// Days since the hand-over.
    public var day: Int
    public var until: Int
    /// How the carrier's network does, in percent of the usual.
    public var health: Int

    public init(scope: Scope, open: Int, later: Int, day: Int, until: Int, health: Int) {
      self.scope = scope
      self.open = open
      self.later = later
      self.day = day
      self.until = until
      self.health = health
    }
  }

  public var basis: Basis
  /// The evening whose knowledge it is.
  public var asOf: CivilDate
  /// In percent; nil without a promise.
  public var chanceLate: Int?
  /// Holds the day of delivery with 50 % chance.
  public var middle: DeliveryWindow
  /// With 90 % chance.
  public var wide: DeliveryWindow
  /// The promise is in danger, as far as the forecast sees.
  public var isAlarm: Bool
  /// The evening on which the alarm was raised.
  public var alarmSince: CivilDate?
  /// The chance in percent from which on the shop's parcels are alarmed.
  public var threshold: Int
  /// In percent, by the amount of evidence.
  public var confidence: Int
  public var counts: Counts
  /// How well this carrier's dates held on the lane; nil where too few are known.
  public var carrier: CarrierStanding?

  public init(
    basis: Basis, asOf: CivilDate, chanceLate: Int?, middle: DeliveryWindow, wide: DeliveryWindow, isAlarm: Bool,
    alarmSince: CivilDate? = nil, threshold: Int, confidence: Int, counts: Counts, carrier: CarrierStanding? = nil
  ) {
    self.basis = basis
    self.asOf = asOf
    self.chanceLate = chanceLate
    self.middle = middle
    self.wide = wide
    self.isAlarm = isAlarm
    self.alarmSince = alarmSince
    self.threshold = threshold
    self.confidence = confidence
    self.counts = counts
    self.carrier = carrier
  }

  /// The days that are told: it comes on or after the first with three chances in four, by the last with 95 %. One day
  /// alone is told only where it holds 90 %.
  public var told: DeliveryWindow {
    middle.from == wide.to ? wide : DeliveryWindow(from: middle.from, to: wide.to)
  }

  /// Whether a customer reads the same.
  func reads(like other: Outlook?) -> Bool {
    guard let other, isAlarm == other.isAlarm, basis == other.basis else { return false }
    return !isAlarm || counts == other.counts
  }
}
