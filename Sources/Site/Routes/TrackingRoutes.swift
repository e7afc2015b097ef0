import HTTPTypes
import Hummingbird
import NIOCore
import Localization
import Presentation
import Storage
import Tracking

/// `/t/{token}`: the page of a shipment or an order, its calendar entry, its parcels.
struct TrackingRoutes: Sendable {
  let parts: SiteParts

  func add(to router: Router<SiteContext>) {
    router.get("t/:token") { request, context in try await page(request, context, parcel: nil) }
    router.get("t/:token/calendar.ics") { request, context in try await calendar(request, context) }
    router.get("t/:token/:parcel") { request, context in
      try await page(request, context, parcel: context.parameters.get("parcel", as: Int.self) ?? 0)
    }
    let postcode = PostcodeRoute(parts: parts)
    for name in ["postcode", "check"] {
      router.post(RouterPath("t/:token/\(name)")) { request, context in try await postcode.enter(request, context) }
      // An order's parcel page has the same form; what unlocks is the order.
      router.post(RouterPath("t/:token/:parcel/\(name)")) { request, context in
        try await postcode.enter(request, context)
      }
    }
  }

  private func page(_ request: Request, _ context: SiteContext, parcel: Int?) async throws -> Response {
    let asked = SiteRequest(request, peer: context.peer, proxies: parts.configuration.trustedProxies)
    let desk = PageDesk(parts: parts)
    let ticket = parts.cache.ticket()
    guard let link = try await OpenLink.open(context.token, host: asked.host, parts: parts),
      parcel == nil || link.shipments.indices.contains((parcel ?? 0) - 1)
    else { return try await desk.unknown(asked).response }
    let wall = parts.clock.wall()
    let isUnlocked = parts.cookie.unlocks(
      link.subject, header: asked.cookies, at: wall, isSecure: asked.isSecure)
    var key = PageKey(request.head)
    key?.isUnlocked = isUnlocked
    let now = parts.clock.now()
    if isUnlocked, let key, let page = parts.cache.page(key, now: now, wall: wall) { return page.response }
    let standing = PostcodeRoute.check(parts.postcodes.standing(link.subject, at: wall), now: now, wall: wall)
    let page = desk.page(
      link, parcel: parcel, request: asked, looking: Looking(isUnlocked: isUnlocked, check: standing))
    if let key, standing == .open { parts.cache.keep(page, for: key, ticket: ticket, wall: wall) }
    return page.response
  }

  private func calendar(_ request: Request, _ context: SiteContext) async throws -> Response {
    let asked = SiteRequest(request, peer: context.peer, proxies: parts.configuration.trustedProxies)
    let desk = PageDesk(parts: parts)
    guard let link = try await OpenLink.open(context.token, host: asked.host, parts: parts),
      let shipment = link.shipments.first,
      let text = desk.calendar(shipment, link: link, request: asked)
    else { return try await desk.unknown(asked).response }
    var headers = SecurityHeaders.base
    headers[.contentType] = "text/calendar; charset=utf-8"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

extension SiteContext {
  var token: Substring { parameters.get("token")?[...] ?? "" }
}

extension PageDesk {
  /// The page that a link shows: a shipment's, an order's, or that of one parcel of an order (from 1).
  func page(_ link: OpenLink, parcel: Int?, request: SiteRequest, looking: Looking) -> ReadyPage {
    let front = parts.fronts.front(link.page.shop)
    var looking = looking
    looking.incentive = link.page.incentive
    let shipments = link.shipments
    if let parcel, shipments.indices.contains(parcel - 1) {
      return tracking(
        shipments[parcel - 1], front: front, path: "\(link.path)/\(parcel)", request: request, view: looking)
    }
    if link.scope == .order, shipments.count > 1 {
      return order(
        link.page.shipment.order ?? "", shipments, front: front, path: link.path, request: request, view: looking)
    }
    return tracking(link.page.shipment, front: front, path: link.path, request: request, view: looking)
  }

  func calendar(_ shipment: Shipment, link: OpenLink, request: SiteRequest) -> String? {
    let front = parts.fronts.front(link.page.shop)
    let setting = setting(
      front, country: shipment.destination.country, language: shipment.language, path: link.path, request: request,
      view: Looking())
    return TrackingPage.calendar(
      shipment, carrier: face(shipment, front.shop, setting.words.language), in: setting,
      host: request.host.isEmpty ? "tidings" : request.host)
  }
}
