import Localization
import Markup
import Presentation
import Storage
import Tracking

/// What one mail says, as a value; `LetterText` and `LetterView` only write it down.
struct Letter: Sendable {
  var words: Catalog
  var brand: Brand
  var tone: Tone
  var subject: String
  /// What a mailbox shows beside the subject.
  var preheader: String
  var state: String
  var headline: String
  var lead: String
  var shift: Shift?
  var button: NamedLink?
  /// Where several parcels are told in one mail: each with its own answer.
  var parcels: [Parcel] = []
  var incentive: IncentiveCard?
  /// Below the button.
  var after: String?
  /// Why this mail came.
  var why: String
  var links: [NamedLink]
  var imprint: NamedLink?

  /// What is told of one of several parcels.
  struct Parcel: Sendable {
    var tone: Tone
    var state: String
    var headline: String
    var lead: String
    var link: NamedLink?
  }
}

extension MailDesk {
  /// The answer of the tracking page, as a mail. Says no more than the page does without the postcode.
  func news(_ job: MailJob, _ told: MailJob.Told, _ words: Catalog, at now: Timestamp) -> Letter? {
    guard let stop = link(job, .stop) else { return nil }
    let (shipment, shop) = (told.shipment, job.shop)
    var setting = PageSetting(
      brand: shop.brand, words: words, now: now,
      zone: TimeZones.zone(country: shipment.destination.country, fallback: shop.country), path: "")
    setting.isMail = true
    let page = TrackingPage.model(
      shipment, carrier: CarrierFace(name: carrierName(shipment.carrier)), in: setting)
    let order = shipment.order.map { ["order": $0] }
    var letter = Letter(
      words: words, brand: shop.brand, tone: page.tone, subject: page.hero.headline, preheader: page.hero.lead,
      state: page.hero.state, headline: page.hero.headline, lead: page.hero.lead, shift: page.hero.shift,
      button: nil, why: order.map { words.text("mail.why_order", $0) } ?? words.text("mail.why"),
      links: [NamedLink(words.text("mail.stop"), stop)], imprint: imprint(of: shop, words))
    if let address = self.page(shipment, shop, told.linkVersion), let link = Link(web: address) {
      letter.button = NamedLink(words.text("mail.view"), link)
    }
    if let preferences = link(job, .preferences) {
      letter.links.append(NamedLink(words.text("mail.preferences"), preferences))
    }
    letter.state = countdown(told, setting) ?? letter.state
    if told.kind == .estimateRevised {
      letter.lead = words.text("mail.revised") + " " + letter.lead
      letter.preheader = letter.lead
    }
    letter.incentive = told.incentive?.card(in: words.language)
    return letter
  }

  /// Several parcels of an order in one mail: what each of their mails would say, the most urgent first.
  func news(_ job: MailJob, _ all: [MailJob.Told], _ words: Catalog, at now: Timestamp) -> Letter? {
    let letters = all.compactMap { news(job, $0, words, at: now) }
      .sorted { ($0.tone.urgency, $0.headline) > ($1.tone.urgency, $1.headline) }
    guard var letter = letters.first, letters.count > 1 else { return letters.first }
    letter.parcels = letters.map {
      Letter.Parcel(tone: $0.tone, state: $0.state, headline: $0.headline, lead: $0.lead, link: $0.button)
    }
    letter.subject = words.text("mail.several", count: letters.count, ["count": words.spelled(letters.count)])
    letter.headline = letter.subject
    letter.state = [words.text("help.order"), all.first?.shipment.order].compactMap(\.self).joined(separator: " ")
    letter.preheader = letters.map(\.headline).joined(separator: " · ")
    letter.lead = ""
    letter.shift = nil
    letter.button = nil
    letter.incentive = letters.compactMap(\.incentive).first
    return letter
  }

  /// The step of the countdown that the mail tells, where it still is that day when it is written.
  private func countdown(_ told: MailJob.Told, _ setting: PageSetting) -> String? {
    guard let said = told.shipment.announced, !said.isTakenBack, told.shipment.delay.level != .atRisk else {
      return nil
    }
    let today = TimeZones.day(of: setting.now, in: setting.zone)
    switch told.kind {
    case .deliveryTomorrow: return said.day == today.adding(days: 1) ? setting.words.text("mail.tomorrow") : nil
    case .deliveryToday, .deliveryWindow: return said.day == today ? setting.words.text("mail.today") : nil
    default: return nil
    }
  }

  /// The question of the double opt-in: who asked, when, for what; one button to the page where a POST confirms.
  func question(_ job: MailJob, order: String?, _ words: Catalog) -> Letter? {
    guard let confirm = link(job, .confirm) else { return nil }
    let asked = job.subscription.askedAt
    let clock = TimeZones.civil(asked, in: TimeZones.zone(country: job.shop.country))
    let moment = [
      "day": words.dates.dayMonthYear(clock.date), "time": words.dates.time(minute: clock.hour * 60 + clock.minute),
    ]
    let wishes = words.text("mail.wishes.\(job.subscription.wishes.rawValue)")
    let lead =
      order.map { words.text("mail.question.lead_order", ["order": $0, "wishes": wishes]) }
      ?? words.text("mail.question.lead", ["wishes": wishes])
    return Letter(
      words: words, brand: job.shop.brand, tone: .calm,
      subject: words.text("mail.question.subject", ["shop": job.shop.brand.name]),
      preheader: words.text("mail.question.preheader"), state: words.text("mail.question.state"),
      headline: words.text("mail.question.headline"), lead: lead,
      button: NamedLink(words.text("mail.question.button"), confirm), after: words.text("mail.question.after"),
      why: words.text("mail.question.why", moment), links: [], imprint: imprint(of: job.shop, words))
  }

  private func imprint(of shop: Shop, _ words: Catalog) -> NamedLink? {
    shop.brand.imprintURL.flatMap(Link.init(web:)).map { NamedLink(words.text("footer.imprint"), $0) }
  }
}

extension Tone {
  fileprivate var urgency: Int {
    switch self {
    case .calm: 0
    case .good: 1
    case .attention: 2
    case .problem: 3
    }
  }
}

extension Incentive {
  /// As page and mail show it; nil where its rule has no words any more.
  func card(in language: String) -> IncentiveCard? {
    text(in: language).map {
      IncentiveCard(title: $0.title, text: $0.text, worth: $0.worth, code: code, terms: $0.terms)
    }
  }
}
