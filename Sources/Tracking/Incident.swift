/// Trouble in a carrier's network, seen from the own fleet: far fewer parcels move on than usually do.
public struct Incident: Hashable, Sendable {
  /// One incident, one id.
  public var id: String
  public var carrier: CarrierID
  /// "carrier", "region", "lane" or "hub".
  public var extent: String
  /// Which; empty for the whole carrier.
  public var place: String
  /// When it began, as far as the counts tell.
  public var start: Timestamp
  public var seen: Timestamp
  public var end: Timestamp?
  /// Parcels that moved on since the start, and those that usually would have.
  public var observed: Int
  public var expected: Int
  /// Those that wait there now.
  public var shipments: [ShipmentID]

  public init(
    id: String, carrier: CarrierID, extent: String, place: String, start: Timestamp, seen: Timestamp,
    end: Timestamp? = nil, observed: Int, expected: Int, shipments: [ShipmentID] = []
  ) {
    self.id = id
    self.carrier = carrier
    self.extent = extent
    self.place = place
    self.start = start
    self.seen = seen
    self.end = end
    self.observed = observed
    self.expected = expected
    self.shipments = shipments
  }
}
