import Foundation

/// How long a parcel takes, learned from arrivals: the logarithm of days + 1 as a sum of shrunken residual means over
/// levels from coarse to fine. Read at hand-over, it sorts parcels into life tables of their like.
struct ExpectedTransit: Hashable, Sendable {
  struct Mean: Hashable, Sendable {
    var sum = 0.0
    var count = 0.0
  }

  var means: [TransitKey: Mean] = [:]

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
  }

  private func effect(of key: TransitKey) -> Double {
    means[key].map { $0.sum / ($0.count + Self.shrinkage) } ?? 0
  }
}

/// log(1 + x), 0 for what lies below 0.
func logOnePlus(_ value: Double) -> Double { log1p(max(value, 0)) }
