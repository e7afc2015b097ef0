import Foundation
import Tracking

/// What kind of day it is: Monday to Sunday, or a holiday. The factor learns that nothing comes on a Sunday.
struct WeekdayFactor: Hashable, Sendable {
  private var arrivals = [Double](repeating: 10, count: 8)
  private var expected = [Double](repeating: 10, count: 8)
  private static let decay = exp(-1.0 / 120)

  /// 0 Monday … 6 Sunday, 7 holiday.
  static func kind(of day: CivilDate, isHoliday: Bool) -> Int { isHoliday ? 7 : day.weekday - 1 }

  func factor(_ kind: Int) -> Double { arrivals[kind] / expected[kind] }

  mutating func learn(_ kind: Int, arrivals count: Double, expected hazards: Double) {
    for index in arrivals.indices {
      arrivals[index] *= Self.decay
      expected[index] *= Self.decay
    }
    arrivals[kind] += count
    expected[kind] += hazards
  }
}

/// How the network does these days, against what was expected: a strike shows within days.
struct NetworkHealth: Hashable, Sendable {
  private var arrivals = 0.0
  private var expected = 0.0
  private static let decay = exp(-1.0 / 7)
  /// Arrivals' worth of trust in a healthy network.
  private static let trust = 60.0

  /// 1 is normal; 0.4 to 1.6.
  var factor: Double { min(max((arrivals + Self.trust) / (expected + Self.trust), 0.4), 1.6) }

  mutating func learn(arrivals count: Double, expected hazards: Double) {
    arrivals = arrivals * Self.decay + count
    expected = expected * Self.decay + hazards
  }
}
