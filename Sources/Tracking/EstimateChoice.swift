/// A window that may be shown, and why it stands where it stands in the order of belief.
public struct EstimateChoice: Hashable, Sendable {
  public enum Why: String, Sendable {
    /// Of the verdict on the delay.
    case verdict
    /// The carrier knows its tour best.
    case carrier
    /// Ours: the carrier names none that may be shown.
    case ours
    /// Ours goes before the carrier's, whose dates do not hold on this lane.
    case carrierDistrusted = "carrier_distrusted"
    case shop
  }

  public var window: DeliveryWindow
  public var source: EstimateSource
  public var why: Why

  public init(_ window: DeliveryWindow, _ source: EstimateSource, _ why: Why) {
    self.window = window
    self.source = source
    self.why = why
  }
}

extension Shipment {
  /// Windows in the order of belief, past ones among them; the first that still lies ahead is shown
  /// (docs/decisions/0006 and 0021).
  public var estimateChoices: [EstimateChoice] {
    var list: [EstimateChoice] = []
    if delay.level != .none, let window = delay.expected {
      list.append(EstimateChoice(window, delay.expectedSource ?? .foresight, .verdict))
    }
    // A window that was given before the parcel stopped says nothing anymore.
    guard ![.stalled, .notScanned, .notHandedOver].contains(delay.level) else { return list }
    let isDistrusted = outlook?.carrier?.isDistrusted ?? false
    let order: [EstimateSource] = isDistrusted ? [.foresight, .carrier, .shop] : [.carrier, .foresight, .shop]
    for source in order {
      guard let estimate = estimate(source) else { continue }
      // After a failed attempt only an estimate made since then is about the next one.
      if status.state == .attemptFailed, let since = stateSince, estimate.at < since { continue }
      let why: EstimateChoice.Why =
        switch source {
        case .carrier: .carrier
        case .foresight: isDistrusted ? .carrierDistrusted : .ours
        case .shop: .shop
        }
      list.append(EstimateChoice(estimate.window, source, why))
    }
    return list
  }
}
