import Foundation
import HTTPTypes
import Hummingbird
import Storage
import Tracking

/// `/v1/shipments`: what a shop's program hands in, reads, corrects and removes.
struct ShipmentRoutes: Sendable {
  let parts: SiteParts
  static let csvLimit = 10 << 20

  var routes: [APIRoute] {
    [
      APIRoute(.post, "/v1/shipments", Self.create, bodyLimit: Self.csvLimit, isKept: true) { try await create($0) },
      APIRoute(.get, "/v1/shipments", Self.list) { try await list($0) },
      APIRoute(.get, "/v1/shipments/{id}", Self.show) { call in
        try call.refuseQuery()
        return APIAnswer.json(.ok, try await json(call))
      },
      APIRoute(.patch, "/v1/shipments/{id}", Self.change) { try await change($0) },
      APIRoute(.delete, "/v1/shipments/{id}", Self.remove) { try await remove($0) },
    ]
  }

  private func create(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    switch call.type {
    case "application/json":
      guard call.body.count <= 256 << 10 else { throw Problem(.tooLarge, detail: "At most \(256 << 10) bytes.") }
      return try await add(try ShipmentBody.read(try call.object(), shop: call.shop, carriers: parts.carriers), call)
    case "text/csv":
      guard let text = String(validating: call.body, as: UTF8.self) else {
        throw Problem(.unsupportedMediaType, detail: "The table must be UTF-8.")
      }
      return try await addTable(text, call.shop)
    default:
      throw Problem(.unsupportedMediaType, detail: "Send application/json, or text/csv for a table.")
    }
  }

  private func add(_ new: NewShipment, _ call: APICall) async throws -> APIAnswer {
    let now = parts.clock.now()
    let shipment = new.shipment(id: parts.makeID(), shop: call.shop.id, source: .api, at: now)
    guard let added = try await parts.shipments.add([shipment], at: now).first,
      let page = try await parts.shipments.page(added.shipment.id)
    else { throw Problem(.internalError) }
    let isNew = if case .created = added { true } else { false }
    var answer = APIAnswer.json(isNew ? .created : .ok, ShipmentJSON(page, links: links(page)))
    answer.fields[.location] = "/v1/shipments/\(page.shipment.id.rawValue)"
    return answer
  }

  private func addTable(_ text: String, _ shop: Shop) async throws -> APIAnswer {
    let lines: [CSVImport.Line]
    do {
      lines = try CSVImport.read(text, shop: shop, carriers: parts.carriers)
    } catch {
      throw Problem(.invalidFields, errors: [FieldProblem(pointer: "", error.description)])
    }
    let report = try await CSVImport.store(
      lines, shop: shop.id, in: parts.shipments, makeID: parts.makeID, at: parts.clock.now())
    return APIAnswer.json(.ok, report)
  }

  private func list(_ call: APICall) async throws -> APIAnswer {
    let query = try ListQuery.read(call.request.uri.query ?? "")
    let found = try await parts.shipments.list(
      shop: call.shop.id, filter: query.filter, after: query.cursor, limit: query.limit)
    let versions = try await parts.shipments.linkVersions(shop: call.shop.id, of: found.shipments.map(\.id))
    let shown = found.shipments.map { shipment in
      let page = parts.links.page(shipment.id, shop: call.shop, version: versions[shipment.id] ?? 1)
      return ShipmentJSON(shipment, links: ShipmentJSON.Links(page: page, order: nil))
    }
    var answer = APIAnswer.json(.ok, ShipmentListJSON(shipments: shown, next: found.next?.text))
    if let next = found.next { answer.fields[.link] = "<\(query.path(after: next))>; rel=\"next\"" }
    return answer
  }

  private func change(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    let page = try await parts.page(call)
    let change = try ShipmentChange.read(
      try call.object(types: APICall.mergeTypes), of: page.shipment, shop: call.shop, carriers: parts.carriers)
    let now = parts.clock.now()
    _ = try await parts.shipments.correct(page.shipment.id) { change.applied(to: $0, at: now) }
    return APIAnswer.json(.ok, try await json(call))
  }

  private func remove(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    let id = try await parts.page(call).shipment.id
    guard try await parts.api.subscriptions.removeShipment(id, shop: call.shop.id, at: parts.clock.now()) else {
      throw Problem(.notFound)
    }
    parts.cache.drop([id])
    return .done
  }

  private func json(_ call: APICall) async throws -> ShipmentJSON {
    let page = try await parts.page(call)
    return ShipmentJSON(page, links: links(page))
  }

  private func links(_ page: ShipmentPage) -> ShipmentJSON.Links {
    ShipmentJSON.Links(page: parts.links.page(page), order: parts.links.order(page))
  }
}

extension SiteParts {
  var links: PageLinks { PageLinks(tokens: tokens, publicBase: configuration.publicBase) }

  /// The shipment that the path names, where it is the shop's own; else `Problem`.
  func page(_ call: APICall) async throws -> ShipmentPage {
    guard let page = try await shipments.page(ShipmentID(call.parameter("id"))), page.shipment.shop == call.shop.id
    else { throw Problem(.notFound) }
    return page
  }
}
