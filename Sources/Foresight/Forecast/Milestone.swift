import Tracking

/// How far a parcel's scans have come, as coarse as silence is judged.
public enum Milestone: UInt8, CaseIterable, Sendable, Codable {
  case collected, hub, depot, customs, vehicle, attempt, other

  /// Nil for what is no scan of the parcel on its way: announced, waiting for pickup, ended.
  public init?(_ status: Status) {
    switch (status.state, status.detail) {
    case (.inTransit, .pickedUp), (.inTransit, .accepted): self = .collected
    case (.inTransit, .arrivedHub), (.inTransit, .sorted), (.inTransit, .departed), (.inTransit, .arrivedCountry):
      self = .hub
    case (.inTransit, .atDeliveryDepot), (.inTransit, .handedToLastMile): self = .depot
    case (.inTransit, .customsStarted), (.inTransit, .customsCleared): self = .customs
    case (.exception, .customsHeld), (.exception, .heldDocuments): self = .customs
    case (.inTransit, _): self = .other
    case (.outForDelivery, _): self = .vehicle
    case (.attemptFailed, _): self = .attempt
    default: return nil
    }
  }
}
