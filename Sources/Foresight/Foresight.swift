import Foundation
import Tracking

/// Judges shipments against their promise. Pure: the moment comes in, a change goes out.
public enum Foresight {
  /// Days of silence after which a shipment counts as expired.
  public static let silentDays: Int64 = 30

  /// The change that `shipment` needs at `now`, without any new scan.
  public static func assess(_ shipment: Shipment, at now: Timestamp) -> Change {
    assess(Change(shipment: shipment, baseVersion: shipment.version), at: now)
  }

  /// Adds the judgment to a change that an observation made, so that both are committed together.
  public static func assess(_ change: Change, at now: Timestamp) -> Change {
    var after = change
    expire(&after, at: now)
    let verdict = DelayRules.verdict(for: after.shipment, at: now)
    take(verdict, into: &after, at: now)
    after.shipment.nextAssessAt = AssessmentPlan.next(for: after.shipment, at: now)
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

  private static func take(_ verdict: Delay, into change: inout Change, at now: Timestamp) {
    let before = change.shipment.delay
    guard !before.says(verdict) else { return }
    var delay = verdict
    delay.since = verdict.level == .none ? nil : verdict.level == before.level ? before.since ?? now : now
    change.shipment.delay = delay
    bumpVersion(&change)
    guard delay.level != before.level else { return }
    change.reasons.append("delay: \(before.level.rawValue) → \(delay.level.rawValue)")
    change.news.append(
      News(
        kind: News.Kind(delay.level), shipment: change.shipment.id,
        episode: "\(delay.level.rawValue)/\(now.milliseconds)", at: now, isBad: delay.level != .none))
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
