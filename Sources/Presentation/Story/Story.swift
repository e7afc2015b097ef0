import Foundation
import Localization
import Tracking

/// What there is to tell about one shipment at one moment: the shipment with everything read off it once.
///
/// The parts of a page are properties of it, each in a file of its own; none of them decides twice.
struct Story: Sendable {
  let shipment: Shipment
  let carrier: CarrierFace
  let setting: PageSetting
  let today: CivilDate
  /// Minutes since midnight at the destination.
  let minute: Int
  let expectation: Expectation?
  /// The checkpoints that moved the state, newest first.
  let moves: [Checkpoint]

  init(_ shipment: Shipment, carrier: CarrierFace, in setting: PageSetting) {
    self.shipment = shipment
    self.carrier = carrier
    self.setting = setting
    let clock = TimeZones.civil(setting.now, in: setting.zone)
    today = clock.date
    minute = clock.secondOfDay / 60
    moves = shipment.checkpoints.filter { $0.meaning.status != nil }
    let out = shipment.stateSince.map { TimeZones.day(of: $0, in: setting.zone) == clock.date } ?? false
    expectation =
      Story.isExpected(shipment)
      ? Expectation(of: shipment, today: clock.date, minute: clock.secondOfDay / 60, isOutToday: out) : nil
  }

  var words: Catalog { setting.words }
  var state: ShipmentState { shipment.status.state }
  var detail: StateDetail? { shipment.status.detail }

  /// Whether the parcel is still on its way to the customer, so that a day can be told.
  private static func isExpected(_ shipment: Shipment) -> Bool {
    switch shipment.status.state {
    case .pending, .announced, .inTransit, .outForDelivery, .attemptFailed: true
    default: false
    }
  }

  /// The delay as far as it is news in this state: a parcel that is there, or goes back, is no longer late.
  var delay: DelayLevel {
    switch state {
    case .pending, .announced, .inTransit, .outForDelivery: shipment.delay.level
    default: .none
    }
  }

  /// The day that was promised, where one was.
  var promise: CivilDate? { shipment.delay.promise ?? shipment.promise }

  /// Days between the promise and the day expected now; nil where there is no promise or no new day,
  /// zero or less where it is kept.
  var daysLate: Int? {
    guard let promise, let expectation, !expectation.isDeadline else { return nil }
    return expectation.window.to.dayNumber - promise.dayNumber
  }

  /// Whether what is expected keeps what was promised.
  var keepsPromise: Bool {
    guard delay == .none, shipment.promise != nil, let daysLate else { return false }
    return daysLate <= 0
  }

  /// The parcel reached the region it is delivered in.
  var isInRegion: Bool { detail == .atDeliveryDepot }

  var isAtCustoms: Bool { detail == .customsStarted || detail == .customsHeld }

  /// Two days or less to fetch it.
  var daysToCollect: Int? {
    guard state == .readyForPickup, let until = shipment.pickup?.until else { return nil }
    return until.dayNumber - today.dayNumber
  }

  var isPickupExpiring: Bool { daysToCollect.map { $0 <= 2 } ?? false }

  /// The checkpoint that put the shipment into its state: of the newest ones in that state, the first.
  var stateBegan: Checkpoint? {
    moves.prefix { $0.meaning.status?.state == state }.last ?? moves.first { $0.meaning.status?.state == state }
  }

  /// The reader fetched it: the carrier says so, or says only "delivered" of a parcel that waited to be fetched.
  var isCollected: Bool {
    guard state == .delivered else { return false }
    return detail == .collected || (detail == nil && waited != nil)
  }

  /// The checkpoint at which it was ready to be fetched, where it was fetched from there.
  var waited: Checkpoint? {
    let before = moves.drop { $0.meaning.status?.state == state }
    return before.prefix { $0.meaning.status?.state == .readyForPickup }.last
  }

  /// Where the postcode can be asked for: we know it, and nobody entered it yet.
  var canUnlock: Bool { shipment.destination.postalCode != nil && !setting.isUnlocked }
}
