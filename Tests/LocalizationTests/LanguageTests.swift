import Localization
import Testing

@Suite struct LanguageTests {
  @Test(
    "the language is taken from link, order, header, country and shop, in this order",
    arguments: [
      (Language.Wishes(link: "de", order: "en", acceptLanguage: "fr", country: "PL"), "de"),
      (Language.Wishes(link: "xx", order: "en", acceptLanguage: "fr", country: "PL"), "en"),
      (Language.Wishes(acceptLanguage: "fr-CH, fr;q=0.9, de;q=0.5", country: "PL"), "fr"),
      (Language.Wishes(acceptLanguage: "sv", country: "PL"), "pl"),
      (Language.Wishes(acceptLanguage: "*", country: "AT"), "de"),
      (Language.Wishes(acceptLanguage: "de;q=0", country: "US"), "en"),
      (Language.Wishes(country: "ZZ"), "fr"),
      (Language.Wishes(), "fr"),
      (Language.Wishes(link: "../../etc/passwd", order: "", acceptLanguage: ";;;,,q=", country: "nonsense"), "fr"),
    ])
  func order(wishes: Language.Wishes, expected: String) {
    #expect(
      Language.negotiate(wishes, shop: ["fr", "de", "en", "pl"], available: ["de", "en", "fr", "pl", "sv"]) == expected)
  }

  @Test("only what the shop speaks and the installation has is spoken")
  func limits() {
    #expect(Language.negotiate(.init(link: "sv"), shop: ["de"], available: ["de", "en", "sv"]) == "de")
    #expect(Language.negotiate(.init(link: "sv"), shop: ["tlh"], available: ["de", "en", "sv"]) == "en")
    #expect(Language.negotiate(.init(link: "sv"), shop: [], available: ["de", "en", "sv"]) == "sv")
  }

  @Test("weights order the header; unreadable parts are left out")
  func header() {
    #expect(Language.accepted("de;q=0.3, en;q=0.8 , fr, x-klingon!;q=0.9, pl;q=2, cs;q=0") == ["fr", "en", "de"])
    #expect(Language.accepted(String(repeating: "de,", count: 100_000)).count == 20)
  }

  @Test(
    "a region that is not there falls back to the language, and to another region of it",
    arguments: [("de-AT", "de"), ("pt", "pt-BR"), ("pt-PT", "pt-BR"), ("en_us", "en"), ("ja", nil)]
      as [(String, String?)])
  func matching(wish: String, expected: String?) {
    #expect(Language.match(wish, among: ["de", "en", "pt-BR"]) == expected)
  }

  @Test(
    "tags take their usual spelling or are refused",
    arguments: [
      ("DE", "de"), ("pt_br", "pt-BR"), ("ZH-hANS-cn", "zh-Hans-CN"), ("d", nil), ("", nil), ("de-", nil),
      ("12", nil), ("de/../x", nil), ("deutsch", nil),
    ] as [(String, String?)])
  func spelling(tag: String, expected: String?) {
    #expect(Language.normalized(tag) == expected)
  }
}
