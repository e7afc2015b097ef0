import Foundation
import Tracking

/// Delay by rules that need no learning: the promise has passed, the carrier's own estimate lies behind it, the
/// carrier reports a cause, or scans stopped. What own parcels taught goes before the rules where it is known: it
/// endangers a promise earlier, and says what is usual. Nothing is ever late that was never promised.
public struct DelayRules: Sendable {
  public var limits: SilenceLimits

  public init(limits: SilenceLimits = SilenceLimits()) {
    self.limits = limits
  }

  /// The same rules with what is usual for this shop instead of the general limits.
  func fitted(to learned: Learned) -> DelayRules {
    var rules = self
    if let usual = learned.handover { rules.limits.label = min(max(usual.hours, 12), 240) }
    if let usual = learned.label { rules.limits.order = min(max(usual.hours, 24), 480) }
    return rules
  }

  /// How the promise stands at `now`; `since` is left to the caller.
  /// - Parameter learned: names a cause where the carrier reports none.
  func verdict(for shipment: Shipment, learned: Learned = .nothing, at now: Timestamp) -> Delay {
    guard !shipment.status.isTerminal, !shipment.isReturn, !Self.settled.contains(shipment.status.state) else {
      return .none
    }
    let trouble: Reason? = learned.isInIncident ? .networkIncident : nil
    var verdict =
      broken(shipment, at: now) ?? silent(shipment, at: now)
      ?? foreseen(shipment, cause: trouble ?? learned.forecast?.cause) ?? endangered(shipment) ?? .none
    // Silence is explained by the trouble that causes it.
    if let trouble, verdict.level != .none, verdict.cause == nil || verdict.cause == .silence {
      verdict.cause = trouble
    }
    return verdict
  }

  /// The moments at which a verdict can change without news from the carrier.
  func moments(for shipment: Shipment) -> [Timestamp] {
    guard !shipment.status.isTerminal, !Self.settled.contains(shipment.status.state) else { return [] }
    return [promisePasses(shipment), silenceEnds(shipment)?.moment].compactMap(\.self)
  }

  /// The promise has passed, or the carrier itself expects the parcel after it.
  private func broken(_ shipment: Shipment, at now: Timestamp) -> Delay? {
    guard let promise = shipment.promise, let passes = promisePasses(shipment) else { return nil }
    let today = TimeZones.day(of: now, in: zone(shipment))
    let carrier = shipment.estimate(.carrier).map(\.window).flatMap { $0.to >= today ? $0 : nil }
    let expectedLate = carrier.map { $0.from > promise } ?? false
    guard now >= passes || expectedLate else { return nil }
    // A broken promise is not answered with an assumption.
    let estimate = shipment.outlook?.basis == .prior ? nil : shipment.estimate(.foresight)
    let ours = estimate.map(\.window).flatMap { $0.to >= today && $0.to > promise ? $0 : nil }
    let isDistrusted = shipment.outlook?.carrier?.isDistrusted ?? false
    let window = isDistrusted ? ours ?? carrier : carrier ?? ours
    return Delay(
      level: .late, promise: promise, expected: window,
      expectedSource: window.map { $0 == carrier ? .carrier : .foresight }, cause: cause(shipment),
      businessDaysLate: window.map { days(after: promise, $0, shipment) })
  }

  /// Parcels like this one came after their promise too often: said before the carrier says it.
  private func foreseen(_ shipment: Shipment, cause foreseen: Reason?) -> Delay? {
    guard let promise = shipment.promise, let outlook = shipment.outlook, outlook.isAlarm else { return nil }
    let window = shipment.estimate(.foresight)?.window ?? outlook.told
    return Delay(
      level: .atRisk, promise: promise, expected: window, expectedSource: .foresight,
      cause: cause(shipment) ?? foreseen, businessDaysLate: days(after: promise, window, shipment),
      confidence: Double(outlook.confidence) / 100)
  }

  /// No scan for longer than this state may be silent.
  private func silent(_ shipment: Shipment, at now: Timestamp) -> Delay? {
    guard let end = silenceEnds(shipment), now >= end.moment else { return nil }
    let cause: Reason = end.level == .notHandedOver ? .notHandedOver : .silence
    return Delay(level: end.level, promise: shipment.promise, cause: shipment.carrierDelay ?? cause)
  }

  /// A carrier-reported cause, or a window that reaches past the promise, endangers it.
  private func endangered(_ shipment: Shipment) -> Delay? {
    guard let promise = shipment.promise else { return nil }
    let window = shipment.estimate(.carrier)?.window
    let reaches = window.map { $0.to > promise } ?? false
    guard shipment.carrierDelay != nil || reaches else { return nil }
    // An estimate within the promise outweighs a reported hitch.
    if let window, window.to <= promise { return nil }
    return Delay(
      level: .atRisk, promise: promise, expected: reaches ? window : nil, expectedSource: reaches ? .carrier : nil,
      cause: cause(shipment), businessDaysLate: reaches ? window.map { days(after: promise, $0, shipment) } : nil)
  }

  /// Business days from the promise to the window's last day; at least one where it ends later.
  private func days(after promise: CivilDate, _ window: DeliveryWindow, _ shipment: Shipment) -> Int {
    let calendar = BusinessCalendar(country: shipment.destination.country, region: shipment.destination.region)
    return max(calendar.businessDays(after: promise, through: window.to), window.to > promise ? 1 : 0)
  }

  private func cause(_ shipment: Shipment) -> Reason? { shipment.carrierDelay ?? shipment.status.reason }

  /// Midnight after the promised day, at the destination.
  func promisePasses(_ shipment: Shipment) -> Timestamp? {
    guard let promise = shipment.promise else { return nil }
    return TimeZones.moment(.midnight(promise.adding(days: 1)), in: zone(shipment))
  }

  /// When the carrier will have been silent for too long; nil where silence means nothing.
  func silencePasses(_ shipment: Shipment) -> Timestamp? { silenceEnds(shipment)?.moment }

  private func silenceEnds(_ shipment: Shipment) -> (moment: Timestamp, level: DelayLevel)? {
    guard let (level, hours) = limits.limit(for: shipment.status), let heard = silentSince(shipment) else { return nil }
    let calendar = BusinessCalendar(country: shipment.destination.country, region: shipment.destination.region)
    return (calendar.moment(after: hours, since: heard, in: zone(shipment)), level)
  }

  /// The last word, of the order where the carrier never said one; nobody promised anything about a plain link.
  private func silentSince(_ shipment: Shipment) -> Timestamp? {
    if let heard = AssessmentPlan.lastHeard(shipment) { return heard }
    return shipment.status.state == .pending && shipment.source != .link ? shipment.createdAt : nil
  }

  private func zone(_ shipment: Shipment) -> TimeZone { TimeZones.zone(country: shipment.destination.country) }

  /// States in which the promise is kept or no longer the question.
  private static let settled: Set<ShipmentState> = [
    .readyForPickup, .delivered, .returning, .returned, .cancelled, .expired,
  ]
}
