import Metrics
import Storage
import Synchronization
import Tracking

/// Figures of one account, without anything that names a shipment.
final class PollMetrics: Sendable {
  private let account: String
  private let carrier: String
  private let lag: Recorder
  private let quota: Gauge
  private let failures: Counter
  private let conflicts: Counter
  private let polls: [String: Counter]
  private let unrecognized: Counter

  init(account: String, carrier: CarrierID) {
    self.account = account
    self.carrier = carrier.rawValue
    let labels = [("carrier", carrier.rawValue), ("account", account)]
    lag = Recorder(label: "tidings_poll_lag_seconds", dimensions: labels, aggregate: true)
    quota = Gauge(label: "tidings_quota_left_requests", dimensions: labels)
    failures = Counter(label: "tidings_poll_storage_failures_total", dimensions: labels)
    conflicts = Counter(label: "tidings_poll_conflicts_total", dimensions: labels)
    unrecognized = Counter(label: "tidings_unrecognized_codes_total", dimensions: [("carrier", carrier.rawValue)])
    polls = Dictionary(
      uniqueKeysWithValues: Outcome.names.map {
        ($0, Counter(label: "tidings_polls_total", dimensions: [("carrier", carrier.rawValue), ("outcome", $0)]))
      })
  }

  /// Seconds between the time a poll was due and its claim.
  func claimed(_ shipments: [Shipment], at now: Timestamp) {
    for shipment in shipments {
      if let due = shipment.nextPollAt { lag.record(max(0, now.seconds(since: due))) }
    }
  }

  func answered(_ answers: [Answered]) {
    for answer in answers { polls[answer.observation.outcome.name]?.increment() }
  }

  func committed(_ answers: [Answered], conflicts count: Int) {
    let codes = answers.reduce(0) { $0 + $1.change.unrecognized.count }
    if codes > 0 { unrecognized.increment(by: codes) }
    if count > 0 { conflicts.increment(by: count) }
  }

  func quotaLeft(_ left: DayQuota) {
    if left.perDay != nil { quota.record(left.left) }
  }

  func storageFailed() { failures.increment() }
}

extension CommitReport {
  /// Counts by kind what became known.
  func countNews() {
    for item in news { Counter(label: "tidings_news_total", dimensions: [("kind", item.kind.rawValue)]).increment() }
  }
}
