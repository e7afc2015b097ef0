import Tracking

/// The second line: what is known and what comes next, also where that is "nothing to do". Never empty.
extension Story {
  var lead: String {
    switch delay {
    case .late:
      let next = words(expectation == nil ? "lead.late_open" : "lead.late_next", names)
      return join(reasonSentence ?? words("lead.no_reason", names), next)
    case .atRisk: return join(reasonSentence, foreseen, words("lead.at_risk_next", names))
    case .stalled: return join(lastSeen, words("lead.stalled_next", names))
    case .notScanned: return words("lead.not_scanned", names)
    case .notHandedOver: return words("lead.not_handed_over", names)
    case .none: break
    }
    switch state {
    case .pending: return pendingLead
    case .announced: return words(detail == .droppedOffBySender ? "lead.dropped_off" : "lead.announced", names)
    case .inTransit: return join(lastSeen, words("next.\(transitKey)", names), foreseen)
    case .outForDelivery: return words(expectation == nil ? "lead.out_open" : "lead.out", names)
    case .attemptFailed: return attemptLead
    case .readyForPickup: return pickupLead
    case .delivered: return deliveredLead
    case .exception: return words("exception.\(exceptionKey).lead", names)
    case .returning: return join(words("turn.\(turnKey).sentence"), words("lead.returning", names))
    case .returned: return words("lead.returned", names)
    case .cancelled: return words(detail == .byCarrier ? "lead.cancelled_by_carrier" : "lead.cancelled", names)
    case .expired: return words("lead.expired", names)
    }
  }

  var names: [String: String] {
    [
      "carrier": carrier.name, "shop": setting.brand.name, "here": words(setting.isMail ? "here.mail" : "here.page"),
    ]
  }

  private func join(_ sentences: String?...) -> String { sentences.compactMap { $0 }.joined(separator: " ") }

  /// Why it is late, where the carrier or we know.
  private var reasonSentence: String? {
    guard let cause = shipment.delay.cause ?? shipment.status.reason else { return nil }
    return words("reason.\(cause.rawValue)", names)
  }

  /// Where the parcel was seen last, and when.
  private var lastSeen: String? {
    guard let newest = moves.first, let time = newest.time else { return nil }
    guard let place = place(of: newest) else { return words("lead.seen", ["moment": moment(time)]) }
    let arrived: Set<StateDetail?> = [.arrivedHub, .sorted, .atDeliveryDepot, .arrivedCountry]
    let key = arrived.contains(newest.meaning.status?.detail) ? "lead.arrived" : "lead.seen_at"
    return words(key, ["moment": moment(time), "place": place])
  }

  /// What comes next on the way.
  private var transitKey: String {
    if isAtCustoms { return "customs" }
    return isInRegion ? "in_region" : detail == .stored ? "stored" : "on_its_way"
  }

  private var pendingLead: String {
    switch (detail, setting.entry) {
    case (.numberInvalid, _): words("lead.number_invalid", names)
    case (_, .token): words("lead.pending", names)
    case (_, .number): words("lead.pending_number", names)
    }
  }

  private var attemptLead: String {
    if shipment.status.needsAction == .recipient { return words("attempt.\(attemptKey).lead", names) }
    guard let expectation else { return words("attempt.lead_open", names) }
    return words("attempt.lead_next", names.merging(["day": dayPhrase(expectation.window.from)]) { $1 })
  }

  private var pickupLead: String {
    if isPickupKnown, let name = shipment.pickup?.name { return words("lead.pickup_open", ["place": name]) }
    if canUnlock { return words(setting.isMail ? "lead.pickup_mail" : "lead.pickup_locked") }
    return words("lead.pickup", names)
  }

  private var deliveredLead: String {
    guard let time = stateBegan?.time else { return words("lead.delivered", names) }
    let at = names.merging(["moment": moment(time)]) { $1 }
    if isCollected { return words("lead.collected_at", at) }
    switch detail {
    case .neighbor, .mailbox, .safePlace, .otherPerson, .parcelBox: return words("lead.delivered_at", at)
    default: return words("lead.delivered", names)
    }
  }
}
