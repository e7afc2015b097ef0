import Tracking

/// What is assumed of a carrier's transit before own parcels say anything: business days after the hand-over. Gives a
/// window and never an alarm, and says of itself that it is an assumption.
public struct TransitPriors: Hashable, Sendable {
  public struct Prior: Hashable, Sendable {
    public var carrier: CarrierID
    /// A word in the carrier's service name, in lower case; nil for all its services.
    public var service: String?
    /// From and to the same country.
    public var isDomestic: Bool
    /// Business days after the hand-over: the first that is likely, the usual one, the one by which nearly all came.
    public var first: Int
    public var usual: Int
    public var last: Int

    public init(carrier: CarrierID, service: String? = nil, isDomestic: Bool, first: Int, usual: Int, last: Int) {
      self.carrier = carrier
      self.service = service
      self.isDomestic = isDomestic
      self.first = first
      self.usual = usual
      self.last = last
    }
  }

  private let byCarrier: [CarrierID: [Prior]]

  public init(_ priors: [Prior] = []) {
    byCarrier = Dictionary(grouping: priors, by: \.carrier)
  }

  /// The most special one that fits; nil where nothing is assumed, or where origin or destination is unknown.
  public func prior(for lane: Lane) -> Prior? {
    guard let from = lane.origin?.prefix(2), let to = lane.country else { return nil }
    let service = lane.service?.lowercased()
    let fitting = (byCarrier[lane.carrier] ?? []).filter { prior in
      prior.isDomestic == (from == to) && prior.service.map { service?.contains($0) ?? false } ?? true
    }
    return fitting.first { $0.service != nil } ?? fitting.first
  }
}

extension Outlook {
  /// The assumption for a parcel that was handed over; nil once its days have passed.
  init?(assumed prior: TransitPriors.Prior, for shipment: Shipment, learned: Learned, at now: Timestamp) {
    guard let handover = shipment.firstScan?.time?.civil.date else { return nil }
    let calendar = BusinessCalendar(country: shipment.destination.country, region: shipment.destination.region)
    let today = TimeZones.day(of: now, in: TimeZones.zone(country: shipment.destination.country))
    func day(_ count: Int) -> CivilDate { calendar.adding(businessDays: count, to: handover) }
    guard day(prior.last) >= today else { return nil }
    self.init(
      basis: .prior, asOf: handover, chanceLate: nil,
      middle: DeliveryWindow(from: day(prior.usual), to: day(prior.last)),
      wide: DeliveryWindow(from: day(prior.first), to: day(prior.last)), isAlarm: false, threshold: 0, confidence: 0,
      counts: Counts(scope: .carrier, open: 0, later: 0, day: 0, until: 0, health: 100), carrier: learned.carrier)
  }
}
