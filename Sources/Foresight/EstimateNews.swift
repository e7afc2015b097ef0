import Tracking

extension Foresight {
  /// The window that the page shows moved: told once for each new one, whoever's it is.
  static func revise(_ change: inout Change, at now: Timestamp) {
    let shipment = change.shipment
    guard !shipment.status.isTerminal else { return }
    let today = TimeZones.day(of: now, in: TimeZones.zone(country: shipment.destination.country))
    guard let old = change.base.estimateChoices.first,
      let new = shipment.estimateChoices.first(where: { $0.window.to >= today }),
      old.window.movesMaterially(to: new.window), isWorthTelling(old, new, shipment)
    else { return }
    change.news.append(
      News(
        kind: .estimateRevised, shipment: shipment.id,
        episode: "estimate/\(new.window.to.iso)/\(new.window.toMinute ?? 0)/\(today.iso)", at: now,
        isBad: new.window.to > old.window.to))
  }

  /// Between two sources, or within ours, only a last day that moved by two days or over the promise.
  private static func isWorthTelling(_ old: EstimateChoice, _ new: EstimateChoice, _ shipment: Shipment) -> Bool {
    if old.source == .carrier, new.source == .carrier { return true }
    if abs(old.window.to.dayNumber - new.window.to.dayNumber) >= 2 { return true }
    guard let promise = shipment.promise else { return false }
    return (old.window.to > promise) != (new.window.to > promise)
  }
}
