extension Shipment {
  /// The windows in which the parcel is expected, the one to be believed first in front. Pages, mails and the countdown
  /// all ask here; `estimateChoices` says why.
  public var expectedWindows: [(window: DeliveryWindow, source: EstimateSource)] {
    estimateChoices.map { ($0.window, $0.source) }
  }
}
