import Foundation
import Tracking

/// The streaming estimator: learns from every evening and every arrival, and says how likely a parcel is to be late.
///
/// Deterministic and pure: nothing but what was fed in, in the order in which it was fed. Discrete-time survival with
/// back-off from fine keys to coarse ones, times a factor for the kind of day and one for the network's health.
public struct TransitModel: Hashable, Sendable {
  var tables = LifeTables()
  var expected = ExpectedTransit()
  /// By carrier; "" where none is known.
  var paces: [String: CarrierPace] = [:]
  let holidays: Set<CivilDate>

  /// - Parameter holidays: days on which nothing moves anywhere, beside Sundays, which it learns by itself, and the
  ///   holidays of a parcel's country.
  public init(holidays: Set<CivilDate> = []) {
    self.holidays = holidays
  }

  /// A parcel under way, with its keys fixed at hand-over.
  public struct Parcel: Hashable, Sendable {
    public let facts: TransitFacts
    let keys: [TransitKey]
    let expectedKeys: [TransitKey]
    /// Day numbers of holidays on its way.
    let rest: [Int]

    func kind(of day: CivilDate) -> Int {
      rest.contains(day.dayNumber) ? WeekdayFactor.holiday : day.weekday - 1
    }
  }

  /// One parcel that was open when the day began.
  public struct OpenParcel: Sendable {
    public let parcel: Parcel
    public let arrived: Bool

    public init(_ parcel: Parcel, arrived: Bool) {
      self.parcel = parcel
      self.arrived = arrived
    }
  }

  /// Takes a parcel in on the day it is handed over.
  public func handedOver(_ facts: TransitFacts) -> Parcel {
    let expectedKeys = facts.expectedKeys()
    return Parcel(
      facts: facts, keys: facts.keys(expectedLog: expected.read(expectedKeys)), expectedKeys: expectedKeys,
      rest: facts.holidays(besides: holidays))
  }

  /// Learns how long an arrived parcel took. Fed the morning after the arrival.
  public mutating func arrived(_ parcel: Parcel, on day: CivilDate) {
    expected.learn(parcel.expectedKeys, days: day.dayNumber - parcel.facts.handover.dayNumber)
  }

  /// Learns from the evening of `day`: every parcel that was open when it began, arrived or not.
  public mutating func learn(_ day: CivilDate, open: [OpenParcel]) {
    tables.age()
    for carrier in paces.keys { paces[carrier]?.age() }
    let bins = open.map { AgeBins.bin(day.dayNumber - $0.parcel.facts.handover.dayNumber) }
    let places = open.map { tables.makePlaces(for: $0.parcel.keys) }
    let kinds = open.map { $0.parcel.kind(of: day) }
    let weights = open.indices.map { pace(open[$0].parcel).weekdays.factor(kinds[$0]) }
    for index in open.indices {
      let hazard = tables.hazard(places[index], bin: bins[index])
      paces[open[index].parcel.facts.carrier ?? "", default: CarrierPace()].learn(
        kinds[index], arrived: open[index].arrived, hazard: hazard, weight: weights[index])
    }
    for index in open.indices {
      tables.count(places[index], bin: bins[index], weight: weights[index], arrived: open[index].arrived)
    }
  }

  /// The chance that `parcel`, open at the end of `day`, is still open at the end of each of the next `days` days;
  /// the first value is 1, for `day` itself.
  public func survival(of parcel: Parcel, after day: CivilDate, days: Int) -> [Double] {
    let age = day.dayNumber - parcel.facts.handover.dayNumber
    let places = tables.places(of: parcel.keys)
    let pace = pace(parcel)
    let health = pace.network.factor
    var hazards = [Double](repeating: -1, count: AgeBins.count)
    var open = [1.0]
    open.reserveCapacity(days + 1)
    for ahead in stride(from: 1, through: days, by: 1) {
      let bin = AgeBins.bin(age + ahead)
      if hazards[bin] < 0 { hazards[bin] = tables.hazard(places, bin: bin) }
      let factor = pace.weekdays.factor(parcel.kind(of: day.adding(days: ahead))) * health
      open.append((open.last ?? 1) * (1 - min(hazards[bin] * factor, 0.95)))
    }
    return open
  }

  /// Days ahead within which a promise is judged; one that lies further away is judged as if it lay there.
  static let promiseHorizon = 60

  /// The chance that it comes after `promise`, given that it is open at the end of `day`.
  public func chanceLate(_ parcel: Parcel, promise: CivilDate, after day: CivilDate) -> Double {
    let days = min(promise.dayNumber - day.dayNumber, Self.promiseHorizon)
    return days < 1 ? 1 : survival(of: parcel, after: day, days: days).last ?? 1
  }

  /// Days after `day` within which it has come with each of these chances; 90 where none of the next 90 suffices.
  public func window(of parcel: Parcel, after day: CivilDate, chances: [Double]) -> [Int] {
    let open = survival(of: parcel, after: day, days: 90)
    return chances.map { chance in open.firstIndex { 1 - $0 >= chance } ?? 90 }
  }

  public var keyCount: Int { tables.keyCount }

  func pace(_ parcel: Parcel) -> CarrierPace { paces[parcel.facts.carrier ?? ""] ?? CarrierPace() }
}
