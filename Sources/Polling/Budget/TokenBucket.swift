import Tracking

/// So many requests a second, evenly. Pure: the moment comes in.
///
/// A tenth of a second's worth may be saved up, so that no second sees more than 1.1 times the rate (or one request
/// more, at low rates).
struct TokenBucket: Sendable, Equatable {
  let perSecond: Double
  private let capacity: Double
  private var tokens = 1.0
  private var filledAt: Timestamp

  /// Starts with a single request, however long the daemon was away.
  init(perSecond: Double, at now: Timestamp) {
    self.perSecond = perSecond.isFinite ? min(max(perSecond, 0.000_01), 1_000_000) : 1
    capacity = max(1, self.perSecond / 10)
    filledAt = now
  }

  /// Requests that may go now.
  mutating func available(at now: Timestamp) -> Int {
    fill(at: now)
    // A thousandth stands for what the division by milliseconds loses.
    return tokens < 0.999 ? 0 : Int(tokens + 0.001)
  }

  /// Takes `count`, also more than there are: what was sent beyond the plan is waited for afterwards.
  mutating func take(_ count: Int, at now: Timestamp) {
    fill(at: now)
    tokens = max(tokens - Double(count), -capacity * 1000 - 1000)
  }

  /// When the next request may go.
  func next(at now: Timestamp) -> Timestamp {
    var later = self
    later.fill(at: now)
    if later.tokens >= 0.999 { return now }
    return now.adding(milliseconds: Int64(((1 - later.tokens) / perSecond * 1000).rounded(.up)))
  }

  /// Requests that may go within `milliseconds` from now on.
  func forecast(within milliseconds: Int64, at now: Timestamp) -> Int {
    var later = self
    later.fill(at: now)
    return Int(min(max(later.tokens + Double(milliseconds) / 1000 * perSecond, 0), 1e9))
  }

  private mutating func fill(at now: Timestamp) {
    // A clock that was set back must not stop the account until it has caught up.
    let passed = max(0, Double(now.milliseconds) - Double(filledAt.milliseconds))
    tokens = min(capacity, tokens + passed / 1000 * perSecond)
    filledAt = now
  }
}
