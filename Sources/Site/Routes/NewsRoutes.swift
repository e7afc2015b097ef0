import HTTPTypes
import Hummingbird
import Markup
import Presentation
import Storage
import Tracking

/// `/n/confirm/{token}`, `/n/stop/{token}`, `/n/preferences/{token}`: the links in mails. GET shows a page with a
/// button, only POST does something: mail scanners open links. A POST to stop needs nothing in its body, which makes it
/// the one-click unsubscription of RFC 8058 as well as the button of the page.
struct NewsRoutes: Sendable {
  let parts: SiteParts

  func add(to router: Router<SiteContext>) {
    for scope in SubscriptionScope.allCases {
      let path = RouterPath("n/\(scope.rawValue)/:token")
      router.get(path) { request, context in try await answer(request, context, scope, fields: nil) }
      router.post(path) { request, context in
        // Read in any case: a body left lying would end the connection.
        try await answer(request, context, scope, fields: FormBody.fields(of: request))
      }
    }
  }

  /// - Parameter fields: of the form; nil for a visit.
  private func answer(
    _ request: Request, _ context: SiteContext, _ scope: SubscriptionScope, fields: [String: String]?
  ) async throws -> Response {
    let asked = SiteRequest(request, peer: context.peer, proxies: parts.configuration.trustedProxies)
    let desk = PageDesk(parts: parts)
    guard let visit = try await Visit(context.token, scope, asked, parts) else {
      return try await desk.unknown(asked).response
    }
    let page: Page
    switch (scope, fields) {
    case (.confirm, nil): page = visit.confirmPage(at: parts.clock.now())
    case (.confirm, let fields?): page = try await confirm(visit, isNo: fields["no"] != nil)
    case (.stop, nil): page = visit.isOver ? visit.stopped : NewsPages.stop(visit.about, in: visit.setting)
    case (.stop, _): page = try await stop(visit, how: "stop link in a message")
    case (.preferences, nil): page = visit.preferences(isSaved: false)
    case (.preferences, let fields?): page = try await change(visit, to: fields["wishes"])
    }
    return desk.ready(page, visit.front, shipments: [], status: .ok).response
  }

  private func confirm(_ visit: Visit, isNo: Bool) async throws -> Page {
    if isNo { return try await stop(visit, how: "no to the question") }
    let result = try await visit.news.subscriptions.confirm(
      visit.subscription.id, how: "button on the confirmation page", at: parts.clock.now())
    switch result {
    case .confirmed, .already: return NewsPages.confirmed(visit.about, in: visit.setting)
    case .expired, .unknown: return NewsPages.expired(visit.about, in: visit.setting)
    }
  }

  private func stop(_ visit: Visit, how: String) async throws -> Page {
    _ = try await visit.news.subscriptions.withdraw(visit.subscription.id, how: how, at: parts.clock.now())
    return visit.stopped
  }

  private func change(_ visit: Visit, to wishes: String?) async throws -> Page {
    guard let wishes = wishes.flatMap(Wishes.init(rawValue:)) else { return visit.preferences(isSaved: false) }
    let isThere = try await visit.news.subscriptions.change(
      visit.subscription.id, wishes: wishes, language: visit.subscription.language)
    guard isThere else { return visit.stopped }
    var changed = visit
    changed.about.wishes = wishes
    return changed.preferences(isSaved: true)
  }
}

/// A link of a mail that proved to be good, with what its pages need.
private struct Visit {
  let news: SiteNews
  let subscription: Subscription
  let front: ShopFront
  let setting: PageSetting
  var about: NewsSubject

  /// Unknown, wrong and foreign tokens give the same nothing.
  init?(_ token: Substring, _ scope: SubscriptionScope, _ asked: SiteRequest, _ parts: SiteParts) async throws {
    guard let news = parts.news, let id = news.tokens.id(of: String(token), scope: scope),
      let subscription = try await news.subscriptions.find(id),
      let shop = try await parts.shops.find(subscription.shop)
    else { return nil }
    let owner = try await parts.fronts.shop(host: asked.host, at: parts.clock.wall())
    guard owner == nil || owner?.id == shop.id else { return nil }
    self.news = news
    self.subscription = subscription
    front = parts.fronts.front(shop)
    setting = PageDesk(parts: parts).setting(
      front, country: shop.country, language: subscription.language, path: "/n/\(scope.rawValue)/\(token)",
      request: asked, view: Looking())
    about = NewsSubject(
      address: MailAddress(subscription.address)?.masked ?? "…", wishes: subscription.wishes,
      page: try await Visit.page(subscription, parts))
  }

  var isOver: Bool { subscription.stopAskedAt != nil }

  var stopped: Page { NewsPages.stopped(about, in: setting) }

  /// The question while it can be answered; later what became of it.
  func confirmPage(at now: Timestamp) -> Page {
    if subscription.isLive { return NewsPages.confirmed(about, in: setting) }
    let isOld = now.seconds(since: subscription.askedAt) > Subscription.confirmDays * 86_400
    return isOver || isOld ? NewsPages.expired(about, in: setting) : NewsPages.confirm(about, in: setting)
  }

  func preferences(isSaved: Bool) -> Page {
    if isOver { return stopped }
    let stop = Link.local("/n/stop", [news.tokens.token(for: subscription.id, scope: .stop)])
    return NewsPages.preferences(about, stop: stop, isSaved: isSaved, in: setting)
  }

  /// The page of the parcel; nil for an order, whose page has a link of its own, and once the page has ended.
  private static func page(_ subscription: Subscription, _ parts: SiteParts) async throws -> Link? {
    guard case .shipment(let id) = subscription.subject, let page = try await parts.shipments.page(id),
      !LinkExpiry.isOver(page.shipment, at: parts.clock.now())
    else { return nil }
    return parts.tokens.token(for: id, scope: .shipment, version: page.linkVersion).map { .local("/t", [$0]) }
  }
}
