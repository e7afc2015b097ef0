extension Shipment {
  /// The same parcel without what tells of a person: postal code, things bought and their worth, who took it, where it was collected,
  /// and in its history the carrier's words, the names of places and their postal codes. What is left (states, times,
  /// cities, the promise) is what figures are made of.
  ///
  /// Order and tracking number stay: with them the shop finds what it sold. Erasure takes them too.
  public var cleared: Shipment {
    var shipment = self
    shipment.destination.postalCode = nil
    shipment.items = []
    shipment.orderValue = nil
    shipment.receivedBy = nil
    shipment.pickup = nil
    shipment.closing?.why = ""
    shipment.checkpoints = checkpoints.map(\.cleared)
    return shipment
  }
}

extension Checkpoint {
  /// Without words that may name somebody. Where a carrier has no codes, a text that no table knows stands as the code.
  fileprivate var cleared: Checkpoint {
    Checkpoint(
      time: time, meaning: meaning, code: meaning == .unrecognized ? "" : code,
      place: Place(city: place.city, country: place.country))
  }
}
