import Foundation
import Storage
import Tracking

/// An event as a shop reads it: `{type, timestamp, data}` (Standard Webhooks 1.0, "Payload structure"). Nothing of it
/// is personal: no address, name or postcode.
struct EventBody: Encodable, Sendable {
  let type: String
  /// When we learned it; RFC 3339 in UTC.
  let timestamp: String
  private(set) var data: Body

  struct Body: Encodable, Sendable {
    let shipment: Parcel
    let state: State
    let delay: DelayPart?
    /// When it is expected by the best window that is known; nil where none is.
    let expected: Expected?
    let incentive: IncentivePart?
    let incident: IncidentPart?
    let links: Links
    /// Only in events that a shop tries its endpoint with.
    var test: Bool?
  }

  struct Parcel: Encodable, Sendable {
    let id: String
    let carrier: String
    let number: String
    let order: String?
    let promise: String?
  }

  /// As it was known when the event was written.
  struct State: Encodable, Sendable {
    let name: String
    let detail: String?
    let reason: String?
    let needsAction: String
    let since: String?
  }

  struct DelayPart: Encodable, Sendable {
    let level: String
    let since: String?
    let promise: String?
    let expected: Window?
    let cause: String?
    let businessDaysLate: Int?
    let confidence: Double?
  }

  struct Expected: Encodable, Sendable {
    let source: String
    let window: Window
  }

  struct Window: Encodable, Sendable {
    let from: String
    let to: String
    /// Minutes since midnight at the destination.
    let fromMinute: Int?
    let toMinute: Int?
  }

  struct IncentivePart: Encodable, Sendable {
    let rule: String
    let code: String?
  }

  /// Trouble in the carrier's network; the shipment is one of those in it.
  struct IncidentPart: Encodable, Sendable {
    let id: String
    let carrier: String
    let extent: String
    let place: String?
    let start: String
    let end: String?
    /// Parcels that moved on since the start, and those that usually would have.
    let observed: Int
    let expected: Int
    /// The shop's shipments in it when it was told.
    let shipments: Int
  }

  struct Links: Encodable, Sendable {
    let page: String?
  }

  init(_ facts: EventFacts, page: String?) {
    let shipment = facts.shipment
    let status = shipment.status
    type = facts.news.kind.rawValue
    timestamp = facts.news.at.rfc3339
    data = Body(
      shipment: Parcel(
        id: shipment.id.rawValue, carrier: shipment.carrier.rawValue, number: shipment.number, order: shipment.order,
        promise: shipment.promise?.iso),
      state: State(
        name: status.state.rawValue, detail: status.detail?.rawValue, reason: status.reason?.rawValue,
        needsAction: status.needsAction.rawValue, since: shipment.stateSince?.rfc3339),
      delay: shipment.delay.level == .none ? nil : DelayPart(shipment.delay),
      expected: EventBody.expected(facts),
      incentive: facts.incentive.map { IncentivePart(rule: $0.rule, code: $0.code) },
      incident: facts.incident.map(IncidentPart.init), links: Links(page: page))
  }

  /// Never a day that has passed.
  private static func expected(_ facts: EventFacts) -> Expected? {
    let shipment = facts.shipment
    guard !shipment.status.isTerminal, shipment.status.state != .readyForPickup else { return nil }
    let zone = TimeZones.zone(country: shipment.destination.country, fallback: facts.shop.country)
    let today = TimeZones.day(of: facts.news.at, in: zone)
    return shipment.expectedWindows.first { $0.window.to >= today }
      .map { Expected(source: $0.source.rawValue, window: Window($0.window)) }
  }

  /// Marks the event as one that nothing stands behind.
  mutating func isTest() { data.test = true }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension EventBody.IncidentPart {
  init(_ told: ToldIncident) {
    let incident = told.incident
    self.init(
      id: incident.id, carrier: incident.carrier.rawValue, extent: incident.extent,
      place: incident.place.isEmpty ? nil : incident.place, start: incident.start.rfc3339, end: incident.end?.rfc3339,
      observed: incident.observed, expected: incident.expected, shipments: told.affected)
  }
}

extension EventBody.DelayPart {
  init(_ delay: Delay) {
    self.init(
      level: delay.level.rawValue, since: delay.since?.rfc3339, promise: delay.promise?.iso,
      expected: delay.expected.map(EventBody.Window.init), cause: delay.cause?.rawValue,
      businessDaysLate: delay.businessDaysLate, confidence: delay.confidence.flatMap { $0.isFinite ? $0 : nil })
  }
}

extension EventBody.Window {
  init(_ window: DeliveryWindow) {
    self.init(
      from: window.from.iso, to: window.to.iso, fromMinute: window.fromMinute, toMinute: window.toMinute)
  }
}

extension Timestamp {
  /// `2026-11-24T12:04:00Z`.
  var rfc3339: String { CivilTime(self, offset: 0).iso + "Z" }
}
