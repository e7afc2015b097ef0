import Tracking

extension ShipmentRoutes {
  static let create = APIOperation(
    id: "createShipment", group: .shipments, summary: "Hand in a shipment, or a table of them",
    says: """
      The same shop, carrier and number is the same shipment: it comes back as it is stored, with 200. A table is CSV \
      whose first row names the columns; every row is reported on its own.
      """,
    bodies: [
      .json(.named("NewShipment")), APIOperation.Body(type: "text/csv", schema: .anything),
    ],
    answers: [
      (
        200,
        APIOperation.Answer(
          says: "Known already; or the report of a table.",
          schema: .either(.named("Shipment"), .named("ImportReport")), hasLocation: true)
      ),
      (201, .json("New.", .named("Shipment"), hasLocation: true)),
    ])

  static let list = APIOperation(
    id: "listShipments", group: .shipments, summary: "Shipments, last added first",
    query: [
      APIOperation.Query(name: "order", schema: .text(), says: "The shop's order number."),
      APIOperation.Query(name: "number", schema: .text(), says: "The carrier's number."),
      APIOperation.Query(name: "state", schema: .word(ShipmentState.allCases.map(\.rawValue)), says: ""),
      APIOperation.Query(name: "delay", schema: .word(DelayLevel.allCases.map(\.rawValue)), says: ""),
      APIOperation.Query(name: "limit", schema: .whole(from: 1, to: 500), says: "100 where left out."),
      APIOperation.Query(name: "cursor", schema: .text(pattern: "^s[0-9a-z]{1,12}$"), says: "`next` of a page before."),
    ],
    answers: [(200, .json("One page; the `Link` header has the next.", .named("ShipmentList")))])

  static let show = APIOperation(
    id: "showShipment", group: .shipments, summary: "A shipment with its history",
    answers: [(200, .json("The shipment.", .named("Shipment")))])

  static let change = APIOperation(
    id: "changeShipment", group: .shipments, summary: "Correct what the shop says of a shipment",
    says: "RFC 7396: members that are left out stay, null clears. Carrier and number are what it is and stay.",
    bodies: APIOperation.Body.merge(.named("ShipmentChange")),
    answers: [(200, .json("As it is now.", .named("Shipment")))])

  static let remove = APIOperation(
    id: "removeShipment", group: .shipments, summary: "Remove a shipment",
    says: """
      With its history, its page, what waits to be sent about it, and the addresses that wanted news of it alone. The \
      proofs of consent stay, without the address.
      """,
    answers: [(204, .empty("It is gone."))])
}
