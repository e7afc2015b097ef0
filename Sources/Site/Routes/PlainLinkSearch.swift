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
    /// There is something to show.
    case shipment(Shipment)
    /// A number that some carrier may have, of which nothing came yet; perhaps it is asked for already. What the page
    /// says follows from the number alone: `carriers` are those whose numbers look like it.
    case waiting(carriers: [CarrierID], known: [Shipment])
  }

  func find() async throws -> Found {
    let read = readings
    let now = parts.clock.now()
    let live = try await stored(read + storedReadings(beyond: read)).filter { !LinkExpiry.isOver($0, at: now) }
    if let shipment = live.first(where: { $0.lastSeenAt != nil }) { return .shipment(shipment) }
    return read.isEmpty ? .nothing : .waiting(carriers: read.map(\.carrier), known: live)
  }

  /// The carrier that is asked for this number: the likeliest one that we can ask.
  var asked: (carrier: CarrierID, number: String)? {
    readings.first { parts.carriers.isConnected($0.carrier, for: shop.id) }
  }

  /// The carrier whose page asks for the postcode before anything is known: it may want one for such numbers.
  var postcodeCarrier: CarrierID? {
    asked.map(\.carrier).flatMap { parts.carriers.mayWantPostcode($0, for: shop.id) ? $0 : nil }
  }

  /// The shipment that a postcode entered here would help: one whose carrier waits for it, or one that a plain link began
  /// and whose carrier may.
  func wanting() async throws -> Shipment? {
    guard case .waiting(_, let known) = try await find() else { return nil }
    return known.first(where: \.wantsPostcode)
      ?? known.first {
        $0.source == .link && $0.destination.postalCode == nil
          && parts.carriers.mayWantPostcode($0.carrier, for: shop.id)
      }
  }

  /// Has the carrier asked, within the budgets; nothing of it shows on the page.
  func begin(from address: String?) async -> [ShipmentID] {
    guard let candidate = asked,
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

  /// The readings of the number: of the carrier named, else of all.
  private var readings: [(carrier: CarrierID, number: String)] {
    let read = parts.carriers.recognize(number, for: shop).map { (carrier: $0.carrier, number: $0.number) }
    guard let carrier else { return read }
    guard parts.carriers.name(carrier) != nil else { return [] }
    return [(carrier, read.first { $0.carrier == carrier }?.number ?? number)]
  }

  /// Carriers under which a shop gave us the number although their numbers do not look like it.
  private func storedReadings(
    beyond read: [(carrier: CarrierID, number: String)]
  ) async throws -> [(carrier: CarrierID, number: String)] {
    guard carrier == nil else { return [] }
    return try await parts.shipments.find(shop: shop.id, number: number).map {
      (carrier: $0.carrier, number: $0.number)
    }
    .filter { one in !read.contains { $0.carrier == one.carrier } }
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
    // Whether the carrier wants the postcode is asked by the page of numbers without data, and by that for all alike.
    seen.lastOutcome = nil
    return seen
  }
}
