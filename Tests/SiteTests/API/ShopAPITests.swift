import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Site

@Suite("A shop changes its brand and its rules") struct ShopAPITests {
  @Test("What is sent is changed, null clears; hosts stay")
  func brand() async throws {
    try await RunningSite.run { site in
      let answer = try await site.api(
        .patch, "/v1/shop",
        ##"{"name": "Fjord & Licht", "color": "#aa0000", "home_url": null, "contact_mail": "help@fjord.example", "languages": ["en"], "country": "at", "quiet_hours": "none"}"##
      )
      #expect(answer.status == 200)
      let shop = try #require(try await site.shops.find("fjordlicht"))
      #expect(shop.brand.name == "Fjord & Licht")
      #expect(shop.brand.homeURL == nil)
      #expect(shop.country == "AT")
      #expect(shop.quietHours == QuietHours.none)
      #expect(shop.languages == ["en"])
      #expect(shop.hosts == RunningSite.fjordlicht.hosts)
      #expect(shop.carriers == ["dhl"])
      #expect(try await site.api(.get, "/v1/shop").body == answer.body)
    }
  }

  @Test("Every wrong field is told with what would be right")
  func wrong() async throws {
    try await RunningSite.run { site in
      let answer = try await site.api(
        .patch, "/v1/shop",
        #"{"name": "", "colour": "x", "color": "red", "mark": "<script>", "home_url": "javascript:alert(1)", "contact_mail": "a@b\r\nBcc: c@d", "languages": ["tlh"], "country": "DEU", "carriers": ["dlh"], "hosts": [], "quiet_hours": "late"}"#
      )
      #expect(answer.status == 422)
      let mistakes = try answer.mistakes()
      for beginning in [
        "/name must have", "/colour unknown field (did you mean 'color'?)", "/color is no color",
        "/mark is no path data",
        "/home_url is no web address", "/contact_mail is no mail address", "/languages/0 is no language",
        "/country is no country code", "/carriers/0 is no carrier we know (did you mean 'dhl'?)",
        "/hosts unknown field",
        "/quiet_hours are no quiet hours",
      ] {
        #expect(mistakes.contains { $0.hasPrefix(beginning) }, "\(beginning) in \(mistakes)")
      }
      #expect(mistakes.count == 11)
      #expect(try await site.shops.find("fjordlicht") == RunningSite.fjordlicht)
    }
  }

  @Test("Rules are replaced whole, and pools grow by new codes only")
  func incentives() async throws {
    try await RunningSite.run { site in
      let rules = """
        {"rules": [{"id": "late", "events": ["delay.late"], "min_business_days_late": 2, "min_order_value": {"amount": "50", "currency": "eur"}, "voucher": true,
          "texts": {"de": {"title": "Pardon", "text": "Es tut uns leid", "worth": "10 €"}}},
         {"id": "sorry", "events": ["delay.at_risk"], "voucher": false, "texts": {"en": {"title": "S", "text": "T"}}}]}
        """
      let saved = try await site.api(.put, "/v1/incentives", rules)
      #expect(saved.status == 200)
      #expect(try saved.value("rules", "0", "vouchers_left") == .number("0"))
      #expect(try saved.value("rules", "1", "vouchers_left") == nil)
      let path = "/v1/incentives/late/vouchers"
      let added = try await site.api(.post, path, #"{"codes": ["A-1", "A-2", "A-1"]}"#)
      #expect(added.body == #"{"added":2,"known":1,"left":2}"#)
      let lines = try await site.api(.post, path, "A-2\r\nA-3\n\n", type: "text/plain")
      #expect(lines.body == #"{"added":1,"known":1,"left":3}"#)
      #expect(try await site.api(.post, path, "A B\n\u{7}", type: "text/plain").status == 422)
      #expect(try await site.api(.post, "/v1/incentives/sorry/vouchers", #"{"codes": ["B"]}"#).status == 404)
      #expect(try await site.api(.get, "/v1/incentives").value("rules", "0", "vouchers_left") == .number("3"))
      #expect(try await site.api(.get, "/v1/incentives", key: RunningSite.otherSecret).body == #"{"rules":[]}"#)
    }
  }

  @Test("A wrong rule spoils nothing and is pointed at")
  func wrongRules() async throws {
    try await RunningSite.run { site in
      let answer = try await site.api(
        .put, "/v1/incentives",
        """
        {"rules": [{"id": "Late!", "events": [], "min_business_days_late": -1, "min_order_value": {"amount": "5,0", "currency": "EUR"}, "vouchers": true, "texts": {"deutsch": {}, "en": {"title": 5}}},
          7]}
        """)
      #expect(answer.status == 422)
      let mistakes = try answer.mistakes()
      for beginning in [
        "/rules/0/id is no short name", "/rules/0/events names none", "/rules/0/min_business_days_late must be",
        "/rules/0/min_order_value/amount is no amount",
        "/rules/0/vouchers unknown field (did you mean 'voucher'?)", "/rules/0/voucher is missing",
        "/rules/0/texts/deutsch is no language tag", "/rules/0/texts/en/title must be a string",
        "/rules/0/texts/en/text is missing", "/rules/1 must be an object",
      ] {
        #expect(mistakes.contains { $0.hasPrefix(beginning) }, "\(beginning) in \(mistakes)")
      }
      #expect(try await site.desk.incentives.rules(shop: "fjordlicht").isEmpty)
    }
  }
}
