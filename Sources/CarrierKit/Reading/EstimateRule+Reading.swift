import Foundation
import Tracking

extension EstimateRule {
  /// The window, as clocks at the destination show it.
  func read(at node: Node, in tree: AnswerDocument, destination: String?) -> DeliveryWindow? {
    let day = reading(date, node, tree, destination)?.date
    let start = edge(from, on: day, node, tree, destination)
    let end = edge(to, on: day, node, tree, destination)
    switch (start, end) {
    case (let start?, let end?):
      // Midnight to midnight of one day says the day.
      if start == end { return DeliveryWindow(day: start.date) }
      return DeliveryWindow(from: start.date, fromMinute: start.minute, to: end.date, toMinute: end.minute)
    case (let start?, nil):
      return DeliveryWindow(from: start.date, fromMinute: nil, to: max(day ?? start.date, start.date))
    case (nil, let end?):
      return DeliveryWindow(from: min(day ?? end.date, end.date), to: end.date, toMinute: end.minute)
    case (nil, nil): return day.map(DeliveryWindow.init(day:))
    }
  }

  private struct Edge: Equatable {
    var date: CivilDate
    /// Minutes since midnight; nil for a day.
    var minute: Int?
    /// Only a clock reading was written.
    var isClockOnly = false
  }

  private func edge(
    _ expressions: [XPath], on day: CivilDate?, _ node: Node, _ tree: AnswerDocument, _ destination: String?
  ) -> Edge? {
    guard var edge = reading(expressions, node, tree, destination) else { return nil }
    if edge.isClockOnly {
      guard let day else { return nil }
      edge.date = day
    }
    return edge
  }

  private func reading(
    _ expressions: [XPath], _ node: Node, _ tree: AnswerDocument, _ destination: String?
  ) -> Edge? {
    guard !expressions.isEmpty, let text = tree.text(expressions, at: node), let reading = formats.read(text) else {
      return nil
    }
    var civil = reading.civil
    // Patterns without a date leave the year 1.
    if civil.date.year == 1 { return Edge(date: civil.date, minute: civil.secondOfDay / 60, isClockOnly: true) }
    guard reading.precision != .day else { return Edge(date: civil.date) }
    if let offset = reading.offset {
      let place = zone?.usesCountry == true ? destination.flatMap(ZoneRule.zone(ofCountry:)) : nil
      if let clock = place ?? zone?.home {
        let moment = civil.instant(offset: offset)
        civil = CivilTime(moment, offset: clock.secondsFromGMT(for: moment.date))
      } else if offset == 0 {
        // UTC without knowing the place's clock: the hours would be wrong, the day mostly not.
        return Edge(date: civil.date)
      }
    }
    return Edge(date: civil.date, minute: civil.secondOfDay / 60)
  }
}

extension PickupRule {
  func read(at node: Node, in tree: AnswerDocument) -> PickupPlace? {
    let place = PickupPlace(
      name: tree.text(name, at: node), street: tree.text(street, at: node), city: tree.text(city, at: node),
      postalCode: tree.text(postcode, at: node),
      until: tree.text(until, at: node).flatMap { formats.read($0)?.civil.date },
      hours: hours.map { tree.nodes($0, at: node).compactMap { tree.text(.itself, at: $0) } } ?? [],
      code: tree.text(code, at: node))
    return place == PickupPlace() ? nil : place
  }
}

extension Array<XPath> {
  /// The node itself.
  static let itself: [XPath] = (try? XPath.compile(".").get()).map { [$0] } ?? []
}
