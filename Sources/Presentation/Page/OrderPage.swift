import Localization
import Tracking

/// The page of an order with several shipments.
public enum OrderPage {
  /// - Parameter parcels: in the order in which they are numbered from 1; `<path>/<number>` is the page of each.
  public static func model(
    order: String, parcels: [(shipment: Shipment, carrier: CarrierFace)], in setting: PageSetting
  ) -> Page {
    let stories = parcels.enumerated().map {
      (number: $0.offset + 1, story: Story($0.element.0, carrier: $0.element.1, in: setting))
    }
    let words = setting.words
    let summary = OrderSummary(stories.map(\.story))
    let hero = Hero(
      icon: summary.icon, state: words("order.state", count: parcels.count, ["order": order]),
      headline: summary.headline(words), lead: summary.lead(words))
    var page = Page(title: hero.headline, frame: setting.frame, tone: summary.tone, hero: hero)
    page.parcels = stories.sorted { ($0.story.rank, $0.number) < ($1.story.rank, $1.number) }
      .map { $0.story.parcelCard(number: $0.number) }
    arrange(&page, order: order, stories: stories.map(\.story), setting)
    page.validUntil = stories.map(\.story.validUntil).min()
    return page
  }

  private static func arrange(_ page: inout Page, order: String, stories: [Story], _ setting: PageSetting) {
    let words = setting.words
    if let incentive = setting.incentive { page.left.append(.incentive(incentive)) }
    let isComing = stories.contains { $0.prospect == .coming }
    if isComing, let notify = setting.notifyCard { page.left.append(.notify(notify)) }
    if stories.contains(where: \.canUnlock) {
      let card = Card.postcode(setting.postcodeCard("order", ["shop": setting.brand.name]))
      if page.left.isEmpty { page.left.append(card) } else { page.right.append(card) }
    }
    var rows = [FactsCard.Row(label: words("help.order"), value: order, isForeign: true)]
    rows += stories.map {
      FactsCard.Row(label: words("help.number", $0.names), value: $0.shipment.number, isForeign: true)
    }
    let contact = setting.contact.map { Action(words("action.write", ["shop": setting.brand.name]), $0) }
    page.right.append(
      .facts(FactsCard(title: words("help.title"), rows: rows, actions: [contact].compactMap { $0 })))
  }
}

/// What an order's parcels come to.
struct OrderSummary {
  /// Coming, there, and those that will not come.
  let coming, there, gone: [Story]

  init(_ stories: [Story]) {
    coming = stories.filter { $0.prospect == .coming }
    there = stories.filter { $0.prospect == .there }
    gone = stories.filter { $0.prospect == .gone }
  }

  /// That of the parcel with the most to say: a glance at the top is enough also where an order has several.
  var tone: Tone {
    let tones = (coming + there + gone).map(\.stateLine.tone)
    if tones.contains(.problem) { return .problem }
    if tones.contains(.attention) { return .attention }
    return coming.isEmpty && gone.isEmpty ? .good : .calm
  }

  /// Color is never the only sign.
  var icon: Icon {
    switch tone {
    case .problem: .warning
    case .attention: isLate ? .clock : .bell
    case .good: .check
    case .calm: .parcel
    }
  }

  private var late: [Story] { coming.filter { $0.delay == .late } }
  private var isLate: Bool { !late.isEmpty }

  func headline(_ words: Catalog) -> String {
    if coming.isEmpty && there.isEmpty { return capitalized("order.gone", gone, words) }
    if coming.isEmpty {
      return gone.isEmpty
        ? words("order.all_there")
        : capitalized("order.there_first", there, words) + ", " + text("order.gone_rest", gone, words)
    }
    let first = capitalized("order.coming", coming, words)
    return there.isEmpty ? first : first + ", " + text("order.there", there, words)
  }

  /// The next arrival, or where none is known, what to expect of this page; then what has become late.
  func lead(_ words: Catalog) -> String {
    let first = firstSentence(words)
    return isLate ? first + " " + capitalized("order.late", late, words) : first
  }

  private func firstSentence(_ words: Catalog) -> String {
    let next = coming.filter { $0.expectation != nil }.min { $0.rank < $1.rank }
    if let next, let expectation = next.expectation {
      return words("order.next", ["when": next.when(expectation)])
    }
    return words(coming.isEmpty ? "order.lead_done" : "order.lead_open")
  }

  private func text(_ key: String, _ stories: [Story], _ words: Catalog) -> String {
    words(key, count: stories.count)
  }

  private func capitalized(_ key: String, _ stories: [Story], _ words: Catalog) -> String {
    words.dates.capitalized(text(key, stories, words))
  }
}

extension Story {
  enum Prospect { case coming, there, gone }

  var prospect: Prospect {
    switch state {
    case .pending, .announced, .inTransit, .outForDelivery, .attemptFailed: .coming
    case .readyForPickup, .delivered: .there
    case .exception: shipment.status.isTerminal || shipment.status.needsAction == .shop ? .gone : .coming
    case .returning, .returned, .cancelled, .expired: .gone
    }
  }

  /// Soonest first: the day expected; then what has no day; what waits to be fetched counts as today; what is
  /// over stands last.
  var rank: Int {
    if let expectation { return expectation.window.to.dayNumber * 1440 + (expectation.window.toMinute ?? 1439) }
    if state == .readyForPickup { return today.dayNumber * 1440 }
    return prospect == .coming ? Int.max - 2 : state == .delivered ? Int.max : Int.max - 1
  }

  func parcelCard(number: Int) -> ParcelCard {
    let line = stateLine
    let way = way
    let step = way.steps.first { $0.mark == .now }?.label ?? ""
    return ParcelCard(
      tone: line.tone, icon: line.icon, state: line.text, title: parcelTitle, done: way.position,
      count: way.steps.count,
      progress: words("way.progress", ["title": way.title, "step": step]),
      text: lead, contents: contents,
      link: NamedLink(words("order.view", ["number": String(number)]), setting.link([String(number)])))
  }

  private var parcelTitle: String {
    if state == .delivered, let time = stateBegan?.time { return words.dates.capitalized(moment(time)) }
    if let expectation { return words.dates.capitalized(when(expectation)) }
    return headline
  }

  private var contents: String? {
    items.isEmpty
      ? nil : items.map { $0.quantity == 1 ? $0.name : "\($0.quantity) × \($0.name)" }.joined(separator: ", ")
  }
}
