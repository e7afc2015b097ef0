import HTTPTypes
import Hummingbird
import Localization
import Markup
import Presentation
import Storage
import Tracking

/// `/t/{token}/notify`: the form for news, and what it sends. The answer never tells whether an address was known,
/// asked a moment ago, or over a budget.
struct NotifyRoute: Sendable {
  let parts: SiteParts

  func add(to router: Router<SiteContext>) {
    router.get("t/:token/notify") { request, context in try await form(request, context) }
    router.post("t/:token/notify") { request, context in try await ask(request, context) }
    // The same from the page of one parcel of an order.
    router.get("t/:token/:parcel/notify") { request, context in try await form(request, context) }
    router.post("t/:token/:parcel/notify") { request, context in try await ask(request, context) }
  }

  private func form(_ request: Request, _ context: SiteContext) async throws -> Response {
    let asked = SiteRequest(request, peer: context.peer, proxies: parts.configuration.trustedProxies)
    guard let place = try await Place(context, asked, parts) else {
      return try await PageDesk(parts: parts).unknown(asked).response
    }
    let setting = setting(place, asked)
    guard asked.parameter("sent") != nil else { return ready(NewsPages.form(in: setting), place, .ok) }
    return ready(NewsPages.sent(back: .local(place.page), in: setting), place, .ok)
  }

  private func ask(_ request: Request, _ context: SiteContext) async throws -> Response {
    let asked = SiteRequest(request, peer: context.peer, proxies: parts.configuration.trustedProxies)
    let fields = await FormBody.fields(of: request)
    guard let place = try await Place(context, asked, parts) else {
      return try await PageDesk(parts: parts).unknown(asked).response
    }
    let wishes = fields["wishes"].flatMap(Wishes.init(rawValue:)) ?? .important
    guard let address = fields["mail"].flatMap({ MailAddress($0) }) else {
      return ready(NewsPages.form(wishes, isWrong: true, in: setting(place, asked)), place, .unprocessableContent)
    }
    // A form of another site asks in somebody else's name.
    let isForeign = request.headers[.fetchSite] == "cross-site"
    if !isForeign, place.news.budget.take(place.link.subject, from: asked.address, at: parts.clock.wall()) {
      let request = SubscriptionRequest(
        id: place.news.makeID(), shop: place.link.page.shop.id, subject: place.subject, address: address,
        language: setting(place, asked).words.language, wishes: wishes, textVersion: place.news.textVersion,
        how: "form on the page")
      _ = try await place.news.subscriptions.ask(request, at: parts.clock.now())
    }
    var headers = SecurityHeaders.base
    let language = asked.parameter("l") == nil ? "" : "&l=" + setting(place, asked).words.language
    headers[.location] = place.page + "/notify?sent" + language
    return Response(status: .seeOther, headers: headers)
  }

  private func setting(_ place: Place, _ asked: SiteRequest) -> PageSetting {
    PageDesk(parts: parts).setting(
      parts.fronts.front(place.link.page.shop), country: place.shipment.destination.country,
      language: place.shipment.language, path: place.page + "/notify", request: asked, view: Looking())
  }

  private func ready(_ page: Page, _ place: Place, _ status: HTTPResponse.Status) -> Response {
    PageDesk(parts: parts).ready(page, parts.fronts.front(place.link.page.shop), shipments: [], status: status).response
  }

  /// Where the form stands: a good link of a site that writes mails, with something still to tell.
  private struct Place {
    let link: OpenLink
    let news: SiteNews
    let shipment: Shipment
    let subject: SubscriptionSubject
    /// The path of the page that the form belongs to.
    let page: String

    init?(_ context: SiteContext, _ asked: SiteRequest, _ parts: SiteParts) async throws {
      guard let news = parts.news, news.sendsMail,
        let link = try await OpenLink.open(context.token, host: asked.host, parts: parts)
      else { return nil }
      self.link = link
      self.news = news
      if let text = context.parameters.get("parcel") {
        guard let number = Int(text), link.shipments.indices.contains(number - 1) else { return nil }
        shipment = link.shipments[number - 1]
        subject = .shipment(shipment.id)
        page = "\(link.path)/\(number)"
        return
      }
      shipment = link.page.shipment
      page = link.path
      subject =
        if link.scope == .order, let order = shipment.order { .order(order) } else { .shipment(shipment.id) }
    }
  }
}
