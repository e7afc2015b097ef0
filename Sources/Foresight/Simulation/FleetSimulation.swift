import Foundation
import Tracking

/// Plays a synthetic fleet through the forecaster's own door, hour by hour, and compares what it said with the truth.
public struct FleetSimulation: Sendable {
  public let perDay: Int
  public private(set) var parcels = 0
  public private(set) var late = 0
  public private(set) var onTime = 0
  /// Late parcels alarmed before their promise, and punctual ones alarmed.
  public private(set) var lateAlarmed = 0
  public private(set) var falseAlarms = 0
  /// Hours from a closure to its incident; nil where none was seen.
  public private(set) var delays: [Int?] = []
  /// Recognized with the right hub as its extent.
  public private(set) var rightExtent = 0
  public private(set) var falseIncidents = 0
  public private(set) var incidents: [NetworkIncident] = []
  /// Days watched after the first weeks, in which nothing is called trouble.
  public private(set) var watchedDays = 0

  /// Hours after a closure in which an incident is still its work: what piled up takes its time.
  private static let aftermath = 60

  public init(seed: UInt64, days: Int, perDay: Int, first: CivilDate, progress: (Double) -> Void = { _ in }) {
    self.perDay = perDay
    let fleet = SyntheticFleet(seed: seed, days: days, perDay: perDay, first: first)
    var forecaster = Forecaster()
    var promises: [Int: CivilDate] = [:]
    var alarmed: Set<String> = []
    var next = 0
    for hour in fleet.firstHour..<(fleet.firstHour + days * 24) {
      while next < fleet.events.count, fleet.events[next].hour == hour {
        take(fleet.events[next], &forecaster, &promises, alarmed)
        next += 1
      }
      let moment = Timestamp(seconds: Int64(hour + 1) * 3600)
      incidents += forecaster.watch(at: moment).filter { $0.end == nil }
      guard hour % 24 == 23 else { continue }
      let evening = forecaster.close(CivilDate(dayNumber: hour / 24))
      alarmed.formUnion(evening.alarms.filter(\.isRaised).map(\.shipment.rawValue))
      progress(Double(hour + 1 - fleet.firstHour) / Double(days * 24))
    }
    watchedDays = max(days - 21, 0)
    compare(fleet.closures)
  }

  private mutating func take(
    _ event: SyntheticFleet.Event, _ forecaster: inout Forecaster, _ promises: inout [Int: CivilDate],
    _ alarmed: Set<String>
  ) {
    let id = ShipmentID(String(event.parcel))
    switch event.what {
    case .handover(let facts):
      parcels += 1
      promises[event.parcel] = facts.promise
      forecaster.handedOver(id, facts)
    case .scan(let milestone, let place):
      forecaster.scanned(id, milestone, place: place, at: Timestamp(seconds: Int64(event.hour) * 3600))
    case .delivered:
      let day = CivilDate(dayNumber: event.hour / 24)
      forecaster.delivered(id, on: day)
      guard let promise = promises.removeValue(forKey: event.parcel) else { return }
      let wasAlarmed = alarmed.contains(id.rawValue)
      if day > promise {
        late += 1
        if wasAlarmed { lateAlarmed += 1 }
      } else {
        onTime += 1
        if wasAlarmed { falseAlarms += 1 }
      }
    }
  }

  private mutating func compare(_ closures: [SyntheticFleet.Closure]) {
    func hours(_ moment: Timestamp) -> Int { Int(moment.seconds / 3600) }
    for closure in closures {
      let found = incidents.filter { (closure.start...closure.end).contains(hours($0.seen)) }
      let first = found.min { $0.seen < $1.seen }
      delays.append(first.map { hours($0.seen) - closure.start })
      if found.contains(where: { $0.extent == .hub && $0.place == closure.hub }) { rightExtent += 1 }
    }
    falseIncidents = incidents.count { incident in
      !closures.contains { (($0.start)...($0.end + Self.aftermath)).contains(hours(incident.seen)) }
    }
  }

  /// Half of the closures that were seen were seen within so many hours.
  public var medianDelay: Int? {
    let known = delays.compactMap(\.self).sorted()
    return known.isEmpty ? nil : known[known.count / 2]
  }

  public var seen: Int { delays.count { $0 != nil } }

  /// False incidents a carrier and year.
  public var falsePerYear: Double { watchedDays == 0 ? 0 : Double(falseIncidents) * 365 / Double(watchedDays) }

  /// The columns of `row`.
  public static let head = [
    "parcels a day", "parcels", "closures", "seen", "hub named", "median delay h", "delays h", "false a year", "late",
    "recall", "false alarms",
  ].joined(separator: "\t")

  /// The figures as one line.
  public var row: String {
    func share(_ part: Int, _ all: Int) -> String { String(format: "%.3f", Double(part) / Double(max(all, 1))) }
    let median = medianDelay.map(String.init) ?? "-"
    let each = delays.map { $0.map(String.init) ?? "-" }.joined(separator: " ")
    let closures = [
      String(perDay), String(parcels), String(delays.count), String(seen), String(rightExtent), median, each,
    ]
    let yearly = String(format: "%.1f", falsePerYear)
    let alarms = [String(late), share(lateAlarmed, late), share(falseAlarms, onTime)]
    return (closures + [yearly] + alarms).joined(separator: "\t")
  }
}
