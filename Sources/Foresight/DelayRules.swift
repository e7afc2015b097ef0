import Foundation
import Tracking

/// Delay by rules that need no learning. The first: the promise has passed.
enum DelayRules {
  /// How the promise stands at `now`; `since` is left to the caller.
  static func verdict(for shipment: Shipment, at now: Timestamp) -> Delay {
    guard let promise = shipment.promise, !shipment.status.isTerminal, !shipment.isReturn,
      !settled.contains(shipment.status.state)
    else { return .none }
    let zone = TimeZones.zone(country: shipment.destination.country)
    guard TimeZones.day(of: now, in: zone) > promise else { return .none }
    let carrier = shipment.estimate(.carrier)
    let today = TimeZones.day(of: now, in: zone)
    let window = carrier.flatMap { $0.window.to >= today ? $0.window : nil }
    return Delay(
      level: .late, promise: promise, expected: window, expectedSource: window == nil ? nil : .carrier,
      cause: shipment.carrierDelay ?? shipment.status.reason)
  }

  /// States in which the promise is kept or no longer the question.
  private static let settled: Set<ShipmentState> = [
    .readyForPickup, .delivered, .returning, .returned, .cancelled, .expired,
  ]
}
