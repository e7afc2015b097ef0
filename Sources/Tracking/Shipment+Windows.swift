extension Shipment {
  /// The windows in which the parcel is expected, the one to be believed first in front: that of the delay verdict,
  /// the carrier's, ours, the shop's (docs/decisions/0006). The one place that decides this: pages, mails and the
  /// countdown all ask here.
  public var expectedWindows: [(window: DeliveryWindow, source: EstimateSource)] {
    var list: [(DeliveryWindow, EstimateSource)] = []
    if delay.level != .none, let window = delay.expected { list.append((window, delay.expectedSource ?? .foresight)) }
    // A window that was given before the parcel stopped says nothing anymore.
    guard ![.stalled, .notScanned, .notHandedOver].contains(delay.level) else { return list }
    for source in [EstimateSource.carrier, .foresight, .shop] {
      guard let estimate = estimate(source) else { continue }
      // After a failed attempt only an estimate made since then is about the next one.
      if status.state == .attemptFailed, let since = stateSince, estimate.at < since { continue }
      list.append((estimate.window, source))
    }
    return list
  }
}
