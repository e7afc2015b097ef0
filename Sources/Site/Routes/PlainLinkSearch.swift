import CarrierKit
import Storage
import Tracking

/// What is known of a number that stands in a plain link.
struct PlainLinkSearch: Sendable {
  let parts: SiteParts
  let shop: Shop
  /// Cleaned.
  let number: String
  /// As named in the link; nil where the number stands alone.
  let carrier: CarrierID?

  enum Found {
    /// No carrier has such numbers.
    case nothing
    /// There is something to show, or the carrier asks for the postcode.
    case shipment(Shipment)
    /// A number that some carrier may have, of which nothing came yet; perhaps it is asked for already.
    case waiting(carriers: [CarrierID], known: [ShipmentID])
  }

  func find() async throws -> Found {
    let candidates = try await candidates()
    guard !candidates.isEmpty else { return .nothing }
    let now = parts.clock.now()
    let live = try await stored(candidates).filter { !LinkExpiry.isOver($0, at: now) }
    if let shipment = live.first(where: { $0.lastSeenAt != nil }) ?? live.first(where: \.wantsPostcode) {
      return .shipment(shipment)
    }
    return .waiting(carriers: candidates.map(\.carrier), known: live.map(\.id))
  }

  /// Has the likeliest carrier that we can ask asked, within the budgets; nothing of it shows on the page.
  func begin(from address: String?) async throws -> [ShipmentID] {
    guard
      let candidate = try await candidates().first(where: { parts.carriers.isConnected($0.carrier, for: shop.id) }),
      parts.linkBudget.take(
        candidate.carrier, shop: shop.id, perDay: parts.carriers.linksPerDay(candidate.carrier, for: shop.id),
        from: address, at: parts.clock.wall())
    else { return [] }
    let now = parts.clock.now()
    let shipment = Shipment(
      id: parts.makeID(), shop: shop.id, carrier: candidate.carrier, number: candidate.number,
      destination: Destination(country: shop.country), source: .link, createdAt: now)
    // A database that takes nothing now is no reason to show less: the next look begins it.
    return (try? await parts.shipments.add([shipment], at: now).map(\.shipment.id)) ?? []
  }

  /// The readings of the number: of the carrier named, else of all, then those under which it is stored.
  private func candidates() async throws -> [(carrier: CarrierID, number: String)] {
    let read = parts.carriers.recognize(number, for: shop).map { (carrier: $0.carrier, number: $0.number) }
    if let carrier {
      guard parts.carriers.name(carrier) != nil else { return [] }
      return [(carrier, read.first { $0.carrier == carrier }?.number ?? number)]
    }
    let stored = try await parts.shipments.find(shop: shop.id, number: number).map {
      (carrier: $0.carrier, number: $0.number)
    }
    return read + stored.filter { one in !read.contains { $0.carrier == one.carrier } }
  }

  private func stored(_ candidates: [(carrier: CarrierID, number: String)]) async throws -> [Shipment] {
    var found: [Shipment] = []
    for candidate in candidates.prefix(8) {
      if let shipment = try await parts.shipments.find(
        shop: shop.id, carrier: candidate.carrier, number: candidate.number)
      {
        found.append(shipment)
      }
    }
    return found.sorted { $0.createdAt > $1.createdAt }
  }
}

extension Shipment {
  /// The carrier tells nothing without the postcode, and nobody gave it yet.
  var wantsPostcode: Bool {
    destination.postalCode == nil && lastSeenAt == nil && lastOutcome == Outcome.postcodeRequired.name
  }

  /// What a stranger who knows the number may see of it: nothing of the order, the recipient or the address.
  var seenByStranger: Shipment {
    var seen = self
    seen.order = nil
    seen.items = []
    seen.receivedBy = nil
    seen.pickup = nil
    seen.destination.postalCode = nil
    return seen
  }
}
