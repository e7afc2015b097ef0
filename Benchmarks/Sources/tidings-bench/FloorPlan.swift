import CFloor
import CarrierKit
import Foundation

/// The floor's plan: the expressions that the manifest has for an API, in the groups that the reader asks for.
///
/// Where the reader asks for more (fallback codes, second codes, overrides of some states), the floor does not: it
/// never does more than the reader.
final class FloorPlan {
  private let plan: OpaquePointer
  private let isXML: Bool

  /// Expressions of one value, the first that gives one counts; or one condition.
  private struct Group {
    var expressions: [XPath]
    var isCondition = false

    static func condition(_ expression: XPath?) -> Group {
      Group(expressions: expression.map { [$0] } ?? [], isCondition: true)
    }
  }

  init?(_ api: CarrierAPI) {
    let read = api.read
    guard let events = read.checkpoints,
      let plan = FloorPlan.make(
        answer: FloorPlan.answerGroups(api), shipments: read.shipments, shipment: FloorPlan.shipmentGroups(read),
        events: events, event: FloorPlan.eventGroups(read.event) + FloorPlan.overrides(read))
    else { return nil }
    self.plan = plan
    isXML = read.format == .xml
  }

  deinit { floor_plan_free(plan) }

  /// Bytes of text that came out; negative where the body is broken.
  func read(_ body: [UInt8]) -> Int {
    body.withUnsafeBytes { raw in
      let text = raw.assumingMemoryBound(to: CChar.self).baseAddress
      return isXML ? floor_read_xml(plan, text, raw.count) : floor_read_json(plan, text, raw.count)
    }
  }

  // MARK: Expressions

  /// The conditions that a good answer passes, down to the one that calls it good.
  private static func answerGroups(_ api: CarrierAPI) -> [Group] {
    let asked = api.answers.filter { $0.statuses.isEmpty || $0.statuses.contains { $0.contains(200) } }
    let good = asked.firstIndex { $0.outcome == .tracked }.map { $0 + 1 } ?? asked.count
    return asked.prefix(good).map { .condition($0.when) }
  }

  private static func shipmentGroups(_ read: ReadRule) -> [Group] {
    var groups = read.number.map { Group(expressions: [$0]) }
    groups += read.outcomes.map { .condition($0.when) }
    groups.append(.condition(read.isReturn))
    let texts = [read.service, read.origin, read.destination, read.receivedBy, read.postcode]
    groups += texts.map { Group(expressions: $0) }
    if let estimate = read.estimate {
      groups += [estimate.date, estimate.from, estimate.to].map { Group(expressions: $0) }
    }
    if let pickup = read.pickup {
      groups += [pickup.name, pickup.street, pickup.city, pickup.postcode, pickup.until, pickup.code]
        .map { Group(expressions: $0) }
    }
    if let header = read.header, header.use != .withoutEvents { groups += eventGroups(header.event) }
    return groups
  }

  private static func eventGroups(_ rule: EventRule) -> [Group] {
    let place = rule.place
    return [
      rule.time?.at ?? [], rule.time?.clock ?? [], rule.code, rule.text, place.name, place.city, place.postcode,
      place.country,
    ].map { Group(expressions: $0) }
  }

  private static func overrides(_ read: ReadRule) -> [Group] {
    read.overrides.filter { $0.onEvent && $0.was.isEmpty }.map { .condition($0.when) }
  }

  // MARK: To C

  /// Functions that are not plain libxml2's; expressions with them are left out.
  private static let ownFunctions = [
    "upper(", "lower(", "replace(", "after-last(", "before-last(", "strip-tags(", "first(", "join(", "pad(",
    "header(", "cookie(", "cookies(", "url-decode(",
  ]

  private static func make(
    answer: [Group], shipments: XPath, shipment: [Group], events: XPath, event: [Group]
  ) -> OpaquePointer? {
    var texts: [UnsafeMutablePointer<CChar>] = []
    var lists: [UnsafeMutablePointer<UnsafePointer<CChar>?>] = []
    defer {
      texts.forEach { free($0) }
      lists.forEach { $0.deallocate() }
    }
    func inC(_ groups: [Group]) -> [floor_group] {
      groups.compactMap { group in
        let plain = group.expressions.map(\.source).filter { source in
          !ownFunctions.contains { source.contains($0) }
        }
        guard !plain.isEmpty else { return nil }
        let list = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: plain.count)
        lists.append(list)
        for (index, source) in plain.enumerated() {
          guard let copy = strdup(source) else { return nil }
          texts.append(copy)
          list[index] = UnsafePointer(copy)
        }
        return floor_group(
          expressions: list, count: Int32(plain.count), is_condition: group.isCondition ? 1 : 0)
      }
    }
    let (ofAnswer, ofShipment, ofEvent) = (inC(answer), inC(shipment), inC(event))
    return floor_plan_new(
      ofAnswer, Int32(ofAnswer.count), shipments.source, ofShipment, Int32(ofShipment.count), events.source, ofEvent,
      Int32(ofEvent.count))
  }
}
