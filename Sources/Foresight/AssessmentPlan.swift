import Foundation
import Tracking

/// When a shipment must be judged again although nothing was heard.
enum AssessmentPlan {
  /// The next moment at which the verdict can change by itself; nil where none.
  static func next(for shipment: Shipment, rules: DelayRules, at now: Timestamp) -> Timestamp? {
    guard !shipment.status.isTerminal else { return nil }
    let moments =
      rules.moments(for: shipment) + Countdown(shipment, at: now).moments(for: shipment)
      + [expiry(of: shipment), PickupReminder.moment(for: shipment)]
      .compactMap(\.self)
    return moments.filter { $0 > now }.min()
  }

  /// The carrier's last word: the newest time among the checkpoints, else nil.
  static func lastHeard(_ shipment: Shipment) -> Timestamp? {
    shipment.checkpoints.lazy.compactMap { $0.time?.approximateInstant }.max()
  }

  /// The moment at which silence makes the shipment expired.
  static func expiry(of shipment: Shipment) -> Timestamp {
    max(lastHeard(shipment) ?? shipment.createdAt, shipment.createdAt).adding(hours: 24 * Foresight.silentDays)
  }
}
