import Foundation
import Tracking

/// What kind of day it is: Monday to Sunday, or a holiday. The factor learns that nothing comes on a Sunday.
struct WeekdayFactor: Hashable, Sendable {
  var arrivals = SIMD8<Double>(repeating: 10)
  var expected = SIMD8<Double>(repeating: 10)
  private static let decay = exp(-1.0 / 120)

  /// 0 Monday … 6 Sunday, 7 holiday.
  static let holiday = 7

  var factors: SIMD8<Double> { arrivals / expected }

  mutating func age() {
    arrivals *= Self.decay
    expected *= Self.decay
  }
}

/// How the network does these days, against what was expected: a strike shows within days.
struct NetworkHealth: Hashable, Sendable {
  var arrivals = 0.0
  var expected = 0.0
  private static let decay = exp(-1.0 / 7)
  /// Arrivals' worth of trust in a healthy network.
  private static let trust = 60.0

  /// 1 is normal; 0.4 to 1.6.
  var factor: Double { min(max((arrivals + Self.trust) / (expected + Self.trust), 0.4), 1.6) }

  mutating func age() {
    arrivals *= Self.decay
    expected *= Self.decay
  }
}

/// What one carrier's days are like.
struct CarrierPace: Hashable, Sendable {
  let carrier: String
  var weekdays = WeekdayFactor()
  var network = NetworkHealth()

  init(carrier: String) {
    self.carrier = carrier
  }

  /// A new day: what was learned before weighs less.
  mutating func age() {
    weekdays.age()
    network.age()
  }

  /// One parcel was open on such a day, and arrived or not. `weight` is the weekday's factor as it was in the morning.
  mutating func learn(_ kind: Int, arrived: Bool, hazard: Double, weight: Double) {
    weekdays.expected[kind] += hazard
    network.expected += min(hazard * weight, 0.95)
    guard arrived else { return }
    weekdays.arrivals[kind] += 1
    network.arrivals += 1
  }
}
