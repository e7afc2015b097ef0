import Crypto
import Foundation
import Localization
import Markup
import Presentation
import Testing
import Tracking

@testable import Site

@Suite("Documents") struct PageViewTests {
  static let limit = 14_000

  @Test(
    "every kind of page has at most 14,000 bytes, with 20 checkpoints and either brand", arguments: PageSamples.kinds)
  func size(kind: String) throws {
    for language in ["de", "en"] {
      for brand in [PageSamples.brand, PageSamples.warmBrand] {
        let page = try PageSamples.render(kind, language, brand: brand)
        #expect(page.bytes.count <= Self.limit, "\(kind) \(language) \(brand.name): \(page.bytes.count)")
      }
    }
  }

  @Test("the heaviest page that a shipment can make stays below the limit")
  func heaviest() throws {
    var parcel = PageSamples.shipment(PageSamples.longWay, polled: "11-24 12:04")
    parcel.promise = PageSamples.day("11-24")
    parcel.delay = Delay(
      level: .late, promise: PageSamples.day("11-24"), expected: PageSamples.window("11-26", 14, 16),
      expectedSource: .carrier, cause: .transportLate)
    for language in ["de", "en"] {
      var setting = try PageSamples.setting(language, "11-24 12:10")
      setting.offersNews = true
      setting.isUnlocked = true
      setting.showsCarrierWords = true
      setting.incentive = IncentiveCard(
        title: "Das tut uns leid", text: String(repeating: "Entschuldigung. ", count: 10), worth: "10 €",
        code: "DANKE-7K2M", terms: String(repeating: "Gültig. ", count: 12))
      let page = PageView.render(
        TrackingPage.model(parcel, carrier: PageSamples.dhl, in: setting), theme: Theme(PageSamples.brand))
      #expect(page.bytes.count <= Self.limit, "\(language): \(page.bytes.count)")
    }
  }

  @Test("the shared block has the brand's tokens and at most 5,200 bytes of rules, a component at most 750")
  func styleSizes() {
    #expect(BaseStyle.sheet.bytes.count <= 5200)
    for component in ComponentStyle.allCases {
      var sheet = StyleSheet()
      sheet.add(component.rules)
      #expect(sheet.bytes.count <= 750, "\(component)")
    }
  }

  @Test("the hashes are those of the style blocks, and nothing else needs a policy", arguments: PageSamples.kinds)
  func policy(kind: String) throws {
    let page = try PageSamples.render(kind, "en")
    let text = String(decoding: page.bytes, as: UTF8.self)
    let hashes = text.matches(of: /<style>([^<]*)<\/style>/).map { match in
      "sha256-" + Data(SHA256.hash(data: Array(match.output.1.utf8))).base64EncodedString()
    }
    #expect(page.styleHashes == hashes)
    for forbidden in ["<script", " style=", "<link", "<img", "<iframe", "@import", "url(", " onload", "javascript:"] {
      #expect(!text.contains(forbidden), "\(forbidden)")
    }
    #expect(text.contains("<meta name=\"robots\" content=\"noindex\">"))
  }

  @Test("all pages of a shop share one block and its hash")
  func shared() throws {
    let first = try PageSamples.kinds.map { try PageSamples.render($0, "de").styleHashes[0] }
    #expect(Set(first).count == 1)
  }

  @Test("elements are closed in the order in which they were opened", arguments: PageSamples.kinds)
  func wellFormed(kind: String) throws {
    // The head's style blocks hold no elements; a regular expression is slow on them.
    let whole = String(decoding: try PageSamples.render(kind, "de").bytes, as: UTF8.self)
    let text = try #require(whole.split(separator: "</style>").last)
    let open: Set = ["html", "meta", "body", "br", "input"]
    var stack: [String] = []
    for match in text.matches(of: /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/) where !open.contains(String(match.output.2)) {
      if match.output.1 == "/" {
        #expect(stack.popLast() == String(match.output.2))
      } else if match.output.3 != "/" {
        stack.append(String(match.output.2))
      }
    }
    #expect(stack.isEmpty)
  }

  @Test("script in every text of shop, carrier and shipment stays text", arguments: ["de", "en"])
  func attack(language: String) throws {
    let attack = "\"'><script>alert(1)</script>"
    var brand = PageSamples.brand
    brand.name = attack
    brand.mark = attack
    brand.homeURL = "javascript:alert(1)"
    brand.imprintURL = "https://a.example/\"><script>"
    brand.contactMail = "a@b.example\"><script>"
    brand.color = "red;}</style><script>"
    for status in [
      Status(.inTransit, .arrivedHub), Status(.readyForPickup, .pickupPoint), Status(.delivered, .neighbor),
    ] {
      var parcel = PageSamples.shipment(PageSamples.longWay, polled: "11-24 12:04")
      parcel.status = status
      parcel.number = attack
      parcel.order = attack
      parcel.receivedBy = attack
      parcel.items = [Item(name: attack)]
      parcel.pickup = PickupPlace(
        name: attack, street: attack, city: attack, postalCode: attack, hours: [attack], code: attack)
      for index in parcel.checkpoints.indices {
        parcel.checkpoints[index].text = attack
        parcel.checkpoints[index].language = attack
        parcel.checkpoints[index].place = Place(name: attack, city: attack, country: attack)
      }
      parcel.checkpoints[0].meaning = .unrecognized
      for isUnlocked in [false, true] {
        var setting = try PageSamples.setting(language, "11-24 12:10", brand: brand)
        setting.isUnlocked = isUnlocked
        setting.showsCarrierWords = true
        setting.path = "/t/" + attack
        let carrier = CarrierFace(name: attack, page: Link(web: "https://c.example/" + attack))
        let page = PageView.render(TrackingPage.model(parcel, carrier: carrier, in: setting), theme: Theme(brand))
        let text = String(decoding: page.bytes, as: UTF8.self)
        #expect(!text.contains("<script") && !text.contains("javascript:") && !text.contains("\"'>"))
      }
    }
  }
}
