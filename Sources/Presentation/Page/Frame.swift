import Localization
import Markup
import Tracking

extension PageSetting {
  /// What stands around the page.
  var frame: Frame {
    Frame(
      language: LanguageName(words), shop: brand.name, mark: brand.mark, home: brand.homeURL.flatMap(Link.init(web:)),
      imprint: brand.imprintURL.flatMap(Link.init(web:)).map { NamedLink(words("footer.imprint"), $0) },
      privacy: brand.privacyURL.flatMap(Link.init(web:)).map { NamedLink(words("footer.privacy"), $0) },
      languageLabel: words("footer.language"),
      otherLanguages: otherLanguages.filter { $0.tag != words.language }.map {
        Frame.LanguageLink(language: $0, link: query("l", $0.tag))
      })
  }
}
