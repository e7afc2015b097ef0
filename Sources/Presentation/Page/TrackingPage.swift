import Localization
import Tracking

/// The page of one shipment.
public enum TrackingPage {
  /// What the page says. Pure: the same shipment in the same setting says the same.
  public static func model(_ shipment: Shipment, carrier: CarrierFace, in setting: PageSetting) -> Page {
    Story(shipment, carrier: carrier, in: setting).page
  }

  /// The entry for a calendar (RFC 5545) of the day that the page tells; nil where it tells none.
  ///
  /// - Parameter host: makes the identity of the entry unique in the world.
  public static func calendar(
    _ shipment: Shipment, carrier: CarrierFace, in setting: PageSetting, host: String
  ) -> String? {
    Story(shipment, carrier: carrier, in: setting).calendarFile(host: host)
  }
}

extension Story {
  var page: Page {
    let line = stateLine
    var hero = Hero(icon: line.icon, state: line.text, headline: headline, lead: lead, actions: actions)
    hero.shift = shift
    hero.day = hero.shift == nil ? dayStrip : nil
    var page = Page(title: title, frame: setting.frame, tone: line.tone, hero: hero)
    arrange(&page)
    page.validUntil = validUntil
    page.reloadAfter = isLookingAgain ? 300 : nil
    return page
  }

  /// The card that matters now beside the answer; then the way, what happened, and the rest.
  private func arrange(_ page: inout Page) {
    let urgent: Card? =
      codeCard.map(Card.code) ?? receiverCard.map(Card.facts)
      ?? (isPostcodeUrgent ? postcodeCard.map(Card.postcode) : nil)
    page.beside = urgent ?? .way(way)
    if let incentive = setting.incentive, setting.entry == .token { page.left.append(.incentive(incentive)) }
    if let place = placeCard { page.left.append(.place(place)) }
    if urgent != nil { page.left.append(.way(way)) }
    if let history { page.left.append(.history(history)) }
    if let contents = contentsCard { page.right.append(.facts(contents)) }
    if !shipment.status.isTerminal, let notify = setting.notifyCard { page.right.append(.notify(notify)) }
    if !isPostcodeUrgent, let postcode = postcodeCard { page.right.append(.postcode(postcode)) }
    if let missing = missingCard { page.right.append(.text(missing)) }
    page.right.append(.facts(helpCard))
  }

  /// When the words change by the clock alone: the next midnight at the destination, the beginning or end of
  /// today's window, the hour from which "today" is no longer said, the end of a lock.
  var validUntil: Timestamp {
    var moments = [TimeZones.moment(.midnight(today.adding(days: 1)), in: setting.zone)]
    var minutes: [Int] = []
    if let window = expectation?.window, window.from <= today {
      minutes += [window.from == today ? window.fromMinute : nil, window.to == today ? window.toMinute : nil]
        .compactMap { $0 }
      if window.to == today { minutes.append(Expectation.dayEnds) }
    }
    for minute in minutes {
      if let time = CivilTime(today, hour: minute / 60, minute: minute % 60) {
        moments.append(TimeZones.moment(time, in: setting.zone))
      }
    }
    if case .locked(let until) = setting.check { moments.append(until) }
    return moments.filter { $0 > setting.now }.min() ?? setting.now.adding(hours: 1)
  }
}
