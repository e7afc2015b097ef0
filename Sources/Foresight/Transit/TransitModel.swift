import Foundation
import Tracking

/// The streaming estimator: learns from every evening and every arrival, and says how likely a parcel is to be late.
///
/// Deterministic and pure: nothing but what was fed in, in the order in which it was fed. Discrete-time survival: four
/// chains of life tables, each with back-off from fine keys to coarse ones, are combined by the geometric mean of their
/// intensities; times a factor for the kind of day, one for the network's health, and four learned slopes.
struct TransitModel: Hashable, Sendable {
  /// How the chains become one chance.
  enum Method: String, Sendable {
    case combined
    /// One chain, no slopes: the method that the combination was measured against (docs/foresight.md).
    case reference

    var buckets: ClosedRange<Double> { self == .combined ? 0...60 : 7...23 }
  }

  let method: Method
  var tables: LifeTables
  var expected = ExpectedTransit()
  var slopes = Slopes()
  /// One a carrier, in the order in which they were first seen.
  var paces: [CarrierPace] = []
  let holidays: Set<CivilDate>

  /// - Parameter holidays: days on which nothing moves anywhere, beside Sundays, which it learns by itself, and the
  ///   holidays of a parcel's country.
  init(holidays: Set<CivilDate> = [], method: Method = .combined) {
    self.holidays = holidays
    self.method = method
    tables = LifeTables(forgetting: method == .combined ? 365 : 180)
  }

  /// A parcel under way, with its keys fixed at hand-over.
  struct Parcel: Hashable, Sendable {
    let facts: TransitFacts
    let keys: TransitKeys
    /// The expected transit that was read at hand-over; nil without a lane.
    let expectedLog: Double?
    let pace: Int
    /// Day numbers of holidays on its way.
    let rest: [Int]
    let traits: SIMD2<Double>
    let handover: Int

    func kind(of day: Int) -> Int {
      // 1970-01-01 was a Thursday; all days are counted from 7,000,000 before it.
      !rest.isEmpty && rest.contains(day) ? WeekdayFactor.holiday : (day + 7_000_003) % 7
    }
  }

  /// Takes a parcel in on the day it is handed over.
  mutating func handedOver(_ facts: TransitFacts) -> Parcel {
    let read = expected.read(facts.expectedKeys())
    let carrier = facts.carrier ?? ""
    let pace = paces.firstIndex { $0.carrier == carrier } ?? paces.count
    if pace == paces.count { paces.append(CarrierPace(carrier: carrier)) }
    let hasLane = facts.origin != nil && facts.destination != nil
    return Parcel(
      facts: facts, expectedLog: hasLane ? read : nil, pace: pace, holidays: holidays, buckets: method.buckets)
  }

  /// Learns how long an arrived parcel took. Fed after the evening of the arrival.
  mutating func arrived(_ parcel: Parcel, on day: CivilDate) {
    expected.learn(parcel.facts.expectedKeys(), days: day.dayNumber - parcel.handover)
  }

  /// Days ahead within which a promise is judged; one that lies further away is judged as if it lay there.
  static let promiseHorizon = 60

  var keyCount: Int { tables.keyCount + expected.means.count }
  var byteCount: Int { tables.byteCount + expected.byteCount }

  /// The chance for a usual day, of the chain that ends in likes; that of all chains as an intensity.
  func base(_ places: [Int], _ keys: TransitKeys, bin: Int) -> (hazard: Double, intensity: Double) {
    var shared = LifeTables.prior
    for index in 0..<keys.sharedCount { shared = tables.hazard(places[index], bin: bin, coarser: shared) }
    var first = shared
    var product = 1.0
    for index in 0..<keys.likesCount {
      let value = tables.hazard(places[keys.sharedCount + index], bin: bin, coarser: shared)
      if index == 0 { first = value }
      product *= Self.intensity(value)
    }
    guard keys.likesCount > 0, method == .combined else { return (Self.clamped(first), Self.intensity(first)) }
    var lane = shared
    for index in (keys.sharedCount + keys.likesCount)..<places.count {
      lane = tables.hazard(places[index], bin: bin, coarser: lane)
    }
    product *= Self.intensity(lane)
    return (Self.clamped(first), product.squareRoot().squareRoot())
  }

  private static func clamped(_ hazard: Double) -> Double { min(max(hazard, 1e-4), 0.9) }

  /// −log(1 − hazard). Most hazards are small, and for them the series of the inverse hyperbolic tangent is as exact as
  /// a forecast needs (5e-8 at 0.4) at a third of the time.
  private static func intensity(_ hazard: Double) -> Double {
    let chance = clamped(hazard)
    guard chance < 0.4 else { return -log(1 - chance) }
    let ratio = chance / (2 - chance)
    let square = ratio * ratio
    let series = 1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square * (1.0 / 9))))
    return 2 * ratio * series
  }
}

extension TransitModel.Parcel {
  init(
    facts: TransitFacts, expectedLog: Double?, pace: Int, holidays: Set<CivilDate>,
    buckets: ClosedRange<Double> = TransitModel.Method.combined.buckets
  ) {
    self.facts = facts
    self.expectedLog = expectedLog
    self.pace = pace
    keys = facts.keys(expectedLog: expectedLog ?? 0, buckets: buckets)
    rest = facts.holidays(besides: holidays)
    handover = facts.handover.dayNumber
    traits = Slopes.traits(
      expectedLog: expectedLog, promiseDays: facts.promise.map { $0.dayNumber - facts.handover.dayNumber })
  }
}
