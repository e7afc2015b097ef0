import Localization
import Markup
import Tracking

/// The page of a plain number (`/p/…`) until data comes. Every well-formed number answers alike: whether a carrier
/// knows it, and whether a shop gave it to us, cannot be told from this page.
public enum NoDataPage {
  /// - Parameters:
  ///   - candidates: the carriers whose numbers look like this one, likeliest first.
  ///   - postcodeFor: the carrier that may want the postcode before it tells anything; nil where none may.
  public static func model(
    number: String, candidates: [CarrierFace], postcodeFor: String? = nil, in setting: PageSetting
  ) -> Page {
    let words = setting.words
    let isAsked = candidates.contains(where: \.isConnected)
    let name = candidates.count == 1 ? candidates[0].name : words("carrier.any")
    let pages = candidates.prefix(4).compactMap { carrier in
      carrier.page.map { Action(words("help.carrier_page", ["carrier": carrier.name]), $0) }
    }
    let hero = Hero(
      icon: .search, state: words("state.pending"), headline: words("headline.pending"),
      lead: words.dates.capitalized(words(isAsked ? "lead.pending_number" : "lead.not_connected", ["carrier": name])),
      actions: pages)
    var page = Page(title: words("headline.pending"), frame: setting.frame, hero: hero)
    let contact = setting.contact.map { Action(words("action.write", ["shop": setting.brand.name]), $0) }
    page.beside = .facts(
      FactsCard(
        title: words("help.title"),
        rows: [FactsCard.Row(label: words("lookup.label"), value: number, isForeign: true)],
        actions: [contact].compactMap { $0 }))
    if let postcodeFor { page.right.append(.postcode(setting.postcodeCard("number", ["carrier": postcodeFor]))) }
    return page
  }
}
