import Localization
import Markup
import Tracking

/// What the reader can do now. Filled only where there is something to do, and one at most.
extension Story {
  var actions: [Action] {
    switch state {
    case .pending, .announced, .inTransit, .outForDelivery: [calendar, options].compactMap { $0 }
    case .attemptFailed: solving("action.choose")
    case .readyForPickup: [mapAction, calendar].compactMap { $0 }
    case .delivered: []
    case .exception: shipment.status.needsAction == .recipient ? solving("action.solve") : [contact].compactMap { $0 }
    case .returning, .returned, .cancelled, .expired: [contact].compactMap { $0 }
    }
  }

  /// The customer's turn: the carrier's page first, a person second.
  private func solving(_ key: String) -> [Action] {
    let first = carrier.page.map { Action(words(key, names), $0, isFilled: true) }
    let person = contact.map { Action($0.text, $0.link, isFilled: first == nil) }
    return [first, person].compactMap { $0 }
  }

  /// A person at the shop.
  var contact: Action? {
    setting.contact.map { Action(words("action.write", names), $0) }
  }

  /// What the carrier lets a customer choose: another day, a neighbor, a safe place.
  private var options: Action? {
    guard state == .inTransit || state == .outForDelivery, let page = carrier.page else { return nil }
    return Action(words("action.options", names), page)
  }

  private var calendar: Action? {
    calendarDay == nil ? nil : Action(words("action.calendar"), setting.link(["calendar.ics"]))
  }

  private var mapAction: Action? {
    guard setting.isUnlocked, let pickup = shipment.pickup, pickup.street != nil || pickup.name != nil else {
      return nil
    }
    let address = [pickup.name, pickup.street, pickup.postalCode, pickup.city].compactMap { $0 }
    return Action(words("action.map"), .map(searching: address.joined(separator: ", ")), isFilled: true)
  }

  /// The day worth an entry in a calendar: one day of arrival, or the last day to collect.
  var calendarDay: DeliveryWindow? {
    if state == .readyForPickup {
      guard let until = shipment.pickup?.until, until >= today else { return nil }
      return DeliveryWindow(day: until)
    }
    guard let expectation, !expectation.isDeadline, expectation.window.isOneDay else { return nil }
    return expectation.window
  }
}

extension PageSetting {
  /// A page below this one.
  func link(_ segments: [String]) -> Link { .local(path, segments) }

  /// This page with a query.
  func query(_ name: StaticString, _ value: String? = nil) -> Link { .local(path, query: (name, value)) }

  /// How to reach a person at the shop.
  var contact: Link? {
    brand.contactMail.flatMap(Link.init(mail:)) ?? brand.contactURL.flatMap(Link.init(web:))
  }
}
