import Storage
import Tracking

/// Whether a carrier account may be asked now, and if not, not before when. Pure: the moment comes in.
struct AccountBudget: Sendable, Equatable {
  enum Allowance: Sendable, Equatable {
    /// So many requests may go now; 0 where the next event decides.
    case requests(Int)
    /// None before this moment.
    case notBefore(Timestamp, Closed)
  }

  /// Why nothing may go, for the operator.
  enum Closed: String, Sendable {
    case rate, quota
    case breaker = "unavailable"
    case rateLimited = "rate_limited"
    case badCredentials = "bad_credentials"
  }

  struct Pause: Sendable, Equatable {
    var until: Timestamp
    var reason: Closed
  }

  let account: String
  private var bucket: TokenBucket?
  var quota: DayQuota
  /// The share of plain links: at most a fifth of the quota.
  var links: DayQuota
  private(set) var breaker: Breaker
  private(set) var pause: Pause?
  /// Refusals (rate limited, bad credentials) in a row.
  private var refusals: Int

  init(account: String, limits: AccountLimits, state: AccountState = AccountState(), at now: Timestamp) {
    self.account = account
    bucket = limits.perSecond.map { TokenBucket(perSecond: $0, at: now) }
    quota = DayQuota(perDay: limits.perDay, resets: limits.resets, at: now)
    links = DayQuota(perDay: limits.perDay.map { $0 / 5 }, resets: limits.resets, at: now)
    let reason = state.reason.flatMap(Closed.init(rawValue:))
    breaker = reason == .breaker ? Breaker(failures: state.failures, openUntil: state.notBefore) : Breaker()
    refusals = reason == .breaker ? 0 : state.failures
    if let until = state.notBefore, let reason, reason != .breaker, until > now {
      pause = Pause(until: until, reason: reason)
    }
  }

  /// How many requests may go now.
  mutating func allowance(at now: Timestamp) -> Allowance {
    quota.turn(at: now)
    links.turn(at: now)
    if let pause {
      if now < pause.until { return .notBefore(pause.until, pause.reason) }
      self.pause = nil
    }
    if quota.left <= 0 { return .notBefore(quota.nextReset(after: now), .quota) }
    let most: Int
    switch breaker.permit(at: now) {
    case .all: most = quota.left
    case .probe: most = 1
    case .none(let until?): return .notBefore(until, .breaker)
    case .none(nil): return .requests(0)
    }
    guard bucket != nil else { return .requests(most) }
    let available = bucket?.available(at: now) ?? 0
    return available > 0 ? .requests(min(most, available)) : .notBefore(bucket?.next(at: now) ?? now, .rate)
  }

  /// Requests that could be sent within `milliseconds`: what is worth claiming.
  func forecast(within milliseconds: Int64, at now: Timestamp) -> Int {
    if case .probe = breaker.permit(at: now) { return 1 }
    return min(quota.left, bucket?.forecast(within: milliseconds, at: now) ?? .max)
  }

  /// Requests go out.
  mutating func started(_ count: Int, isLink: Bool, at now: Timestamp) {
    breaker.started(at: now)
    spend(count, isLink: isLink, at: now)
  }

  /// Requests that went out beyond those planned (pages, batches that had to be split).
  mutating func spend(_ count: Int, isLink: Bool, at now: Timestamp) {
    bucket?.take(count, at: now)
    quota.spend(count)
    if isLink { links.spend(count) }
  }

  /// Takes what the outcomes of one exchange say about the account.
  mutating func note(_ outcomes: [Outcome], at now: Timestamp) {
    for outcome in outcomes { note(outcome, at: now) }
  }

  private mutating func note(_ outcome: Outcome, at now: Timestamp) {
    switch outcome {
    case .tracked, .notFound, .notYetKnown, .badNumber, .postcodeRequired:
      breaker.succeeded()
      if pause == nil { refusals = 0 }
    case .unavailable, .unreadable: breaker.failed(at: now, key: account)
    case .rateLimited(let until):
      breaker.succeeded()
      close(.rateLimited, until: until, first: 60_000, at: now)
    case .badCredentials:
      breaker.succeeded()
      close(.badCredentials, until: nil, first: 300_000, at: now)
    }
  }

  /// An exchange was given up without an outcome.
  mutating func abandoned(at now: Timestamp) { breaker.abandoned(at: now) }

  /// Until the carrier's own moment (a day at most, whatever it says), else ever longer up to an hour.
  private mutating func close(_ reason: Closed, until: Timestamp?, first: Int64, at now: Timestamp) {
    // Those under way when the first refusal came say nothing new, unless they name a later moment.
    if let pause, until.map({ $0 <= pause.until }) ?? true { return }
    let pause = min(first << Int64(min(refusals, 10)), 3_600_000)
    refusals = min(refusals + 1, 1_000_000)
    let planned = now.adding(milliseconds: pause + PollPlan.spread("\(account)/\(refusals)", over: pause / 10))
    let end = until.map { min(max($0, now.adding(milliseconds: 1000)), now.adding(hours: 24)) } ?? planned
    self.pause = Pause(until: end, reason: reason)
  }

  /// What must survive a restart.
  var state: AccountState {
    if let pause { return AccountState(notBefore: pause.until, reason: pause.reason.rawValue, failures: refusals) }
    switch breaker.state {
    case .closed: return AccountState()
    case .open(let until):
      return AccountState(notBefore: until, reason: Closed.breaker.rawValue, failures: breaker.failures)
    case .probing: return AccountState(reason: Closed.breaker.rawValue, failures: breaker.failures)
    }
  }
}
