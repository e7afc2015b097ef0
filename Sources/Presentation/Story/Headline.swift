import Localization
import Tracking

/// The headline answers *when*, or *where to fetch it*, or whose turn it is, in at most 60 characters.
extension Story {
  /// The most a headline may have.
  static let headlineLimit = 60

  var headline: String {
    switch delay {
    case .late: return lateHeadline
    case .atRisk: return atRiskHeadline
    case .stalled, .notScanned, .notHandedOver: return standingHeadline
    case .none: break
    }
    switch state {
    case .pending, .announced, .inTransit, .outForDelivery: return comingHeadline
    case .attemptFailed: return attemptHeadline
    case .readyForPickup: return pickupHeadline
    case .delivered: return deliveredHeadline
    case .exception: return exceptionHeadline
    case .returning: return words("headline.returning")
    case .returned: return words("headline.returned")
    case .cancelled: return words("headline.cancelled")
    case .expired: return words("headline.expired")
    }
  }

  /// Of the document: the headline, except where that tells a place and a time says more.
  var title: String {
    guard state == .delivered, let time = stateBegan?.time else { return headline }
    return words(isCollected ? "headline.collected_at" : "headline.delivered_at", ["moment": moment(time)])
  }

  private var comingHeadline: String {
    if let expectation { return words("headline.arrives", ["when": when(expectation)]) }
    switch state {
    case .pending: return words("headline.pending")
    case .announced: return words("headline.announced")
    case .outForDelivery: return words("headline.out_open")
    default:
      return words(isAtCustoms ? "headline.customs" : isInRegion ? "headline.in_region" : "headline.on_its_way")
    }
  }

  private var lateHeadline: String {
    guard let expectation else { return words("headline.late_open") }
    guard let daysLate, daysLate > 0 else { return words("headline.arrives", ["when": when(expectation)]) }
    return words("headline.late", count: daysLate, ["when": when(expectation, withHours: false)])
  }

  private var atRiskHeadline: String {
    guard let expectation else { return words("headline.at_risk_open") }
    guard let daysLate, daysLate > 0 else {
      return words("headline.at_risk", ["when": when(expectation, withHours: false)])
    }
    return words("headline.at_risk_days", count: daysLate, ["when": when(expectation, withHours: false)])
  }

  private var standingHeadline: String {
    if let expectation { return words("headline.at_risk", ["when": when(expectation, withHours: false)]) }
    switch delay {
    case .notScanned: return naming("headline.not_scanned")
    case .notHandedOver: return naming("headline.not_handed_over")
    default: return words("headline.stalled")
    }
  }

  private var attemptHeadline: String {
    let what = words("attempt.\(attemptKey).headline")
    guard let expectation else { return what + " " + words("attempt.open") }
    let next = words("attempt.next", ["when": when(expectation)])
    if (what + " " + next).count <= Story.headlineLimit { return what + " " + next }
    return what + " " + words("attempt.next", ["when": when(expectation, withHours: false)])
  }

  private var pickupHeadline: String {
    guard let until = shipment.pickup?.until, let days = daysToCollect, days >= 0 else {
      return words("headline.pickup_open")
    }
    if days == 0 { return words("headline.pickup_last_day") }
    if days <= 2 { return words("headline.pickup_expiring", ["day": dayPhrase(until)]) }
    return words("headline.pickup", ["day": words.dates.long(until)])
  }

  private var deliveredHeadline: String {
    if isCollected { return words("headline.collected") }
    switch detail {
    case .neighbor, .mailbox, .safePlace, .otherPerson, .parcelBox:
      return words("delivered.\(detail?.rawValue ?? "").headline")
    default:
      guard let time = stateBegan?.time else { return words("headline.delivered") }
      return words("headline.delivered_at", ["moment": moment(time)])
    }
  }

  private var exceptionHeadline: String { naming("exception.\(exceptionKey).headline") }

  /// A text with the carrier's name; "the carrier" where the name is too long for the line.
  func naming(_ key: String) -> String {
    let named = words(key, ["carrier": carrier.name])
    if named.count <= Story.headlineLimit { return named }
    return words.dates.capitalized(words(key, ["carrier": words("carrier.any")]))
  }
}
