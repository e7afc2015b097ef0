import Tracking

/// When the parcel is expected, as far as it may be said now, and by whom.
///
/// The order of belief is `Shipment.estimateChoices`: the window of our own verdict where a delay was judged; the
/// carrier's; ours, which goes first where the carrier's dates do not hold; the shop's; at last the promise, which is a last day and is told as one ("by Thursday"). A window that has passed
/// is never shown: not as a date, and not with an hour that is over.
public struct Expectation: Hashable, Sendable {
  /// Never before now: what has passed of it is cut off.
  public var window: DeliveryWindow
  public var source: EstimateSource
  /// The window's end is a promise, its beginning is not known.
  public var isDeadline: Bool

  /// From this hour on, "today" is no longer said of a parcel that is not out for delivery.
  static let dayEnds = 20 * 60

  init?(of shipment: Shipment, today: CivilDate, minute: Int, isOutToday: Bool) {
    let isOut = shipment.status.state == .outForDelivery
    for choice in shipment.estimateChoices {
      guard let window = Expectation.ahead(choice.window, today: today, minute: minute, isOut: isOut) else { continue }
      if isOut && isOutToday && window.from != today { continue }
      self.init(window: window, source: choice.source, isDeadline: false)
      return
    }
    if isOut && isOutToday {
      self.init(window: DeliveryWindow(day: today), source: .carrier, isDeadline: false)
      return
    }
    guard let promise = shipment.promise, Expectation.mayQuotePromise(shipment),
      let window = Expectation.ahead(DeliveryWindow(day: promise), today: today, minute: minute, isOut: isOut)
    else { return nil }
    self.init(window: window, source: .shop, isDeadline: true)
  }

  private init(window: DeliveryWindow, source: EstimateSource, isDeadline: Bool) {
    self.window = window
    self.source = source
    self.isDeadline = isDeadline
  }

  /// A promise is quoted as an expectation only while nothing speaks against it.
  private static func mayQuotePromise(_ shipment: Shipment) -> Bool {
    guard shipment.delay.level == .none || shipment.delay.level == .atRisk else { return false }
    switch shipment.status.state {
    case .pending, .announced, .inTransit, .outForDelivery: return true
    default: return false
    }
  }

  /// What of `window` still lies ahead; nil where nothing does.
  static func ahead(_ window: DeliveryWindow, today: CivilDate, minute: Int, isOut: Bool) -> DeliveryWindow? {
    var rest = window
    if rest.to < today { return nil }
    if rest.to == today {
      if let end = rest.toMinute, minute >= end {
        guard isOut else { return nil }
        rest.toMinute = nil
        rest.fromMinute = nil
      }
      if rest.toMinute == nil, !isOut, minute >= dayEnds { return nil }
    }
    if rest.from < today {
      rest = DeliveryWindow(from: today, to: rest.to, toMinute: rest.toMinute)
    } else if rest.from == today, let start = rest.fromMinute, minute >= start {
      rest.fromMinute = nil
    }
    return rest
  }
}
