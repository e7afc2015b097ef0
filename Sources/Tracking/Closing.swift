/// The shop is done with a parcel (refunded, replaced, found by the customer): it is asked for, judged and told no more.
/// State and history stay what the carrier said.
public struct Closing: Hashable, Sendable {
  public var at: Timestamp
  /// In the words of whoever closed it.
  public var why: String

  public init(at: Timestamp, why: String) {
    self.at = at
    self.why = why
  }
}

extension Shipment {
  /// Closed at `now`: nothing is planned for it any more.
  public func closed(why: String, at now: Timestamp) -> Shipment {
    var shipment = self
    shipment.closing = Closing(at: now, why: why)
    shipment.nextPollAt = nil
    shipment.nextAssessAt = nil
    shipment.version += 1
    return shipment
  }

  /// On its way again: asked and judged at once, unless its journey has ended.
  public func reopened(at now: Timestamp) -> Shipment {
    var shipment = self
    shipment.closing = nil
    if !status.isTerminal { shipment.nextPollAt = now }
    shipment.nextAssessAt = now
    shipment.version += 1
    return shipment
  }

  /// What an answer alters that was under way when the shipment was closed: nothing.
  public var unchangedByClosing: Change {
    Change(shipment: self, baseVersion: version, reasons: ["the shop has closed this shipment"])
  }
}
