import Foundation
import Tracking

/// How carriers' own dates held: for each lane, on how many days after the last day of their window parcels came.
/// Old parcels fade.
public struct CarrierDates: Hashable, Sendable {
  /// Arrivals by days after the date: three and more before it, … , seven and more after it.
  struct Record: Hashable, Sendable {
    var days = [Double](repeating: 0, count: 11)

    var total: Double { days.reduce(0, +) }
    var kept: Double { days.prefix(CarrierDates.early + 1).reduce(0, +) }

    /// Days after the date by which `share` of the parcels had come; 0 at least.
    func shift(_ share: Double) -> Int {
      var sum = 0.0
      for (index, count) in days.enumerated() {
        sum += count
        if sum >= share * total { return max(index - CarrierDates.early, 0) }
      }
      return days.count - 1 - CarrierDates.early
    }
  }

  static let early = 3
  /// Days in which a parcel fades to 1/e.
  private static let memory = 90.0
  /// Parcels from which on a lane speaks for itself.
  private static let enough = 20.0
  var records: [String: Record] = [:]

  /// The record of a lane, of the finest level that knows enough; nil where none does.
  public func standing(_ lane: Lane) -> CarrierStanding? {
    for key in Self.keys(lane).reversed() {
      guard let record = records[key], record.total >= Self.enough else { continue }
      return CarrierStanding(
        kept: Int(record.kept.rounded()), of: Int(record.total.rounded()), usualShift: record.shift(0.5),
        safeShift: record.shift(0.9))
    }
    return nil
  }

  /// The first date that was said, and the one that stood on the eve of the arrival, where that is another.
  mutating func learn(_ way: Learning.Way, arrived day: CivilDate) {
    let said = way.dates.filter { $0.on < day }
    guard let first = said.first, let last = said.last else { return }
    let dates = first.last == last.last ? [first.last] : [first.last, last.last]
    for date in dates {
      let index = min(max(day.dayNumber - date.dayNumber + Self.early, 0), 10)
      for key in Self.keys(way.lane) { records[key, default: Record()].days[index] += 1 / Double(dates.count) }
    }
  }

  mutating func age() {
    let decay = exp(-1 / Self.memory)
    for key in records.keys {
      guard var record = records.removeValue(forKey: key) else { continue }
      for index in record.days.indices { record.days[index] *= decay }
      // Bounded: a lane without a parcel for months is forgotten.
      if record.total > 0.05 { records[key] = record }
    }
  }

  /// Coarse to fine.
  private static func keys(_ lane: Lane) -> [String] {
    var keys = [lane.carrier.rawValue]
    if let service = lane.service { keys.append("\(lane.carrier)\u{1F}\(service)") }
    if let origin = lane.origin, let destination = lane.destination {
      keys.append("\(lane.carrier)\u{1F}\(origin)>\(destination)")
    }
    return keys
  }
}
