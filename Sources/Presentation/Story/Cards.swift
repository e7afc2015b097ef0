import Localization
import Markup
import Tracking

/// The cards below the answer.
extension Story {
  /// Asks for the postcode with the question the reader has; nil where there is nothing to unlock.
  var postcodeCard: PostcodeCard? {
    if shipment.destination.postalCode == nil {
      return shipment.lastOutcome == Outcome.postcodeRequired.name ? setting.postcodeCard("carrier", names) : nil
    }
    guard canUnlock else { return nil }
    switch (state, detail) {
    case (.readyForPickup, _): return setting.postcodeCard("pickup", names)
    case (.delivered, .neighbor), (.delivered, .otherPerson): return setting.postcodeCard("neighbor", names)
    default: return setting.postcodeCard("contents", names)
    }
  }

  /// Whether the postcode is what the reader wants to enter first.
  var isPostcodeUrgent: Bool {
    if shipment.destination.postalCode == nil { return true }
    switch (state, detail) {
    case (.readyForPickup, _), (.delivered, .neighbor), (.delivered, .otherPerson): return true
    default: return setting.check != .open
    }
  }

  var codeCard: CodeCard? {
    guard setting.isUnlocked, state == .readyForPickup, let code = shipment.pickup?.code.flatMap(Story.filled)
    else { return nil }
    return CodeCard(title: words("code.title"), code: code, note: words("code.note"))
  }

  var placeCard: PlaceCard? {
    guard setting.isUnlocked, state == .readyForPickup, let pickup = shipment.pickup else { return nil }
    let town = [pickup.postalCode, pickup.city].compactMap { $0.flatMap(Story.filled) }.joined(separator: " ")
    let lines = [pickup.street.flatMap(Story.filled), town.isEmpty ? nil : town].compactMap { $0 }
    guard pickup.name != nil || !lines.isEmpty else { return nil }
    return PlaceCard(
      title: pickup.name.flatMap(Story.filled) ?? words("place.title"), lines: lines, hoursTitle: words("place.hours"),
      hours: pickup.hours.compactMap(Story.filled))
  }

  /// Who took it.
  var receiverCard: FactsCard? {
    guard state == .delivered, let recipient else { return nil }
    var rows = [FactsCard.Row(label: words("receiver.name"), value: recipient, isForeign: true)]
    if let time = stateBegan?.time {
      rows.append(FactsCard.Row(label: words("receiver.when"), value: logTime(time), isForeign: false))
    }
    return FactsCard(
      title: words(detail == .neighbor ? "receiver.neighbor" : "receiver.title"), rows: rows, actions: [])
  }

  var contentsCard: FactsCard? {
    guard !items.isEmpty else { return nil }
    let rows = items.map { FactsCard.Row(label: $0.name, value: "\($0.quantity) ×", isForeign: false) }
    return FactsCard(title: words("contents.title"), rows: rows, actions: [])
  }

  var helpCard: FactsCard {
    var rows: [FactsCard.Row] = []
    if setting.entry == .token, let order = shipment.order {
      rows.append(FactsCard.Row(label: words("help.order"), value: order, isForeign: true))
    }
    rows.append(FactsCard.Row(label: words("help.number", names), value: shipment.number, isForeign: true))
    let link = carrier.page.map { NamedLink(words("help.carrier_page", names), $0) }
    return FactsCard(title: words("help.title"), rows: rows, actions: [contact].compactMap { $0 }, link: link)
  }

  var missingCard: TextCard? {
    guard state == .delivered, let contact else { return nil }
    let key = detail == .neighbor || detail == .otherPerson ? "missing.neighbor" : "missing.text"
    return TextCard(
      title: words("missing.title"), text: words(key, names), actions: [Action(words("missing.button"), contact.link)])
  }
}

extension PageSetting {
  /// `purpose` names the question and the reason in the catalog.
  func postcodeCard(_ purpose: String, _ names: [String: String]) -> PostcodeCard {
    var card = PostcodeCard(
      title: words("postcode.\(purpose).title"), why: words("postcode.\(purpose).why", names), isLocked: false,
      label: words("postcode.label"), button: words("postcode.button"), action: link(["check"]))
    switch check {
    case .open: break
    case .wrong(let left): card.problem = words.text("postcode.wrong", count: left)
    case .locked(let until):
      let clock = TimeZones.civil(until, in: zone)
      card.problem = words("postcode.locked", ["time": words.dates.clock(minute: clock.secondOfDay / 60)])
      card.isLocked = true
    }
    return card
  }

  var notifyCard: NotifyCard? {
    guard offersNews else { return nil }
    return NotifyCard(
      title: words("notify.title"), label: words("notify.mail"), button: words("notify.button"),
      otherWays: words("notify.choose"),
      // The language of the page is the language of what is agreed to.
      action: .local(path, ["notify"], query: ("l", words.language)))
  }
}
