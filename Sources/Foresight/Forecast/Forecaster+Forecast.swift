import Tracking

extension Forecaster {
  func forecast(_ shipment: OpenShipment, after day: CivilDate) -> Forecast {
    let places = model.tables.places(of: shipment.parcel.keys.all)
    let survival = model.survival(shipment.parcel, places, after: day, days: Self.horizon)
    func date(_ chance: Double) -> CivilDate {
      CivilDate(dayNumber: day.dayNumber + survival.days(chance: chance))
    }
    let median = date(0.5)
    let late = shipment.promise.map {
      survival.open(after: min($0.dayNumber - day.dayNumber, TransitModel.promiseHorizon))
    }
    let threshold = alarms[shipment.shop]?.threshold ?? SelfTunedAlarm().threshold
    let evidence = model.evidence(shipment.parcel, places, after: day, until: max(shipment.promise ?? median, day))
    return Forecast(
      asOf: day, promise: shipment.promise, chanceLate: late, median: median,
      middle: DeliveryWindow(from: date(0.25), to: date(0.75)), wide: DeliveryWindow(from: date(0.05), to: date(0.95)),
      isAlarm: shipment.alarmSince != nil, alarmSince: shipment.alarmSince, threshold: threshold,
      cause: cause(shipment, evidence), confidence: confidence(evidence), evidence: evidence)
  }

  /// Days ahead that are looked at.
  static let horizon = 90

  /// What stands out behind an alarm: the carrier's network, else the way itself.
  private func cause(_ shipment: OpenShipment, _ evidence: ForecastEvidence) -> Reason? {
    guard shipment.alarmSince != nil else { return nil }
    return evidence.health < 0.8 ? .networkIncident : .laneSlow
  }

  /// Half at ten parcels that were as long under way, near one at a hundred.
  private func confidence(_ evidence: ForecastEvidence) -> Double {
    Double(evidence.open) / (Double(evidence.open) + 10)
  }
}
