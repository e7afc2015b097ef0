import Localization
import Markup
import Presentation
import Tracking

@testable import Site

extension PageSamples {
  /// Every kind of page by the name of its golden file.
  static let kinds: [String] = [
    "pending", "announced", "in-transit", "in-transit-words", "customs", "out-for-delivery", "late", "late-open",
    "at-risk", "stalled", "failed-attempt", "address-problem", "pickup", "pickup-wrong", "pickup-locked", "pickup-open",
    "delivered", "delivered-neighbor-closed", "delivered-neighbor", "damaged", "returning", "returned", "cancelled",
    "expired", "order", "no-data", "unknown", "notify", "notify-wrong", "notify-sent", "confirm", "confirmed",
    "confirm-expired", "stop", "stopped", "preferences", "preferences-saved",
  ]

  static func render(_ kind: String, _ language: String, brand: Brand = PageSamples.brand) throws -> RenderedPage {
    PageView.render(try model(kind, language, brand: brand), theme: Theme(brand))
  }

  static func setting(_ language: String, _ now: String, brand: Brand = PageSamples.brand) throws -> PageSetting {
    let catalogs = try catalogs.get()
    let others = catalogs.languages.compactMap { catalogs[$0] }.map(LanguageName.init)
    guard let words = catalogs[language] else { throw MissingLanguage() }
    return PageSetting(
      brand: brand, words: words, otherLanguages: others, now: at(now), zone: berlin,
      path: "/t/bW9ja3VwLXRva2VuLTEyOGJpdA")
  }

  struct MissingLanguage: Error {}

  static func model(_ kind: String, _ language: String, brand: Brand = PageSamples.brand) throws -> Page {
    var setting = try setting(language, kind.contains("transit") ? "11-24 12:10" : "11-26 13:12", brand: brand)
    switch kind {
    case "order": return try order(language, brand)
    case "unknown": return UnknownPage.model(in: setting)
    case "no-data":
      setting.entry = .number
      setting.path = "/p/01505012345678"
      return NoDataPage.model(number: "01505012345678", candidates: [dpd, dhl], postcodeFor: dpd.name, in: setting)
    default: break
    }
    if let page = news(kind, in: setting) { return page }
    var parcel = shipment(longWay, polled: "11-24 12:04")
    var carrier = dhl
    switch kind {
    case "pending":
      parcel = shipment([], polled: "11-26 13:04")
    case "announced":
      parcel = shipment([scan("11-26 09:12", .labelCreated)], polled: "11-26 13:04")
      parcel.promise = day("11-30")
    case "in-transit", "in-transit-words":
      parcel.promise = day("11-26")
      parcel.estimates = [Estimate(window: window("11-26", 14, 16), source: .carrier, at: at("11-24 06:12"))]
      setting.offersNews = true
      if kind == "in-transit-words" {
        setting.isUnlocked = true
        setting.showsCarrierWords = true
      }
    case "customs":
      parcel = shipment(Array(longWay.dropFirst(4)), polled: "11-26 13:04")
    case "out-for-delivery":
      parcel = shipment([scan("11-26 08:21", .onVehicle, "Hannover")] + toHannover, polled: "11-26 13:10")
      parcel.estimates = [Estimate(window: window("11-26", 14, 16), source: .carrier, at: at("11-26 08:21"))]
      carrier = dpd
    case "late", "late-open", "at-risk", "stalled":
      setting.now = at("11-24 12:10")
      parcel = shipment(shortWay, polled: "11-24 12:04")
      parcel.promise = day("11-24")
      parcel.delay = Delay(
        level: .late, since: at("11-24 11:20"), promise: day("11-24"), expected: window("11-26", 14, 16),
        expectedSource: .carrier, cause: .transportLate)
      if kind == "late" { setting.incentive = incentive(language) }
      if kind == "late-open" { parcel.delay.expected = nil }
      if kind == "stalled" { parcel.delay = Delay(level: .stalled, since: at("11-24 11:20"), cause: .silence) }
      if kind == "at-risk" {
        parcel.promise = day("11-25")
        parcel.delay = Delay(
          level: .atRisk, promise: day("11-25"), expected: window("11-26"), expectedSource: .foresight, cause: .laneSlow
        )
      }
    case "failed-attempt":
      parcel = shipment(
        [scan("11-26 11:42", .recipientAbsent, "Hannover"), scan("11-26 08:21", .onVehicle, "Hannover")] + toHannover,
        polled: "11-26 13:04")
      parcel.estimates = [Estimate(window: window("11-27", 10, 13), source: .carrier, at: at("11-26 11:42"))]
      carrier = dpd
    case "address-problem":
      parcel = shipment([scan("11-26 11:42", .addressIncorrect, "Hannover")] + toHannover, polled: "11-26 13:04")
      carrier = dpd
    case "pickup", "pickup-wrong", "pickup-locked", "pickup-open":
      parcel = shipment([scan("11-26 10:15", .pickupPoint, "Hannover")] + toHannover, polled: "11-26 13:04")
      parcel.pickup = PickupPlace(
        name: "Kiosk am Lindener Markt", street: "Lindener Marktplatz 8", city: "Hannover", postalCode: "30449",
        until: day("12-01"), hours: ["Mo–Fr 7–19", "Sa 8–14"], code: "471 920")
      if kind == "pickup-wrong" { setting.check = .wrong(triesLeft: 4) }
      if kind == "pickup-locked" { setting.check = .locked(until: at("11-26 13:27")) }
      setting.isUnlocked = kind == "pickup-open"
    case "delivered", "delivered-neighbor", "delivered-neighbor-closed":
      let where_ = kind == "delivered" ? StateDetail.toRecipient : .neighbor
      parcel = shipment(
        [scan("11-26 11:42", where_, "Hannover"), scan("11-26 08:21", .onVehicle, "Hannover")] + toHannover,
        polled: "11-26 13:04")
      parcel.promise = day("11-26")
      parcel.receivedBy = "Weber"
      setting.isUnlocked = kind == "delivered-neighbor"
    case "damaged":
      parcel = shipment([scan("11-26 09:30", .damaged, "Kassel")] + shortWay, polled: "11-26 13:04")
    case "returning", "returned":
      parcel = shipment(
        [
          scan("11-26 09:12", .toSender, "Hannover"), scan("11-24 19:00", .notCollected, "Hannover"),
          scan("11-17 10:15", .pickupPoint, "Hannover"), scan("11-13 16:44", .accepted, "Würzburg"),
        ], polled: "11-26 13:04")
      if kind == "returned" {
        parcel.checkpoints.insert(scan("11-26 12:00", .receivedBySender, "Kiel"), at: 0)
        parcel.status = Status(.returned, .receivedBySender)
      }
    case "cancelled":
      parcel = shipment([scan("11-26 09:30", .bySender), scan("11-25 09:12", .labelCreated)], polled: "11-26 13:04")
    case "expired":
      parcel = shipment(shortWay, polled: "11-26 13:04")
      parcel.status = Status(.expired, .silent)
    default: break
    }
    return TrackingPage.model(parcel, carrier: carrier, in: setting)
  }

  private static func order(_ language: String, _ brand: Brand) throws -> Page {
    let setting = try setting(language, "11-26 13:12", brand: brand)
    var first = shipment([scan("11-26 08:21", .onVehicle, "Hannover")] + toHannover, polled: "11-26 13:10")
    first.estimates = [Estimate(window: window("11-26", 14, 16), source: .carrier, at: at("11-26 08:21"))]
    var second = shipment(shortWay, polled: "11-26 13:04")
    second.promise = day("11-25")
    second.delay = Delay(
      level: .late, promise: day("11-25"), expected: window("11-27"), expectedSource: .carrier, cause: .weather)
    second.number = "00340434161094042564"
    first.number = "01505012345678"
    let third = shipment([scan("11-25 11:42", .mailbox, "Hannover")] + toHannover.dropFirst(), polled: "11-26 13:04")
    return OrderPage.model(order: "4711-20", parcels: [(third, dhl), (second, dhl), (first, dpd)], in: setting)
  }

  /// The pages around the opt-in.
  private static func news(_ kind: String, in setting: PageSetting) -> Page? {
    let about = NewsSubject(
      address: "a…@example.com", wishes: .important, page: .local("/t/bW9ja3VwLXRva2VuLTEyOGJpdA"))
    switch kind {
    case "notify": return NewsPages.form(in: setting)
    case "notify-wrong": return NewsPages.form(.badOnly, isWrong: true, in: setting)
    case "notify-sent": return NewsPages.sent(back: .local("/t/bW9ja3VwLXRva2VuLTEyOGJpdA"), in: setting)
    case "confirm": return NewsPages.confirm(about, in: setting)
    case "confirmed": return NewsPages.confirmed(about, in: setting)
    case "confirm-expired": return NewsPages.expired(about, in: setting)
    case "stop": return NewsPages.stop(about, in: setting)
    case "stopped": return NewsPages.stopped(about, in: setting)
    case "preferences", "preferences-saved":
      return NewsPages.preferences(
        about, stop: .local("/n/stop/x"), isSaved: kind == "preferences-saved", in: setting)
    default: return nil
    }
  }

  private static func incentive(_ language: String) -> IncentiveCard {
    language == "de"
      ? IncentiveCard(
        title: "Das tut uns leid",
        text:
          "Wir hatten Ihnen Dienstag versprochen. Als kleine Entschuldigung geht bei der nächsten Bestellung etwas auf uns:",
        worth: "10 €", code: "DANKE-7K2M",
        terms: "Gültig bis 31. März 2027, ohne Mindestwert. Der Code bleibt auf dieser Seite stehen.")
      : IncentiveCard(
        title: "We are sorry",
        text: "We had promised you Tuesday. As a small apology, something on us with your next order:",
        worth: "€10", code: "DANKE-7K2M",
        terms: "Valid until 31 March 2027, no minimum. The code stays on this page.")
  }
}
