import Tracking

/// What was learned that matters for one shipment: the value that a judgment gets.
public struct Learned: Hashable, Sendable {
  public var forecast: Forecast?
  /// How the carrier's dates held on the lane.
  public var carrier: CarrierStanding?
  /// From the label to the first scan, at this shop.
  public var handover: UsualTime?
  /// From the order to the label, at this shop.
  public var label: UsualTime?
  /// What is assumed where own parcels say too little.
  public var prior: TransitPriors.Prior?
  /// It waits where the carrier's network is in trouble.
  public var isInIncident = false

  public init(
    forecast: Forecast? = nil, carrier: CarrierStanding? = nil, handover: UsualTime? = nil, label: UsualTime? = nil,
    prior: TransitPriors.Prior? = nil
  ) {
    self.forecast = forecast
    self.carrier = carrier
    self.handover = handover
    self.label = label
    self.prior = prior
  }

  /// Rules alone.
  public static let nothing = Learned()
}

extension Learning {
  /// What matters for `shipment`, as of the last closed day.
  public func learned(of shipment: Shipment, priors: TransitPriors = TransitPriors()) -> Learned {
    guard !shipment.status.isTerminal else { return .nothing }
    let lane = Lane(of: shipment)
    var learned = Learned(
      forecast: forecaster.forecast(shipment.id), carrier: dates.standing(lane),
      handover: handovers.usualHandover(shop: shipment.shop, carrier: shipment.carrier),
      label: handovers.usualLabel(shop: shipment.shop, carrier: shipment.carrier), prior: priors.prior(for: lane))
    learned.isInIncident = forecaster.incidents.contains { $0.shipments.contains(shipment.id) }
    return learned
  }

  public var lastClosed: CivilDate? { forecaster.lastClosed }
}
