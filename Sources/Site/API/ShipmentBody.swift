import Tracking

/// A shipment in the body of a request.
enum ShipmentBody {
  /// Reads and checks; throws `Problem` with every wrong field.
  static func read(
    _ opened: JSONObjectReader, shop: Shop, carriers: CarrierBook
  ) throws(Problem) -> NewShipment {
    var reader = opened
    return try check(draft(&reader), reader, shop: shop, carriers: carriers)
  }

  /// Checks what was read from `reader`, and that nothing was left unread.
  static func check(
    _ draft: ShipmentDraft, _ reader: JSONObjectReader, shop: Shop, carriers: CarrierBook
  ) throws(Problem) -> NewShipment {
    let unread = reader.finish()
    let check = DraftCheck(carriers: carriers, shop: shop) { "/" + $0 }
    switch check.check(draft) {
    case .good(let shipment) where unread.isEmpty: return shipment
    case .good: throw Problem(.invalidFields, errors: unread)
    case .bad(let problems):
      // A field of the wrong type is told once, not as missing too.
      let told = Set(unread.map(\.pointer))
      throw Problem(.invalidFields, errors: unread + problems.filter { !told.contains($0.pointer) })
    }
  }

  static func draft(_ reader: inout JSONObjectReader) -> ShipmentDraft {
    var draft = ShipmentDraft()
    draft.number = reader.string("number")
    draft.carrier = reader.string("carrier")
    draft.order = reader.string("order")
    draft.promise = reader.string("promise")
    draft.postcode = reader.string("postcode")
    draft.country = reader.string("country")
    draft.region = reader.string("region")
    draft.language = reader.string("language")
    draft.service = reader.string("service")
    draft.orderValue = reader.string("order_value")
    draft.currency = reader.string("currency")
    draft.items = items(&reader)
    return draft
  }

  private static func items(_ reader: inout JSONObjectReader) -> [Item] {
    guard let values = reader.array("items") else { return [] }
    guard values.count <= 100 else {
      reader.note("items", "holds more than 100 items")
      return []
    }
    var items: [Item] = []
    for (index, value) in values.enumerated() {
      let pointer = reader.path("items") + "/\(index)"
      switch JSONObjectReader.open(value, pointer: pointer) {
      case .failure(let problem): reader.note([problem])
      case .success(var item):
        let name = item.string("name")
        let quantity = item.int("quantity")
        if name == nil, !item.problems.contains(where: { $0.pointer == item.path("name") }) {
          item.note("name", "is missing")
        }
        if let name, name.isEmpty || name.count > 200 { item.note("name", "must have 1 to 200 characters") }
        if let quantity, !(1...9999).contains(quantity) { item.note("quantity", "must be from 1 to 9999") }
        reader.note(item.finish())
        if let name { items.append(Item(name: name, quantity: min(max(quantity ?? 1, 1), 9999))) }
      }
    }
    return items
  }
}
