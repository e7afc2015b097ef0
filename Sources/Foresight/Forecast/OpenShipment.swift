import Tracking

/// A shipment under way, as the forecaster keeps it.
struct OpenShipment: Hashable, Sendable {
  struct Scan: Hashable, Sendable {
    var milestone: Milestone
    var at: Timestamp
  }

  let id: ShipmentID
  let parcel: TransitModel.Parcel
  var promise: CivilDate?
  var delivered: CivilDate?
  var isDropped = false
  var lastScan: Scan?
  /// The highest weighed chance said before the eve of the promise.
  var bestChance = 0.0
  var wasOpenOnEve = false
  var alarmSince: CivilDate?

  init(id: ShipmentID, parcel: TransitModel.Parcel) {
    self.id = id
    self.parcel = parcel
    promise = parcel.facts.promise
  }

  var shop: String { parcel.facts.shop ?? "" }

  /// Below this share of the threshold an alarm is taken back: no flapping around it.
  private static let release = 0.6

  /// Raised on the first evening above the threshold, or on the eve of the promise in any case.
  mutating func judge(_ chance: Double, promise: CivilDate, threshold: Double, on day: CivilDate) {
    let left = promise.dayNumber - day.dayNumber
    let weighed = SelfTunedAlarm.weighed(chance, left: left)
    if left == 1 { wasOpenOnEve = true } else if left > 1 { bestChance = max(bestChance, weighed) }
    if weighed >= threshold || left <= 1 {
      alarmSince = alarmSince ?? day
    } else if chance < threshold * Self.release {
      alarmSince = nil
    }
  }
}
