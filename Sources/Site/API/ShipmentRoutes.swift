import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Tracking

/// `/v1/shipments`: what a shop's program hands in and reads.
struct ShipmentRoutes: Sendable {
  let parts: SiteParts
  static let jsonLimit = 256 << 10
  static let csvLimit = 10 << 20

  func add(to router: Router<SiteContext>) {
    router.post("v1/shipments") { request, context in try await create(request, context) }
    router.get("v1/shipments") { request, _ in try await list(request) }
    router.get("v1/shipments/:id") { request, context in try await show(request, context) }
  }

  private func create(_ request: Request, _ context: SiteContext) async throws -> Response {
    let shop = try await Authentication(parts: parts).shop(of: request)
    let type = request.headers[.contentType]?.lowercased().prefix { $0 != ";" } ?? ""
    switch type {
    case "application/json":
      let body = try await body(of: request, upTo: Self.jsonLimit)
      return try await add(try ShipmentBody.read(body, shop: shop, carriers: parts.carriers), shop)
    case "text/csv":
      let body = try await body(of: request, upTo: Self.csvLimit)
      guard let text = String(validating: body, as: UTF8.self) else {
        throw Problem(.unsupportedMediaType, detail: "The table must be UTF-8.")
      }
      return try await addTable(text, shop)
    default:
      throw Problem(.unsupportedMediaType, detail: "Send application/json, or text/csv for a table.")
    }
  }

  private func add(_ new: NewShipment, _ shop: Shop) async throws -> Response {
    let now = parts.clock.now()
    let shipment = new.shipment(id: parts.makeID(), shop: shop.id, source: .api, at: now)
    guard let added = try await parts.shipments.add([shipment], at: now).first else { throw Problem(.internalError) }
    let id = added.shipment.id
    guard let page = try await parts.shipments.page(id) else { throw Problem(.internalError) }
    let isNew = if case .created = added { true } else { false }
    var response = JSONAnswer.response(isNew ? .created : .ok, ShipmentJSON(page, links: links(page)))
    response.headers[.location] = "/v1/shipments/\(id.rawValue)"
    return response
  }

  private func addTable(_ text: String, _ shop: Shop) async throws -> Response {
    let lines: [CSVImport.Line]
    do {
      lines = try CSVImport.read(text, shop: shop, carriers: parts.carriers)
    } catch {
      throw Problem(.invalidFields, errors: [FieldProblem(pointer: "", error.description)])
    }
    let report = try await CSVImport.store(
      lines, shop: shop.id, in: parts.shipments, makeID: parts.makeID, at: parts.clock.now())
    return JSONAnswer.response(.ok, report)
  }

  private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let shop = try await Authentication(parts: parts).shop(of: request)
    guard let id = context.parameters.get("id"), let page = try await parts.shipments.page(ShipmentID(id)),
      page.shipment.shop == shop.id
    else { throw Problem(.notFound) }
    return JSONAnswer.response(.ok, ShipmentJSON(page, links: links(page)))
  }

  private func list(_ request: Request) async throws -> Response {
    let shop = try await Authentication(parts: parts).shop(of: request)
    let query = try ListQuery.read(request.uri.query ?? "")
    let found = try await parts.shipments.list(
      shop: shop.id, filter: query.filter, after: query.cursor, limit: query.limit)
    let versions = try await parts.shipments.linkVersions(shop: shop.id, of: found.shipments.map(\.id))
    let shown = found.shipments.map { shipment in
      let page = links.page(shipment.id, shop: shop, version: versions[shipment.id] ?? 1)
      return ShipmentJSON(shipment, links: ShipmentJSON.Links(page: page, order: nil))
    }
    var response = JSONAnswer.response(.ok, ShipmentListJSON(shipments: shown, next: found.next?.text))
    if let next = found.next { response.headers[.link] = "<\(query.path(after: next))>; rel=\"next\"" }
    return response
  }

  private var links: PageLinks {
    PageLinks(tokens: parts.tokens, publicBase: parts.configuration.publicBase)
  }

  private func links(_ page: ShipmentPage) -> ShipmentJSON.Links {
    ShipmentJSON.Links(page: links.page(page), order: links.order(page))
  }

  private func body(of request: Request, upTo limit: Int) async throws -> [UInt8] {
    if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
      throw Problem(.tooLarge, detail: "At most \(limit) bytes.")
    }
    do {
      return Array(buffer: try await request.body.collect(upTo: limit))
    } catch is NIOTooManyBytesError {
      throw Problem(.tooLarge, detail: "At most \(limit) bytes.")
    }
  }
}
