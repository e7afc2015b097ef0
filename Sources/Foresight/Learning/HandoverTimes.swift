import Foundation
import Tracking

/// How long a shop takes: from the order to the label, and from the label to the carrier's first scan. In hours of
/// business days, by shop and by shop and carrier. Old parcels fade.
public struct HandoverTimes: Hashable, Sendable {
  /// Parcels by hours, in steps of six; the last step is open.
  struct Record: Hashable, Sendable {
    var steps = [Double](repeating: 0, count: HandoverTimes.steps)

    var total: Double { steps.reduce(0, +) }

    func hours(_ share: Double) -> Int {
      var sum = 0.0
      for (index, count) in steps.enumerated() {
        sum += count
        if sum >= share * total { return (index + 1) * HandoverTimes.step }
      }
      return HandoverTimes.steps * HandoverTimes.step
    }
  }

  static let step = 6
  static let steps = 40
  private static let memory = 60.0
  private static let enough = 30.0
  /// Longer than this share of the shop's parcels took is unusual.
  private static let usualShare = 0.95

  var labels: [String: Record] = [:]
  var scans: [String: Record] = [:]

  /// Hours of business days after the label within which 95 of 100 parcels of this shop were scanned, with how many
  /// parcels that is known from; nil where too little is known.
  public func usualHandover(shop: ShopID, carrier: CarrierID) -> UsualTime? { usual(scans, shop, carrier) }

  /// The same from the order to the label.
  public func usualLabel(shop: ShopID, carrier: CarrierID) -> UsualTime? { usual(labels, shop, carrier) }

  mutating func handedOver(_ lane: Lane, label: Timestamp, scan: Timestamp) {
    guard scan >= label else { return }
    let calendar = BusinessCalendar(country: lane.country, region: lane.region)
    let hours = calendar.hours(from: label, to: scan, in: TimeZones.zone(country: lane.country))
    Self.count(hours, lane, in: &scans)
  }

  mutating func labeled(_ lane: Lane, hours: Int) { Self.count(hours, lane, in: &labels) }

  mutating func age() {
    Self.fade(&labels)
    Self.fade(&scans)
  }

  private func usual(_ records: [String: Record], _ shop: ShopID, _ carrier: CarrierID) -> UsualTime? {
    for key in ["\(shop)\u{1F}\(carrier)", shop.rawValue] {
      guard let record = records[key], record.total >= Self.enough else { continue }
      return UsualTime(hours: record.hours(Self.usualShare), parcels: Int(record.total.rounded()))
    }
    return nil
  }

  private static func count(_ hours: Int, _ lane: Lane, in records: inout [String: Record]) {
    let index = min(max(hours / step, 0), steps - 1)
    for key in [lane.shop.rawValue, "\(lane.shop)\u{1F}\(lane.carrier)"] {
      records[key, default: Record()].steps[index] += 1
    }
  }

  private static func fade(_ records: inout [String: Record]) {
    let decay = exp(-1 / memory)
    for key in records.keys {
      guard var record = records.removeValue(forKey: key) else { continue }
      for index in record.steps.indices { record.steps[index] *= decay }
      if record.total > 0.05 { records[key] = record }
    }
  }
}
