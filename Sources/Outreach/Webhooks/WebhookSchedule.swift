import Tracking

/// What follows an attempt (Standard Webhooks 1.0, "Deliverability and reliability").
public enum WebhookVerdict: Hashable, Sendable {
  case delivered
  case retry(at: Timestamp)
  /// 410: the receiver wants no more, ever.
  case endpointGone
  /// The schedule is used up.
  case gaveUp
}

/// When to try again: at once, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h; about three days in all.
public enum WebhookSchedule {
  static let delays: [Int64] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

  /// What an answer means.
  ///
  /// - Parameters:
  ///   - status: the HTTP status; nil where there was none (time-out, refused, no such host).
  ///   - retryAfter: the moment the receiver asked for.
  ///   - attempts: made so far, this one included.
  ///   - spread: the event's id; spreads retries by up to a tenth.
  public static func verdict(
    status: Int?, retryAfter: Timestamp?, attempts: Int, spread: String, at now: Timestamp
  ) -> WebhookVerdict {
    if let status, (200...299).contains(status) { return .delivered }
    if status == 410 { return .endpointGone }
    guard attempts >= 1, attempts <= delays.count else { return .gaveUp }
    let delay = delays[attempts - 1]
    let planned = now.adding(seconds: delay + PollPlan.spread(spread, over: delay / 10 + 1))
    guard let retryAfter else { return .retry(at: planned) }
    // A receiver may ask for patience, not for more than a day of it.
    return .retry(at: min(max(planned, retryAfter), now.adding(seconds: 86_400)))
  }
}
