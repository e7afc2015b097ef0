import CarrierKit
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Presentation
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
      try await page(request, context, carrier: context.carrier, number: context.parameters.get("number"))
    }
    for name in ["postcode", "check"] {
      router.post(RouterPath("p/:what/\(name)")) { request, context in
        try await postcode(request, context, carrier: nil, number: context.parameters.get("what"))
      }
      router.post(RouterPath("p/:what/:number/\(name)")) { request, context in
        try await postcode(request, context, carrier: context.carrier, number: context.parameters.get("number"))
      }
    }
  }

  /// The form of the page for links that lead nowhere.
  private func lookUp(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let number = await FormBody.field("number", of: request).flatMap({ TrackingNumber($0) }) else {
      return try await PageDesk(parts: parts).unknown(asked(request, context)).response
    }
    return seeOther("/p/\(number.text)")
  }

  private func page(
    _ request: Request, _ context: SiteContext, carrier: CarrierID?, number: String?
  ) async throws -> Response {
    let asked = asked(request, context)
    let desk = PageDesk(parts: parts)
    let wall = parts.clock.wall()
    let ticket = parts.cache.ticket()
    guard let front = try await parts.fronts.front(host: asked.host, at: wall),
      let search = search(front.shop, carrier, number)
    else { return try await desk.unknown(asked).response }
    let page: ReadyPage
    switch try await search.find() {
    case .nothing:
      return try await desk.unknown(asked).response
    case .shipment(let shipment):
      page = desk.tracking(
        shipment.seenByStranger, front: front, path: path(search), request: asked, view: Looking(entry: .number))
    case .waiting(let carriers, let known):
      let begun = known.isEmpty ? await search.begin(from: asked.address) : []
      page = desk.noData(
        search, carriers: carriers, shipments: known.map(\.id) + begun, front: front, path: path(search),
        request: asked)
    }
    if let key = PageKey(request.head) { parts.cache.keep(page, for: key, ticket: ticket, wall: wall) }
    return page.response
  }

  /// The postcode that the carrier may want; this and anything else leads back to the page, which looks the same.
  private func postcode(
    _ request: Request, _ context: SiteContext, carrier: CarrierID?, number: String?
  ) async throws -> Response {
    let asked = asked(request, context)
    let entered = await FormBody.field("postcode", of: request) ?? ""
    let wall = parts.clock.wall()
    guard let front = try await parts.fronts.front(host: asked.host, at: wall),
      let search = search(front.shop, carrier, number)
    else { return try await PageDesk(parts: parts).unknown(asked).response }
    if request.headers[.fetchSite] != "cross-site", let shipment = try await search.wanting(),
      case .open = parts.postcodes.enter("plain \(shipment.id.rawValue)", from: asked.address, at: wall)
    {
      _ = try await CarrierPostcode(parts: parts).store(entered, for: shipment)
    }
    return seeOther(path(search))
  }

  private func search(_ shop: Shop, _ carrier: CarrierID?, _ number: String?) -> PlainLinkSearch? {
    number?.removingPercentEncoding.flatMap { TrackingNumber($0)?.text }
      .map { PlainLinkSearch(parts: parts, shop: shop, number: $0, carrier: carrier) }
  }

  private func path(_ search: PlainLinkSearch) -> String {
    "/p/" + (search.carrier.map { $0.rawValue + "/" } ?? "") + search.number
  }

  private func seeOther(_ location: String) -> Response {
    var headers = SecurityHeaders.base
    headers[.location] = location
    return Response(status: .seeOther, headers: headers)
  }

  private func asked(_ request: Request, _ context: SiteContext) -> SiteRequest {
    SiteRequest(request, peer: context.peer, proxies: parts.configuration.trustedProxies)
  }
}

extension SiteContext {
  fileprivate var carrier: CarrierID? { parameters.get("what").map { CarrierID($0) } }
}
