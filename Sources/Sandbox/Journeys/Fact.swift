/// What happens to a parcel, in no carrier's language. Each API has its own words for these facts, and none for some.
public enum Fact: String, CaseIterable, Sendable {
  /// The shop sent the label's data; the parcel is still in the shop.
  case announced
  case handedOver = "handed_over"
  case sortedAtOrigin = "sorted_at_origin"
  case arrivedAtHub = "arrived_at_hub"
  /// The truck left without it: it waits for the next one.
  case missedConnection = "missed_connection"
  case arrivedAtDepot = "arrived_at_depot"
  case outForDelivery = "out_for_delivery"
  case recipientAbsent = "recipient_absent"
  case broughtToPickupPoint = "brought_to_pickup_point"
  case placedInLocker = "placed_in_locker"
  case collected
  case collectedFromLocker = "collected_from_locker"
  case delivered
  case deliveredToNeighbor = "delivered_to_neighbor"
  case leftInSafePlace = "left_in_safe_place"
  case damaged
  case addressUnknown = "address_unknown"
  case refused
  case notCollected = "not_collected"
  case returning
  /// A scan on the way back.
  case returnSorted = "return_sorted"
  case returned
  case lost

  /// Whether this fact and all after it belong to the way back to the sender.
  var turnsBack: Bool { self == .returning }

  /// Whether the place of this fact is where the recipient collects the parcel.
  var isAtPickupPlace: Bool {
    switch self {
    case .broughtToPickupPoint, .placedInLocker, .collected, .collectedFromLocker, .notCollected: true
    default: false
    }
  }
}
