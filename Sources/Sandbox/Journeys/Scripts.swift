/// One line of a script.
struct ScriptLine {
  /// Hours after the label's data were sent. Written for a start at 16:00 local time, so that scans fall where they
  /// fall in life: hubs at night, tours from half past eight.
  var hour: Double
  var fact: Fact
  /// The carrier's estimate from this moment on.
  var estimate: ScriptEstimate?

  init(_ hour: Double, _ fact: Fact, expects estimate: ScriptEstimate? = nil) {
    self.hour = hour
    self.fact = fact
    self.estimate = estimate
  }
}

/// What the carrier expects, in hours after the start.
enum ScriptEstimate {
  /// Some time on the day that this hour lies in.
  case day(Double)
  /// Between two hours of one day.
  case hours(Double, Double)
}

extension JourneyKind {
  /// The story, oldest first; hours grow from line to line by one at least.
  var script: [ScriptLine] {
    let label = [ScriptLine(0, .announced)]
    let started = label + [ScriptLine(26, .handedOver, expects: .day(44)), ScriptLine(29, .sortedAtOrigin)]
    let atDepot = started + [ScriptLine(35, .arrivedAtHub), ScriptLine(38, .arrivedAtDepot)]
    let onTour = atDepot + [ScriptLine(40.5, .outForDelivery, expects: .hours(44, 47))]
    switch self {
    case .onTime: return onTour + [ScriptLine(45.3, .delivered)]
    case .late: return started + lateTail
    case .slow: return label + slowTail
    case .stalled: return started + [ScriptLine(35, .arrivedAtHub)]
    case .labelOnly: return label
    case .pickupPoint:
      return onTour + [ScriptLine(46, .broughtToPickupPoint), ScriptLine(68, .collected)]
    case .locker:
      return onTour + [ScriptLine(45, .placedInLocker), ScriptLine(52, .collectedFromLocker)]
    case .neighbor: return onTour + [ScriptLine(45.5, .deliveredToNeighbor)]
    case .safePlace: return onTour + [ScriptLine(44.7, .leftInSafePlace)]
    case .secondAttempt:
      return onTour + [
        ScriptLine(45, .recipientAbsent, expects: .day(68)),
        ScriptLine(64.5, .outForDelivery, expects: .hours(67, 70)), ScriptLine(69, .delivered),
      ]
    case .attemptThenPickup:
      return onTour + [
        ScriptLine(45, .recipientAbsent), ScriptLine(50, .broughtToPickupPoint), ScriptLine(70, .collected),
      ]
    case .damaged: return started + [ScriptLine(35, .arrivedAtHub), ScriptLine(37, .damaged)]
    case .addressProblem:
      return onTour + [
        ScriptLine(46, .addressUnknown), ScriptLine(88.5, .outForDelivery, expects: .hours(91, 94)),
        ScriptLine(92, .delivered),
      ]
    case .refused:
      return onTour + [ScriptLine(45, .refused), ScriptLine(50, .returning)]
        + [ScriptLine(60, .returnSorted), ScriptLine(90, .returned)]
    case .notCollected:
      return onTour + [ScriptLine(46, .broughtToPickupPoint), ScriptLine(214, .notCollected)]
        + [ScriptLine(220, .returning), ScriptLine(244, .returnSorted), ScriptLine(268, .returned)]
    case .lost: return started + [ScriptLine(35, .arrivedAtHub), ScriptLine(227, .lost)]
    }
  }

  private var slowTail: [ScriptLine] {
    [
      ScriptLine(26, .handedOver), ScriptLine(29, .sortedAtOrigin), ScriptLine(35, .arrivedAtHub),
      ScriptLine(58, .arrivedAtHub), ScriptLine(82, .arrivedAtHub), ScriptLine(106, .arrivedAtHub),
      ScriptLine(134, .arrivedAtDepot), ScriptLine(136.5, .outForDelivery), ScriptLine(141, .delivered),
    ]
  }

  private var lateTail: [ScriptLine] {
    [
      ScriptLine(36, .missedConnection, expects: .day(68)), ScriptLine(53, .arrivedAtHub),
      ScriptLine(60, .missedConnection, expects: .day(92)), ScriptLine(78, .arrivedAtHub),
      ScriptLine(86, .arrivedAtDepot), ScriptLine(88.5, .outForDelivery, expects: .hours(91, 94)),
      ScriptLine(93, .delivered),
    ]
  }
}
