import Foundation
import Tracking

/// When a shipment must be judged again although nothing was heard.
enum AssessmentPlan {
  /// The next moment at which the verdict can change by itself; nil where none.
  static func next(for shipment: Shipment, at now: Timestamp) -> Timestamp? {
    guard !shipment.status.isTerminal else { return nil }
    return [promisePasses(shipment), expiry(of: shipment)].compactMap(\.self).filter { $0 > now }.min()
  }

  /// Midnight after the promised day, at the destination.
  static func promisePasses(_ shipment: Shipment) -> Timestamp? {
    guard let promise = shipment.promise else { return nil }
    let zone = TimeZones.zone(country: shipment.destination.country)
    return TimeZones.moment(.midnight(promise.adding(days: 1)), in: zone)
  }

  /// The moment at which silence makes the shipment expired.
  static func expiry(of shipment: Shipment) -> Timestamp {
    let heard = shipment.checkpoints.lazy.compactMap { $0.time?.instant }.max()
    return max(heard ?? shipment.createdAt, shipment.createdAt).adding(hours: 24 * Foresight.silentDays)
  }
}
