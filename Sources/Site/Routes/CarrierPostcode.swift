import Storage
import Tracking

/// Takes the postcode that a carrier wants before it tells anything. It goes to the shipment, never into a URL.
struct CarrierPostcode: Sendable {
  let parts: SiteParts

  /// Stores the postcode with a shipment that has none and of which nothing came yet, and makes it due; false where
  /// that cannot be.
  ///
  /// The first postcode holds. A wrong one gives the same outcome again, but now that the shipment has one, it
  /// does not ask any more: nobody can try many against a carrier this way.
  func store(_ entered: String, for shipment: Shipment) async throws -> Bool {
    guard shipment.takesPostcode, let postcode = Postcode.normalized(entered) else { return false }
    let now = parts.clock.now()
    var shipment = shipment
    for _ in 0..<3 {
      var changed = shipment
      changed.destination.postalCode = postcode
      changed.failures = 0
      changed.nextPollAt = now
      changed.version += 1
      let change = Change(shipment: changed, baseVersion: shipment.version)
      let report = try await parts.shipments.commit([change], owner: nil, at: now)
      if report.conflicts.isEmpty { return true }
      guard let current = try await parts.shipments.find(shipment.id), current.takesPostcode else { return false }
      shipment = current
    }
    return false
  }
}

extension Shipment {
  /// Nobody gave a postcode, and nothing came without one.
  fileprivate var takesPostcode: Bool { destination.postalCode == nil && lastSeenAt == nil }
}
