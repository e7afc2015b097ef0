import HTTPTypes
import Hummingbird
import Localization
import Markup
import NIOCore
import Presentation
import Storage
import Tracking

/// Turns what was found into pages: the setting of a request, the model, the bytes, the headers.
struct PageDesk: Sendable {
  let parts: SiteParts

  /// The page of one shipment.
  func tracking(
    _ shipment: Shipment, front: ShopFront, path: String, request: SiteRequest, view: Looking
  ) -> ReadyPage {
    let setting = setting(
      front, country: shipment.destination.country, language: shipment.language, path: path, request: request,
      view: view)
    let model = TrackingPage.model(shipment, carrier: face(shipment, front.shop, setting.words.language), in: setting)
    return ready(model, front, shipments: [shipment.id], status: view.status)
  }

  /// The page of an order with several shipments.
  func order(
    _ name: String, _ shipments: [Shipment], front: ShopFront, path: String, request: SiteRequest, view: Looking
  ) -> ReadyPage {
    let first = shipments.first
    let setting = setting(
      front, country: first?.destination.country, language: first?.language, path: path, request: request, view: view)
    let parcels = shipments.map { (shipment: $0, carrier: face($0, front.shop, setting.words.language)) }
    return ready(
      OrderPage.model(order: name, parcels: parcels, in: setting), front, shipments: shipments.map(\.id),
      status: view.status)
  }

  /// The page of a number of which nothing is known yet.
  func noData(
    _ search: PlainLinkSearch, carriers: [CarrierID], shipments: [ShipmentID], front: ShopFront, path: String,
    request: SiteRequest
  ) -> ReadyPage {
    let number = search.number
    let setting = setting(
      front, country: front.shop.country, language: nil, path: path, request: request, view: Looking(entry: .number))
    let faces = carriers.map { face($0, number: number, front.shop, setting.words.language) }
    let model = NoDataPage.model(
      number: number, candidates: faces, postcodeFor: search.postcodeCarrier.flatMap(parts.carriers.name), in: setting)
    return ready(model, front, shipments: shipments, status: .ok)
  }

  /// The one page for every link that leads nowhere.
  func unknown(_ request: SiteRequest) async throws -> ReadyPage {
    let front =
      try await parts.fronts.front(host: request.host, at: parts.clock.wall())
      ?? parts.fronts.front(Shop(id: "", brand: Brand(name: "Tidings", color: "#123c8c"), languages: []))
    let setting = setting(
      front, country: front.shop.country, language: nil, path: "/t", request: request, view: Looking())
    return ready(UnknownPage.model(in: setting), front, shipments: [], status: .notFound)
  }

  func setting(
    _ front: ShopFront, country: String?, language: String?, path: String, request: SiteRequest, view: Looking
  ) -> PageSetting {
    let wishes = Language.Wishes(
      link: request.parameter("l"), order: language, acceptLanguage: request.acceptLanguage, country: country)
    let shop = front.shop
    let chosen = Language.negotiate(wishes, shop: shop.languages, available: parts.catalogs.languages)
    let words = parts.catalogs[chosen] ?? parts.catalogs.reference
    let spoken =
      shop.languages.isEmpty
      ? parts.catalogs.languages
      : shop.languages.compactMap { Language.match($0, among: parts.catalogs.languages) }
    let others = spoken.filter { $0 != words.language }.compactMap { parts.catalogs[$0].map(LanguageName.init) }
    var setting = PageSetting(
      brand: shop.brand, words: words, otherLanguages: others, now: parts.clock.now(),
      zone: TimeZones.zone(country: country, fallback: shop.country), path: path, entry: view.entry,
      isUnlocked: view.isUnlocked, check: view.check)
    setting.showsCarrierWords = request.parameter("words") != nil
    setting.offersNews = view.entry == .token && parts.news?.sendsMail == true
    setting.incentive = view.incentive?.card(in: words.language)
    setting.isStill = request.parameter("still") != nil
    return setting
  }

  func face(_ shipment: Shipment, _ shop: Shop, _ language: String) -> CarrierFace {
    face(shipment.carrier, number: shipment.number, shop, language)
  }

  private func face(_ carrier: CarrierID, number: String, _ shop: Shop, _ language: String) -> CarrierFace {
    CarrierFace(
      name: parts.carriers.name(carrier) ?? carrier.rawValue,
      page: parts.carriers.page(carrier, number: number, language: language).flatMap(Link.init(web:)),
      isConnected: parts.carriers.isConnected(carrier, for: shop.id))
  }

  func ready(
    _ model: Page, _ front: ShopFront, shipments: [ShipmentID], status: HTTPResponse.Status
  ) -> ReadyPage {
    let rendered = PageView.render(model, theme: front.theme)
    var headers = SecurityHeaders.page(styleHashes: rendered.styleHashes)
    headers[.contentLanguage] = rendered.language
    headers[.contentLength] = String(rendered.bytes.count)
    if let seconds = rendered.reloadAfter { headers[.refresh] = String(seconds) }
    return ReadyPage(
      status: status, headers: headers, body: ByteBuffer(bytes: rendered.bytes), shipments: shipments,
      validUntil: rendered.validUntil ?? parts.clock.now().adding(hours: 1))
  }
}

/// How a page is looked at.
struct Looking {
  var entry: PageSetting.Entry = .token
  var isUnlocked = false
  var check: PostcodeCheck = .open
  var status: HTTPResponse.Status = .ok
  /// What the order was given for bad news.
  var incentive: Incentive?
}

extension Incentive {
  /// Nil where its rule has no words any more.
  fileprivate func card(in language: String) -> IncentiveCard? {
    text(in: language).map {
      IncentiveCard(title: $0.title, text: $0.text, worth: $0.worth, code: code, terms: $0.terms)
    }
  }
}

extension ReadyPage {
  var response: Response {
    Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
  }
}
