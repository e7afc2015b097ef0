import Localization
import Markup
import Tracking

/// The pages on which a customer asks for news of a parcel, says yes to it, changes it and ends it.
///
/// A visit changes nothing: mail scanners open links. Each answer is a POST to the page's own address.
public enum NewsPages {
  /// The form: for whom, which news.
  /// - Parameter isWrong: what was entered is no address.
  public static func form(_ chosen: Wishes = .important, isWrong: Bool = false, in setting: PageSetting) -> Page {
    let words = setting.words
    var page = page(setting, "headline", words("news.lead"))
    page.beside = .wishes(
      WishesCard(
        field: words("notify.mail"), problem: isWrong ? words("news.wrong_mail") : nil, legend: words("news.legend"),
        choices: choices(chosen, words), button: words("notify.button"),
        notes: [words("news.once"), words("news.privacy")], links: []))
    return page
  }

  /// After the form, whatever became of it: who gets news is nobody's business.
  public static func sent(back: Link, in setting: PageSetting) -> Page {
    linked(page(setting, "sent.headline", setting.words("news.sent.lead")), to: back, in: setting)
  }

  /// The one button of the double opt-in.
  public static func confirm(_ about: NewsSubject, in setting: PageSetting) -> Page {
    let words = setting.words
    var page = page(setting, "confirm.headline", words("news.confirm.lead", about.values(words)), about.values(words))
    page.hero.state = words("news.confirm.state")
    page.hero.question = Question(
      yes: words("news.confirm.yes"), no: words("news.confirm.no"), note: words("news.confirm.note"))
    return page
  }

  /// After the yes.
  public static func confirmed(_ about: NewsSubject, in setting: PageSetting) -> Page {
    let lead = setting.words("news.done.lead", about.values(setting.words))
    var page = linked(page(setting, "done.headline", lead), to: about.page, in: setting)
    page.hero.icon = .check
    page.tone = .good
    return page
  }

  public static func expired(_ about: NewsSubject, in setting: PageSetting) -> Page {
    linked(page(setting, "expired.headline", setting.words("news.expired.lead")), to: about.page, in: setting)
  }

  public static func stop(_ about: NewsSubject, in setting: PageSetting) -> Page {
    let words = setting.words
    var page = page(setting, "stop.headline", words("news.stop.lead"), about.values(words))
    page.hero.state = words("news.stop.state")
    page.hero.question = Question(yes: words("news.stop.yes"))
    return page
  }

  public static func stopped(_ about: NewsSubject, in setting: PageSetting) -> Page {
    let lead = setting.words("news.stopped.lead", about.values(setting.words))
    return linked(page(setting, "stopped.headline", lead), to: about.page, in: setting)
  }

  /// - Parameters:
  ///   - stop: the page that ends it.
  ///   - isSaved: they were changed a moment ago.
  public static func preferences(
    _ about: NewsSubject, stop: Link, isSaved: Bool = false, in setting: PageSetting
  ) -> Page {
    let words = setting.words
    var page = page(setting, "preferences.headline", words("news.preferences.lead", about.values(words)))
    if isSaved {
      page.hero.state = words("news.saved.state")
      page.hero.icon = .check
    }
    let links = [
      NamedLink(words("news.preferences.stop"), stop), about.page.map { NamedLink(words("news.page"), $0) },
    ]
    page.beside = .wishes(
      WishesCard(
        legend: words("news.legend"), choices: choices(about.wishes, words), button: words("news.preferences.button"),
        notes: [], links: links.compactMap { $0 }))
    return page
  }

  private static func choices(_ chosen: Wishes, _ words: Catalog) -> [WishesCard.Choice] {
    [Wishes.badOnly, .important, .all].map {
      WishesCard.Choice(value: $0, text: words("news.wishes.\($0.rawValue)"), isChosen: $0 == chosen)
    }
  }

  private static func page(
    _ setting: PageSetting, _ headline: String, _ lead: String, _ values: [String: String] = [:]
  ) -> Page {
    let words = setting.words
    let hero = Hero(
      icon: .bell, state: words("news.state"), headline: words("news." + headline, values), lead: lead)
    var page = Page(title: hero.headline, frame: setting.frame, hero: hero)
    page.isSingle = true
    return page
  }

  private static func linked(_ page: Page, to link: Link?, in setting: PageSetting) -> Page {
    guard let link else { return page }
    var page = page
    page.hero.actions = [Action(setting.words("news.page"), link)]
    return page
  }
}

/// Whose news a page speaks of.
public struct NewsSubject: Hashable, Sendable {
  /// `a…@example.com`: enough for its owner, too little for anybody else.
  public var address: String
  public var wishes: Wishes
  /// The parcel's page.
  public var page: Link?

  public init(address: String, wishes: Wishes, page: Link? = nil) {
    self.address = address
    self.wishes = wishes
    self.page = page
  }

  func values(_ words: Catalog) -> [String: String] {
    ["address": address, "wishes": words("mail.wishes.\(wishes.rawValue)")]
  }
}
