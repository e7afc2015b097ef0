import Foundation
import Localization
import Tracking

/// The verdict on a shipment in words: how the promise stands, what that rests on, and which estimate is shown and why.
public struct VerdictSheet: Sendable {
  public struct Row: Hashable, Sendable {
    public let label: String
    public let text: String
  }

  private let shipment: Shipment
  private let carrier: String
  private let words: Catalog
  private let today: CivilDate

  /// - Parameters:
  ///   - carrier: its name.
  ///   - now: the moment for which "shown" is decided.
  public init(_ shipment: Shipment, carrier: String, in words: Catalog, at now: Timestamp) {
    self.shipment = shipment
    self.carrier = carrier
    self.words = words
    today = TimeZones.day(of: now, in: TimeZones.zone(country: shipment.destination.country))
  }

  /// Labels with what they say, in the order in which they are told.
  public var rows: [Row] { verdict + foresight + estimates }

  private var verdict: [Row] {
    let delay = shipment.delay
    var rows = [row("verdict", words("explain.verdict.\(delay.level.rawValue)"))]
    if let since = delay.since { rows.append(row("since", words.dates.moment(civil(since), today: today))) }
    if let cause = delay.cause {
      let names = ["carrier": carrier, "shop": shipment.shop.rawValue]
      rows.append(row("cause", words("reason.\(cause.rawValue)", names)))
    }
    rows.append(row("turn", words("explain.turn.\(turn.rawValue)")))
    return rows
  }

  /// Whose turn it is: the shop's before the carrier has the parcel, the carrier's while it stands.
  private var turn: NeedsAction {
    switch shipment.delay.level {
    case .notHandedOver: .shop
    case .notScanned, .stalled: .carrier
    case .none, .atRisk, .late: shipment.status.needsAction
    }
  }

  private var foresight: [Row] {
    guard let outlook = shipment.outlook else { return [row("counts", words("explain.counts_none"))] }
    var rows: [Row] = []
    if let chance = outlook.chanceLate, let promise = shipment.promise {
      let values = ["percent": "\(chance)", "promise": day(promise), "threshold": "\(outlook.threshold)"]
      rows.append(row("chance", words("explain.chance", values)))
    }
    let window = [
      "from": day(outlook.middle.from), "to": day(outlook.middle.to), "first": day(outlook.wide.from),
      "last": day(outlook.wide.to), "evening": day(outlook.asOf),
    ]
    rows.append(row("expected", words("explain.expected", window)))
    rows.append(row("counts", outlook.basis == .prior ? words("explain.counts_assumed") : counts(outlook.counts)))
    if outlook.basis == .counts {
      rows.append(
        row("network", words("explain.network", ["percent": "\(outlook.counts.health)", "carrier": carrier])))
      rows.append(row("confidence", words("explain.confidence", ["percent": "\(outlook.confidence)"])))
    }
    if let standing = outlook.carrier {
      let values = [
        "kept": words.numbers.integer(standing.kept), "of": words.numbers.integer(standing.of), "carrier": carrier,
      ]
      rows.append(row("carrier_dates", words("explain.carrier_dates", values)))
    }
    return rows
  }

  private func counts(_ counts: Outlook.Counts) -> String {
    words(
      "explain.counts",
      [
        "later": words.numbers.integer(counts.later), "open": words.numbers.integer(counts.open),
        "day": "\(counts.day)",
        "until": "\(counts.until)", "scope": words("explain.scope.\(counts.scope.rawValue)", ["carrier": carrier]),
      ])
  }

  /// The promise and every estimate, each with what became of it.
  private var estimates: [Row] {
    let choices = shipment.estimateChoices
    let shown = choices.first { $0.window.to >= today }
    var rows: [Row] = []
    let isPromiseShown = shown == nil && shipment.promise.map { $0 >= today } ?? false
    if let promise = shipment.promise {
      rows.append(row("promise", told(day(promise), isPromiseShown ? "promise" : promise < today ? "past" : nil)))
    }
    for source in EstimateSource.allCases {
      guard let window = shipment.estimate(source)?.window else { continue }
      rows.append(row("source_\(source.rawValue)", told(span(window), why(source, window, shown, choices))))
    }
    if let shown, shown.why == .verdict {
      rows.append(row("shown", "\(span(shown.window)): \(words("explain.why.verdict"))"))
    }
    if shown == nil, !isPromiseShown { rows.append(row("shown", words("explain.why.none"))) }
    return rows
  }

  /// Nil where another one goes before it.
  private func why(
    _ source: EstimateSource, _ window: DeliveryWindow, _ shown: EstimateChoice?, _ choices: [EstimateChoice]
  ) -> String? {
    if let shown, shown.source == source, shown.window == window { return shown.why.rawValue }
    if window.to < today { return "past" }
    return choices.contains { $0.source == source } ? nil : "kept_back"
  }

  private func told(_ text: String, _ why: String?) -> String {
    "\(text): \(words("explain.why.\(why ?? "behind")"))"
  }

  private func span(_ window: DeliveryWindow) -> String {
    window.isOneDay ? day(window.to) : "\(day(window.from)) – \(day(window.to))"
  }

  private func day(_ day: CivilDate) -> String { words.dates.long(day) }

  private func civil(_ moment: Timestamp) -> CivilTime {
    TimeZones.civil(moment, in: TimeZones.zone(country: shipment.destination.country))
  }

  private func row(_ label: String, _ text: String) -> Row { Row(label: words("explain.label.\(label)"), text: text) }
}
