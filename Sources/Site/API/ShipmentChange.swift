import Tracking

/// What a shop corrects of a shipment: the members it sent, checked as if they had been handed in.
struct ShipmentChange: Sendable {
  let names: Set<String>
  let facts: NewShipment

  /// Reads and checks; throws `Problem` with every wrong field.
  static func read(
    _ opened: JSONObjectReader, of shipment: Shipment, shop: Shop, carriers: CarrierBook
  ) throws(Problem) -> ShipmentChange {
    var reader = opened
    for name in ["number", "carrier"] where reader.has(name) {
      reader.note(name, "cannot be altered", hint: "remove the shipment and hand in the right one")
    }
    let sent = ShipmentBody.draft(&reader)
    let names = Set(ShipmentDraft.fields.filter { reader.has($0) })
    // Number and carrier are stored, so they passed once; what was not sent cannot be wrong.
    let draft = sent.completed(from: shipment, names)
    let facts = try ShipmentBody.check(draft, reader, shop: shop, carriers: carriers)
    return ShipmentChange(names: names, facts: facts)
  }

  /// The shipment with what was sent; it is judged anew, and asked for anew where a postcode may unlock an answer.
  func applied(to shipment: Shipment, at now: Timestamp) -> Shipment {
    var next = shipment
    if names.contains("order") { next.order = facts.order }
    if names.contains("promise") { next.promise = facts.promise }
    if names.contains("postcode") { next.destination.postalCode = facts.destination.postalCode }
    if names.contains("country") { next.destination.country = facts.destination.country }
    if names.contains("region") { next.destination.region = facts.destination.region }
    if names.contains("language") { next.language = facts.language }
    if names.contains("service") { next.service = facts.service }
    if names.contains("items") { next.items = facts.items }
    if names.contains("order_value") || names.contains("currency") { next.orderValue = facts.orderValue }
    guard next != shipment else { return shipment }
    next.version += 1
    guard next.closing == nil else { return next }
    next.nextAssessAt = now
    if next.destination != shipment.destination, !next.status.isTerminal { next.nextPollAt = now }
    return next
  }
}

extension ShipmentDraft {
  /// With what the check needs and was not sent: what it is, and the other half of an amount.
  fileprivate func completed(from shipment: Shipment, _ names: Set<String>) -> ShipmentDraft {
    var draft = self
    draft.number = shipment.number
    draft.carrier = shipment.carrier.rawValue
    if names.contains("order_value"), !names.contains("currency") { draft.currency = shipment.orderValue?.currency }
    if names.contains("currency"), !names.contains("order_value") { draft.orderValue = shipment.orderValue?.amount }
    return draft
  }
}
