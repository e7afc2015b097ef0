import Tracking

/// The line above the headline: what state the parcel is in, in one or two words with a picture, and the tone of
/// the page. It says the state; the headline says what that means for the reader.
struct StateLine: Hashable, Sendable {
  var tone: Tone
  var icon: Icon
  var text: String
}

extension Story {
  var stateLine: StateLine {
    switch delay {
    case .late: return line(.attention, .clock, "state.late")
    case .atRisk: return line(.attention, .clock, "state.at_risk")
    case .stalled: return line(.attention, .clock, "state.stalled")
    case .notScanned: return line(.attention, .clock, "state.not_scanned")
    case .notHandedOver: return line(.attention, .clock, "state.not_handed_over")
    case .none: return plainStateLine
    }
  }

  private var plainStateLine: StateLine {
    switch state {
    case .pending: line(.calm, .search, "state.pending")
    case .announced: line(.calm, .parcel, "state.announced")
    case .inTransit: inTransitLine
    case .outForDelivery: line(.calm, .van, "state.out_for_delivery")
    case .attemptFailed: attemptLine
    case .readyForPickup:
      line(isPickupExpiring ? .attention : .good, .pin, isPickupExpiring ? "state.pickup_expiring" : "state.pickup")
    case .delivered: line(.good, .check, isCollected ? "state.collected" : "state.delivered")
    case .exception: exceptionLine
    case .returning: line(.attention, .back, "state.returning")
    case .returned: line(.calm, .back, "state.returned")
    case .cancelled: line(.attention, .back, "state.cancelled")
    case .expired: line(.attention, .clock, "state.expired")
    }
  }

  private var inTransitLine: StateLine {
    if isAtCustoms { return line(.calm, .parcel, "state.customs") }
    if keepsPromise { return line(.calm, .parcel, "state.on_its_way_promised") }
    return line(.calm, .parcel, isInRegion ? "state.in_region" : "state.on_its_way")
  }

  private var attemptLine: StateLine {
    let needsHelp = shipment.status.needsAction == .recipient
    return StateLine(
      tone: needsHelp ? .problem : .attention, icon: needsHelp ? .warning : .door,
      text: words(needsHelp ? "state.help_needed" : "attempt.\(attemptKey).state"))
  }

  private var exceptionLine: StateLine {
    if shipment.status.needsAction == .recipient { return line(.problem, .warning, "state.help_needed") }
    switch detail {
    case .damaged, .lost, .disposed, .confiscated: return line(.problem, .warning, "exception.\(exceptionKey).step")
    case .customsHeld: return line(.attention, .parcel, "state.customs")
    default: return line(.attention, .warning, "exception.\(exceptionKey).step")
    }
  }

  private func line(_ tone: Tone, _ icon: Icon, _ key: String) -> StateLine {
    StateLine(tone: tone, icon: icon, text: words(key))
  }

  /// The group of texts for a failed attempt.
  var attemptKey: String {
    switch detail {
    case .recipientAbsent, .businessClosed, .noAccess, .paymentMissing, .identityCheckFailed:
      detail?.rawValue ?? "other"
    default: "other"
    }
  }

  /// The group of texts for an exception.
  var exceptionKey: String { state == .exception ? detail?.rawValue ?? "other" : "other" }
}
