import CarrierKit
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Presentation
import Storage
import Tracking

/// `/p/{carrier}/{number}` and `/p/{number}`: what a shop puts where the carrier's link stood. A stranger may
/// know the number too, so the page tells nothing that the carrier's own page would not, and never leads to `/t/`.
struct PlainLinkRoutes: Sendable {
  let parts: SiteParts

  func add(to router: Router<SiteContext>) {
    router.get("p") { request, context in
      try await PageDesk(parts: parts).unknown(asked(request, context)).response
    }
    router.post("p") { request, context in try await lookUp(request, context) }
    // The router wants one name for one place, whatever stands there.
    router.get("p/:what") { request, context in
      try await page(request, context, carrier: nil, number: context.parameters.get("what"))
    }
    router.get("p/:what/:number") { request, context in
      let carrier = context.parameters.get("what").map { CarrierID($0) }
      return try await page(request, context, carrier: carrier, number: context.parameters.get("number"))
    }
  }

  /// The form of the page for links that lead nowhere.
  private func lookUp(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let number = await FormBody.field("number", of: request).flatMap({ TrackingNumber($0) }) else {
      return try await PageDesk(parts: parts).unknown(asked(request, context)).response
    }
    var headers = SecurityHeaders.base
    headers[.location] = "/p/\(number.text)"
    return Response(status: .seeOther, headers: headers)
  }

  private func page(
    _ request: Request, _ context: SiteContext, carrier: CarrierID?, number text: String?
  ) async throws -> Response {
    let asked = asked(request, context)
    let desk = PageDesk(parts: parts)
    let wall = parts.clock.wall()
    let ticket = parts.cache.ticket()
    guard let front = try await parts.fronts.front(host: asked.host, at: wall),
      let number = text?.removingPercentEncoding.flatMap({ TrackingNumber($0)?.text })
    else { return try await desk.unknown(asked).response }
    let path = carrier.map { "/p/\($0.rawValue)/\(number)" } ?? "/p/\(number)"
    let found = try await find(number, carrier: carrier, shop: front.shop)
    let page: ReadyPage
    switch found {
    case .nothing:
      return try await desk.unknown(asked).response
    case .data(let shipment):
      page = desk.tracking(shipment, front: front, path: path, request: asked, view: Looking(entry: .number))
    case .waiting(let carriers, let known):
      let begun = known.isEmpty ? try await begin(number, carriers, front.shop, asked) : []
      page = desk.noData(
        number, carriers: carriers, shipments: known + begun, front: front, path: path, request: asked)
    }
    if let key = PageKey(request) { parts.cache.keep(page, for: key, ticket: ticket, wall: wall) }
    return page.response
  }

  private enum Found {
    /// No carrier has such numbers.
    case nothing
    case data(Shipment)
    /// A number that some carrier may have, of which nothing came yet; perhaps it is asked for already.
    case waiting(carriers: [CarrierID], known: [ShipmentID])
  }

  private func find(_ number: String, carrier: CarrierID?, shop: Shop) async throws -> Found {
    let stored: [Shipment]
    var carriers: [CarrierID]
    if let carrier {
      guard parts.carriers.name(carrier) != nil else { return .nothing }
      stored = try await parts.shipments.find(shop: shop.id, carrier: carrier, number: number).map { [$0] } ?? []
      carriers = [carrier]
    } else {
      stored = try await parts.shipments.find(shop: shop.id, number: number)
      carriers = parts.carriers.recognize(number, for: shop).map(\.carrier)
    }
    let now = parts.clock.now()
    let live = stored.filter { !LinkExpiry.isOver($0, at: now) }
    if let shipment = live.first(where: { $0.lastSeenAt != nil }) { return .data(shipment) }
    for shipment in live where !carriers.contains(shipment.carrier) { carriers.append(shipment.carrier) }
    return carriers.isEmpty ? .nothing : .waiting(carriers: carriers, known: live.map(\.id))
  }

  /// Has the likeliest carrier that we can ask asked, within the budgets; nothing of it shows on the page.
  private func begin(
    _ number: String, _ carriers: [CarrierID], _ shop: Shop, _ asked: SiteRequest
  ) async throws -> [ShipmentID] {
    guard let carrier = carriers.first(where: { parts.carriers.isConnected($0, for: shop.id) }),
      parts.linkBudget.take(
        carrier, shop: shop.id, perDay: parts.carriers.linksPerDay(carrier, for: shop.id), from: asked.address,
        at: parts.clock.wall())
    else { return [] }
    let now = parts.clock.now()
    let shipment = Shipment(
      id: parts.makeID(), shop: shop.id, carrier: carrier, number: number,
      destination: Destination(country: shop.country), source: .link, createdAt: now)
    return try await parts.shipments.add([shipment], at: now).map(\.shipment.id)
  }

  private func asked(_ request: Request, _ context: SiteContext) -> SiteRequest {
    SiteRequest(request, peer: context.peer, proxies: parts.configuration.trustedProxies)
  }
}
