/// The stories that the sandbox can play.
public enum JourneyKind: String, CaseIterable, Sendable {
  case onTime = "on_time"
  /// Misses two connections; the carrier's estimate moves past the first one each time.
  case late
  /// Scanned at hubs night after night and late by a day; the carrier never names a day.
  case slow
  /// Scanned at a hub and never again.
  case stalled
  /// The label exists, the parcel never reaches the carrier.
  case labelOnly = "label_only"
  case pickupPoint = "pickup_point"
  case locker
  case neighbor
  case safePlace = "safe_place"
  /// Nobody home, delivered the day after.
  case secondAttempt = "second_attempt"
  /// Nobody home, then brought to a pickup point and collected.
  case attemptThenPickup = "attempt_then_pickup"
  case damaged
  /// Address unknown at the first tour, corrected, delivered two days later.
  case addressProblem = "address_problem"
  /// Refused, sent back, arrived at the sender.
  case refused
  /// Waits a week at the pickup point, goes back, arrives at the sender.
  case notCollected = "not_collected"
  /// Scanned at a hub, then searched for, then given up.
  case lost
}
