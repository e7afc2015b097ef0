import HTTPTypes
import Localization
import Storage
import Tracking

/// `/v1/shop`: what pages and mails wear.
struct ShopRoutes: Sendable {
  let parts: SiteParts

  var routes: [APIRoute] {
    [
      APIRoute(.get, "/v1/shop", Self.show) { call in
        try call.refuseQuery()
        return APIAnswer.json(.ok, ShopJSON(call.shop))
      },
      APIRoute(.patch, "/v1/shop", Self.change) { try await change($0) },
    ]
  }

  private func change(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    var reader = try call.object(types: APICall.mergeTypes)
    let change = ShopChange.read(&reader, languages: parts.catalogs.languages, carriers: parts.carriers)
    try reader.done()
    guard let shop = try await parts.shops.change(call.shop.id, at: parts.clock.now(), { change.applied(to: $0) })
    else { throw Problem(.notFound) }
    return APIAnswer.json(.ok, ShopJSON(shop))
  }

  static let show = APIOperation(
    id: "showShop", group: .shop, summary: "Brand, languages and contact",
    answers: [(200, .json("The shop.", .named("Shop")))])

  static let change = APIOperation(
    id: "changeShop", group: .shop, summary: "Change brand, languages, contact",
    says: """
      RFC 7396: members that are left out stay, null clears. Pages wear it within twenty seconds, mails at once. Host \
      names are the operator's (`tidings shop add`).
      """,
    bodies: APIOperation.Body.merge(.named("ShopChange")),
    answers: [(200, .json("As it is now.", .named("Shop")))])
}

/// A shop as it sees itself.
struct ShopJSON: Encodable {
  let id, name, color: String
  let mark, homeURL, imprintURL, privacyURL, contactMail, contactURL: String?
  let hosts, languages: [String]
  let country: String?
  let carriers: [String]
  let quietHours: String

  enum CodingKeys: String, CodingKey {
    case id, name, color, mark, hosts, languages, country, carriers
    case homeURL = "home_url"
    case imprintURL = "imprint_url"
    case privacyURL = "privacy_url"
    case contactMail = "contact_mail"
    case contactURL = "contact_url"
    case quietHours = "quiet_hours"
  }

  init(_ shop: Shop) {
    let brand = shop.brand
    id = shop.id.rawValue
    name = brand.name
    color = brand.color
    mark = brand.mark
    homeURL = brand.homeURL
    imprintURL = brand.imprintURL
    privacyURL = brand.privacyURL
    contactMail = brand.contactMail
    contactURL = brand.contactURL
    hosts = shop.hosts
    languages = shop.languages
    country = shop.country
    carriers = shop.carriers.map(\.rawValue)
    quietHours = (shop.quietHours ?? .usual).text
  }
}
