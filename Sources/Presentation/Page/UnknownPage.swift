import Localization
import Markup
import Tracking

/// The page for a link that is unknown, wrong or expired: one page with the same bytes for all of them.
public enum UnknownPage {
  public static func model(in setting: PageSetting) -> Page {
    let words = setting.words
    let home = setting.brand.homeURL.flatMap(Link.init(web:)).map {
      Action(words("unknown.shop", ["shop": setting.brand.name]), $0)
    }
    let contact = setting.contact.map { Action(words("action.write", ["shop": setting.brand.name]), $0) }
    let hero = Hero(
      icon: .search, state: words("unknown.state"), headline: words("unknown.headline"), lead: words("unknown.lead"),
      actions: [home, contact].compactMap { $0 })
    var page = Page(title: words("unknown.title"), frame: setting.frame, hero: hero)
    page.beside = .lookup(LookupCard(setting))
    return page
  }
}

extension LookupCard {
  init(_ setting: PageSetting) {
    let words = setting.words
    self.init(
      title: words("lookup.title"), label: words("lookup.label"), button: words("lookup.button"),
      note: words("lookup.note"))
  }
}
