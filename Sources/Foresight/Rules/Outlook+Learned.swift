import Tracking

extension Outlook {
  /// Counts from which on a forecast is believed.
  private static let enough = 20

  /// What is foreseen for `shipment`; nil where too little is known: then the rules alone judge.
  init?(of shipment: Shipment, learned: Learned) {
    guard !shipment.status.isTerminal, !shipment.isReturn, shipment.status.state != .readyForPickup,
      let forecast = learned.forecast
    else { return nil }
    let evidence = forecast.evidence
    // An alarm that stands is not taken back because few parcels ever took so long.
    let isKnown = evidence.scope != .all && evidence.open >= Self.enough
    guard isKnown || shipment.outlook?.isAlarm ?? false else { return nil }
    self.init(
      basis: .counts, asOf: forecast.asOf, chanceLate: forecast.chanceLate.map(Self.percent), middle: forecast.middle,
      wide: forecast.wide, isAlarm: forecast.isAlarm && Self.isDanger(forecast), alarmSince: forecast.alarmSince,
      threshold: Self.percent(forecast.threshold), confidence: Self.percent(forecast.confidence),
      counts: Counts(
        scope: Scope(rawValue: evidence.scope.rawValue) ?? .all, open: evidence.open, later: evidence.later,
        day: evidence.day, until: evidence.until, health: Self.percent(evidence.health)),
      carrier: learned.carrier)
  }

  /// A parcel that is open on the eve of a tight promise is alarmed only where its own chance says so.
  private static func isDanger(_ forecast: Forecast) -> Bool {
    guard let chance = forecast.chanceLate else { return false }
    return chance >= min(forecast.threshold, 1) * 0.6
  }

  private static func percent(_ share: Double) -> Int { Int((min(max(share, 0), 10) * 100).rounded()) }
}

extension Shipment {
  /// Takes the outlook, and our estimate where it moved by more than a breath: days are not told to and fro.
  mutating func foresee(_ learned: Learned, at now: Timestamp) {
    outlook = Outlook(of: self, learned: learned) ?? assumed(learned, at: now)
    guard let window = outlook?.told ?? correctedCarrierWindow(learned) else { return }
    let today = TimeZones.day(of: now, in: TimeZones.zone(country: destination.country))
    if let old = estimate(.foresight)?.window, old.to >= today, !old.isFar(from: window, promise: promise) { return }
    estimates.removeAll { $0.source == .foresight }
    estimates.append(Estimate(window: window, source: .foresight, at: now))
  }

  private func assumed(_ learned: Learned, at now: Timestamp) -> Outlook? {
    guard let prior = learned.prior, !isReturn, status.state != .readyForPickup, !status.isTerminal else { return nil }
    return Outlook(assumed: prior, for: self, learned: learned, at: now)
  }

  /// The carrier's date, moved by what it is usually late, where its dates do not hold.
  private func correctedCarrierWindow(_ learned: Learned) -> DeliveryWindow? {
    guard let standing = learned.carrier, standing.isDistrusted, let window = estimate(.carrier)?.window else {
      return nil
    }
    return DeliveryWindow(
      from: window.to.adding(days: standing.usualShift), to: window.to.adding(days: standing.safeShift))
  }
}

extension DeliveryWindow {
  /// Two days, or to the other side of the promise.
  fileprivate func isFar(from other: DeliveryWindow, promise: CivilDate?) -> Bool {
    if abs(to.dayNumber - other.to.dayNumber) >= 2 { return true }
    guard let promise else { return false }
    return (to > promise) != (other.to > promise)
  }
}
