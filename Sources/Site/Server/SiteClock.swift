import Tracking

/// The two clocks of the site.
public struct SiteClock: Sendable {
  /// The model's clock, which the demo and tests run at any speed: what pages call now.
  public let now: @Sendable () -> Timestamp
  /// The wall's clock: HTTP dates, sessions, locks and budgets against strangers.
  public let wall: @Sendable () -> Timestamp

  /// - Parameter wall: the model's clock where left out.
  public init(now: @escaping @Sendable () -> Timestamp, wall: (@Sendable () -> Timestamp)? = nil) {
    self.now = now
    self.wall = wall ?? now
  }
}
