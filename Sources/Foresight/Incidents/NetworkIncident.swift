import Tracking

/// A hub, region, lane or carrier in trouble, seen from the own fleet: far fewer parcels moved on than usually do.
public struct NetworkIncident: Hashable, Sendable {
  public enum Extent: String, CaseIterable, Sendable, Codable { case carrier, region, lane, hub }

  public var carrier: String
  public var extent: Extent
  /// "" for the whole carrier.
  public var place: String
  /// When it began, as far as the counts tell.
  public var start: Timestamp
  /// When it was recognized.
  public var seen: Timestamp
  public var end: Timestamp?
  /// Parcels that moved on since the start, and those that usually would have.
  public var observed: Double
  public var expected: Double
  /// Shipments that wait there now, in the order in which they came.
  public var shipments: [ShipmentID] = []

  /// One incident, one id: a shop is told once.
  public var id: String { "\(carrier)/\(extent.rawValue)/\(place)/\(start.seconds)" }
}
