import Foundation
import Tracking

/// A parcel that waits is about to go back.
enum PickupReminder {
  /// Two days before the last day, at nine in the morning of the place.
  static func moment(for shipment: Shipment) -> Timestamp? {
    guard shipment.status.state == .readyForPickup, let until = shipment.pickup?.until else { return nil }
    let zone = TimeZones.zone(country: shipment.destination.country)
    let day = until.adding(days: -2)
    guard let morning = CivilTime(day, hour: 9, minute: 0) else { return nil }
    return TimeZones.moment(morning, in: zone)
  }

  /// The news, from that moment to the end of the last day; its episode makes it one a deadline.
  static func news(for shipment: Shipment, at now: Timestamp) -> News? {
    guard let moment = moment(for: shipment), let until = shipment.pickup?.until, now >= moment,
      TimeZones.day(of: now, in: TimeZones.zone(country: shipment.destination.country)) <= until
    else { return nil }
    return News(
      kind: .pickupExpiring, shipment: shipment.id, episode: "pickup/\(until.iso)", at: now, isBad: true)
  }
}
