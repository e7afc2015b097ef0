import Tracking

/// What an account may do: the manifest's budget with the operator's own numbers over it.
public struct AccountLimits: Hashable, Sendable {
  /// Requests a day; nil: no limit known.
  public var perDay: Int?
  /// Seconds after midnight UTC at which the day begins.
  public var resets: Int
  /// Requests a second, evenly; nil: no limit known.
  public var perSecond: Double?
  /// Requests at a time.
  public var concurrency: Int
  /// Numbers in one request.
  public var batch: Int
  /// Seconds between two polls of one shipment at the least.
  public var minInterval: Int

  public init(
    perDay: Int? = nil, resets: Int = 0, perSecond: Double? = nil, concurrency: Int = 4, batch: Int = 1,
    minInterval: Int = 0
  ) {
    self.perDay = perDay.map { max(0, $0) }
    self.resets = min(max(resets, 0), 86_399)
    self.perSecond = perSecond
    self.concurrency = max(1, concurrency)
    self.batch = max(1, batch)
    self.minInterval = max(0, minInterval)
  }

  /// The day of the quota in which `now` lies, as `AccountStore` counts it.
  public func day(at now: Timestamp) -> CivilDate { DayQuota.day(at: now, resets: resets) }
}
