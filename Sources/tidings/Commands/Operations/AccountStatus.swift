import Polling
import Storage
import Tracking

/// What an account has used and what it suffices for. Pure.
struct AccountStatus: Sendable {
  let name: String
  let limits: AccountLimits
  /// Requests today.
  let used: Int
  let state: AccountState
  /// Its carrier's shipments that are still polled, by state.
  let mix: [ShipmentState: Int]

  var shipments: Int { mix.values.reduce(0, +) }

  /// Polls a day of its average shipment; that of an ordinary mix where it has none.
  var pollsPerDay: Double {
    let own = PollPlan.pollsPerDay(ofMix: mix) ?? PollPlan.pollsPerDay(ofMix: PollPlan.ordinaryMix) ?? 1
    // The account's own minimum interval slows the plan down.
    return limits.minInterval > 0 ? min(own, 86_400 / Double(limits.minInterval)) : own
  }

  /// Requests a day that day quota and rate allow; nil: no limit known.
  var requestsPerDay: Double? {
    [limits.perDay.map(Double.init), limits.perSecond.map { $0 * 86_400 }].compactMap(\.self).min()
  }

  /// How many shipments can be polled as planned; nil: no limit known. With batches it is the most that full batches
  /// would reach.
  var sustains: Int? {
    requestsPerDay.map { Int(min($0 * Double(limits.batch) / pollsPerDay, 1e12)) }
  }

  /// Whether there are more shipments than can be polled as planned.
  var isShort: Bool { sustains.map { $0 < shipments } ?? false }
}
