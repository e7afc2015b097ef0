import Foundation
import Tracking

/// Judges shipments against their promise. Pure: the moment comes in, a change goes out.
public enum Foresight {
  /// Days of silence after which a shipment counts as expired.
  public static let silentDays: Int64 = 30

  /// The change that `shipment` needs at `now`, without any new scan.
  public static func assess(
    _ shipment: Shipment, learned: Learned = .nothing, rules: DelayRules = DelayRules(), at now: Timestamp
  ) -> Change {
    var known = shipment
    // Not stored: it follows from the checkpoints.
    known.carrierDelay = shipment.carrierDelay ?? History.read(shipment.checkpoints, isReturn: shipment.isReturn).delay
    return assess(Change(shipment: known, baseVersion: shipment.version), learned: learned, rules: rules, at: now)
  }

  /// Adds the judgment to a change that an observation made, so that both are committed together.
  /// - Parameter learned: what own parcels taught about this one; rules alone judge where that is too little.
  public static func assess(
    _ change: Change, learned: Learned = .nothing, rules: DelayRules = DelayRules(), at now: Timestamp
  ) -> Change {
    guard change.shipment.closing == nil else { return change }
    var after = change
    let rules = rules.fitted(to: learned)
    expire(&after, at: now)
    after.shipment.foresee(learned, at: now)
    take(
      rules.verdict(for: after.shipment, learned: learned, at: now), into: &after, rules: rules,
      at: now)
    revise(&after, at: now)
    Countdown(after.shipment, at: now).tell(&after)
    if after.shipment.differsVisibly(from: after.base) { bumpVersion(&after) }
    if let reminder = PickupReminder.news(for: after.shipment, at: now) { after.news.append(reminder) }
    after.shipment.nextAssessAt = AssessmentPlan.next(for: after.shipment, rules: rules, at: now)
    return after
  }

  /// Nothing heard for `silentDays`: the state becomes expired, and says so.
  private static func expire(_ change: inout Change, at now: Timestamp) {
    let shipment = change.shipment
    guard !shipment.status.isTerminal, now >= AssessmentPlan.expiry(of: shipment) else { return }
    change.shipment.status = Status(.expired, .silent)
    change.shipment.stateSince = now
    bumpVersion(&change)
    change.reasons.append("nothing heard for \(silentDays) days")
    change.news.append(
      News(
        kind: .shipmentExpired, shipment: shipment.id, episode: "expired/\(now.milliseconds)", at: now, isBad: true))
  }

  private static func take(_ verdict: Delay, into change: inout Change, rules: DelayRules, at now: Timestamp) {
    let before = change.shipment.delay
    guard !before.says(verdict) else { return }
    var delay = verdict
    delay.since = verdict.level == .none ? nil : verdict.level == before.level ? before.since ?? now : now
    change.shipment.delay = delay
    bumpVersion(&change)
    guard delay.level != before.level else { return }
    change.reasons.append("delay: \(before.level.rawValue) → \(delay.level.rawValue)")
    guard isNews(delay, after: before, of: change.shipment, rules: rules) else { return }
    change.news.append(
      News(
        kind: News.Kind(delay.level), shipment: change.shipment.id,
        episode: "\(delay.level.rawValue)/\(now.milliseconds)", at: now, isBad: delay.level != .none))
  }

  /// Each step up is told once, and the end is told. A step down that is not the end is not news; neither is a
  /// promise that was already broken, or a silence that was already too long, when the shipment came to us.
  private static func isNews(_ delay: Delay, after before: Delay, of shipment: Shipment, rules: DelayRules) -> Bool {
    if let passed = rules.promisePasses(shipment), passed <= shipment.createdAt { return false }
    if delay.level.isSilence, let passed = rules.silencePasses(shipment), passed <= shipment.createdAt { return false }
    if delay.level == .none {
      return before.level != .notHandedOver || shipment.status.state != .announced
    }
    return delay.level.severity >= before.level.severity
  }

  private static func bumpVersion(_ change: inout Change) {
    if change.shipment.version == change.baseVersion { change.shipment.version = change.baseVersion + 1 }
  }
}

extension Delay {
  /// Whether the two tell the customer the same, whenever it began.
  func says(_ other: Delay) -> Bool {
    level == other.level && promise == other.promise && expected == other.expected && cause == other.cause
      && expectedSource == other.expectedSource
  }
}

extension DelayLevel {
  /// Whether missing scans led to it.
  var isSilence: Bool { self == .stalled || self == .notScanned || self == .notHandedOver }

  /// How much worse a level is for the customer; steps up are told, steps down are not.
  var severity: Int {
    switch self {
    case .none: 0
    case .notHandedOver, .atRisk: 1
    case .notScanned, .stalled: 2
    case .late: 3
    }
  }
}
