import Foundation

/// How long a parcel takes, learned from arrivals: the logarithm of days + 1 as a sum of shrunken residual means over
/// levels from coarse to fine. Read at hand-over, it sorts parcels into life tables of their like.
struct ExpectedTransit: Hashable, Sendable {
  struct Mean: Hashable, Sendable {
    var sum = 0.0
    var count = 0.0
  }

  var means: [TransitKey: Mean] = [:]

  /// Means at most; those of the fewest arrivals are given up. The coarser levels learned from the same arrivals.
  static let limit = 6_000

  var byteCount: Int { means.capacity * 24 * 4 / 3 }

  /// Nine days, before anything is known.
  private static let prior = log(9.0)
  /// Parcels' worth of trust in the coarser level.
  private static let shrinkage = 8.0

  func read(_ keys: [TransitKey]) -> Double {
    keys.reduce(Self.prior) { value, key in value + effect(of: key) }
  }

  /// Learns from a parcel that took `days`.
  mutating func learn(_ keys: [TransitKey], days: Int) {
    let taken = logOnePlus(Double(days))
    var value = Self.prior
    for key in keys {
      let effect = effect(of: key)
      means[key, default: Mean()].sum += taken - value
      means[key, default: Mean()].count += 1
      value += effect
    }
    if means.count > Self.limit { giveUpLeastUsed() }
  }

  private mutating func giveUpLeastUsed() {
    let used = means.sorted { ($0.value.count, $0.key.value) < ($1.value.count, $1.key.value) }
    for (key, _) in used.prefix(used.count - Self.limit * 9 / 10) { means[key] = nil }
  }

  private func effect(of key: TransitKey) -> Double {
    means[key].map { $0.sum / ($0.count + Self.shrinkage) } ?? 0
  }
}

/// log(1 + x), 0 for what lies below 0.
func logOnePlus(_ value: Double) -> Double { log1p(max(value, 0)) }
