import Foundation
import Tracking

/// A made-up carrier's parcels with known truth: hubs that work at night, depots that deliver by day, nothing on Sundays,
/// and hubs that close for a day or three. The same seed gives the same fleet.
public struct SyntheticFleet: Sendable {
  /// Something that becomes known of a parcel.
  public struct Event: Sendable {
    public enum What: Sendable {
      case handover(TransitFacts)
      case scan(Milestone, place: String)
      case delivered
    }
    public let parcel: Int
    public let hour: Int
    public let what: What
  }

  /// A hub lets nothing out from one hour to another.
  public struct Closure: Sendable {
    public let hub: String
    public let start: Int
    public let end: Int
  }

  /// By hour; of equal hours in the order in which they were made.
  public let events: [Event]
  public let closures: [Closure]
  /// The first hour, since 1970.
  public let firstHour: Int
  public let days: Int

  static let hubCount = 8
  static let regionCount = 12
  /// Days before the first closure: learning takes its time.
  static let quiet = 28
  /// Days from one closure to the next.
  static let pause = 10

  /// - Parameters:
  ///   - perDay: parcels handed over on a working day.
  ///   - first: the first day.
  public init(seed: UInt64, days: Int, perDay: Int, first: CivilDate) {
    var random = SplitMix(seed: seed)
    self.days = days
    firstHour = first.dayNumber * 24
    closures = Self.closures(days: days, firstHour: firstHour, &random)
    var events: [Event] = []
    var parcel = 0
    for day in 0..<max(days, 0) {
      let date = first.adding(days: day)
      guard date.weekday < 7 else { continue }
      for _ in 0..<(date.weekday == 6 ? perDay / 3 : perDay) {
        Self.journey(parcel, on: date, closures, &random, into: &events)
        parcel += 1
      }
    }
    let end = firstHour + days * 24
    self.events = events.enumerated().filter { $0.element.hour < end }
      .sorted { ($0.element.hour, $0.offset) < ($1.element.hour, $1.offset) }.map(\.element)
  }

  private static func closures(days: Int, firstHour: Int, _ random: inout SplitMix) -> [Closure] {
    stride(from: quiet, to: days - 6, by: pause).map { day in
      let start = firstHour + day * 24 + random.below(96)
      return Closure(hub: "hub \(random.below(hubCount))", start: start, end: start + 36 + random.below(37))
    }
  }

  /// Collected in the evening, one or two hubs at night, a depot, a vehicle, the door.
  private static func journey(
    _ parcel: Int, on date: CivilDate, _ closures: [Closure], _ random: inout SplitMix, into events: inout [Event]
  ) {
    let from = random.below(4)
    let region = random.below(regionCount)
    let working = 3 + random.below(2)
    var promise = date
    for _ in 0..<working { repeat { promise = promise.adding(days: 1) } while promise.weekday == 7 }
    events.append(
      Event(
        parcel: parcel, hour: date.dayNumber * 24 + 17,
        what: .handover(
          TransitFacts(
            shop: "synthetic", carrier: "synthetic", handover: date, promise: promise, origin: "origin \(from)",
            destination: "region \(region)", region: "region \(region)"))))
    var hour = date.dayNumber * 24 + 17 + random.below(3)
    events.append(Event(parcel: parcel, hour: hour, what: .scan(.collected, place: "origin \(from)")))
    let hubs = from == region % hubCount ? [from] : [from, region % hubCount]
    for hub in hubs {
      hour = next(hour + 3 + random.below(5), in: 20..<30, &random)
      events.append(Event(parcel: parcel, hour: hour, what: .scan(.hub, place: "hub \(hub)")))
      // One in twelve misses the night's lorry.
      if random.below(12) == 0 { hour += 20 }
      for closure in closures where closure.hub == "hub \(hub)" && (closure.start..<closure.end).contains(hour) {
        // What has piled up leaves within half a day.
        hour = closure.end + random.below(12)
      }
    }
    hour = next(hour + 3 + random.below(6), in: 4..<9, &random)
    events.append(Event(parcel: parcel, hour: hour, what: .scan(.depot, place: "depot \(region)")))
    var attempts = 0
    repeat {
      hour = next(hour + 1, in: 8..<10, &random)
      events.append(Event(parcel: parcel, hour: hour, what: .scan(.vehicle, place: "depot \(region)")))
      hour += 2 + random.below(9)
      attempts += 1
    } while attempts < 3 && random.below(14) == 0
    events.append(Event(parcel: parcel, hour: hour, what: .delivered))
  }

  /// The first hour from `hour` on within `window` (which may reach past midnight) of a day that is no Sunday.
  private static func next(_ hour: Int, in window: Range<Int>, _ random: inout SplitMix) -> Int {
    var hour = hour
    for _ in 0..<96 {
      let ofDay = hour % 24
      let isOpen = window.contains(ofDay) || window.contains(ofDay + 24)
      if isOpen && ((hour / 24) + 3) % 7 != 6 { return hour }
      hour += 1
    }
    return hour
  }
}
