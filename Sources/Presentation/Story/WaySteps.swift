import Localization
import Tracking

/// The way as a timetable: each step with its word and its time, past ones as they were, coming ones as expected.
/// No step that will not happen is shown.
extension Story {
  var way: Way {
    let steps =
      switch state {
      case .readyForPickup: pickupSteps
      case .delivered: isCollected ? pickupSteps : deliverySteps
      case .returning, .returned: returnSteps
      case .exception, .cancelled, .expired: stoppedSteps
      default: deliverySteps
      }
    var way = Way(title: "", steps: steps)
    way.title = words("way.title", ["step": String(way.position), "steps": String(steps.count)])
    way.footnote = footnote
    if isLookingAgain { way.stop = NamedLink(words("way.stop"), setting.query("still")) }
    return way
  }

  /// The milestones of a delivery, in order.
  enum Milestone: Int, CaseIterable, Comparable {
    case handedOver, onItsWay, inRegion, outForDelivery, delivered

    static func < (left: Milestone, right: Milestone) -> Bool { left.rawValue < right.rawValue }

    var key: String {
      switch self {
      case .handedOver: "handed_over"
      case .onItsWay: "on_its_way"
      case .inRegion: "in_region"
      case .outForDelivery: "out_for_delivery"
      case .delivered: "delivered"
      }
    }
  }

  /// The milestone that a checkpoint shows to be reached.
  private func milestone(_ status: Status) -> Milestone? {
    switch status.state {
    case .inTransit:
      switch status.detail {
      case .pickedUp, .accepted: .handedOver
      case .atDeliveryDepot: .inRegion
      default: .onItsWay
      }
    case .outForDelivery, .attemptFailed: .outForDelivery
    case .readyForPickup, .delivered: .delivered
    default: nil
    }
  }

  /// When a milestone was reached: the time of the oldest checkpoint at it or beyond it.
  private func reached(_ milestone: Milestone) -> CarrierTime? {
    moves.reversed().first { $0.meaning.status.flatMap(self.milestone).map { $0 >= milestone } ?? false }?.time
  }

  /// Where the parcel is on the way, in the plain case.
  private var current: Milestone {
    switch state {
    case .pending, .announced: .handedOver
    case .inTransit: isInRegion ? .inRegion : .onItsWay
    case .outForDelivery, .attemptFailed: .outForDelivery
    default: .delivered
    }
  }

  private var deliverySteps: [Way.Step] {
    Milestone.allCases.map { milestone in
      if milestone < current { return done(milestone) }
      return milestone == current ? now(milestone) : ahead(milestone)
    }
  }

  private func done(_ milestone: Milestone) -> Way.Step {
    Way.Step(words("step.\(milestone.key)"), .done, time: stepTime(reached(milestone)))
  }

  private func now(_ milestone: Milestone) -> Way.Step {
    switch state {
    case .pending, .announced:
      return Way.Step(words("step.announced"), .now, time: stepTime(stateBegan?.time))
    case .attemptFailed:
      let time = stateBegan?.time
      let clock = time.flatMap { $0.precision == .day ? nil : words.dates.time(minute: $0.civil.secondOfDay / 60) }
      return Way.Step(
        words("attempt.\(attemptKey).step"), .now, time: time.map { stepDay($0.civil.date) }, note: clock, isTurn: true)
    case .delivered:
      return Way.Step(words("step.delivered"), .now, time: stepTime(stateBegan?.time), note: deliveredNote)
    case .outForDelivery:
      return Way.Step(words("step.out_for_delivery"), .now, time: stepTime(stateBegan?.time))
    default:
      return Way.Step(
        words(isAtCustoms ? "state.customs" : "step.\(milestone.key)"), .now,
        time: moves.first?.time.map { stepDay($0.civil.date) }, note: seenNote)
    }
  }

  /// "Hannover, 06:12 Uhr".
  private var seenNote: String? {
    guard let newest = moves.first else { return nil }
    let clock = newest.time.flatMap {
      $0.precision == .day ? nil : words.dates.clock(minute: $0.civil.secondOfDay / 60)
    }
    let parts = [place(of: newest), clock].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: words.dates.glue)
  }

  private func ahead(_ milestone: Milestone) -> Way.Step {
    var step = Way.Step(words("step.\(milestone.key)"), .ahead)
    guard let expectation, state != .attemptFailed || milestone == .delivered else { return step }
    let window = expectation.window
    switch milestone {
    case .delivered:
      step.time = arrivalTime(expectation)
      if delay == .late, let promise, let daysLate, daysLate > 0 {
        step.struck = promise == today ? words.dates.short(promise) : stepDay(promise)
      }
    case .outForDelivery:
      if window.isOneDay && !expectation.isDeadline { step.time = stepDay(window.to) }
    case .inRegion:
      // A parcel that is delivered on a day is in the region on the evening before, at the latest.
      let eve = window.to.adding(days: -1)
      if window.isOneDay && !expectation.isDeadline && eve > today { step.time = stepDay(eve) }
    case .handedOver, .onItsWay: break
    }
    return step
  }

  /// The last row: the hours where the day stands in the row above, else the day.
  private func arrivalTime(_ expectation: Expectation) -> String {
    let window = expectation.window
    if expectation.isDeadline || (!window.isOneDay && window.from <= today) {
      return words("when.by", ["day": stepDay(window.to)])
    }
    guard window.isOneDay else {
      return words("when.days", ["from": stepDay(window.from), "to": stepDay(window.to)])
    }
    guard let hours = hours(of: window) else { return stepDay(window.to) }
    if state == .attemptFailed && window.to != today {
      return words("when.hours", ["day": stepDay(window.to), "hours": hours])
    }
    return delay == .late && window.to != today ? stepDay(window.to) : hours
  }

  private var deliveredNote: String? {
    switch detail {
    case .neighbor, .mailbox, .safePlace, .otherPerson, .parcelBox, .signed:
      words("delivered.\(detail?.rawValue ?? "").note")
    default: nil
    }
  }

  // MARK: other ways

  private var pickupSteps: [Way.Step] {
    var steps = [done(.handedOver), done(.onItsWay)]
    if state == .delivered {
      steps.append(Way.Step(words("step.ready"), .done, time: stepTime(waited?.time)))
      steps.append(Way.Step(words("step.collected"), .now, time: stepTime(stateBegan?.time)))
    } else {
      let since = (stateBegan?.time).map { stepDay($0.civil.date) }
      steps.append(Way.Step(words("step.ready"), .now, time: since, note: collectNote))
      steps.append(Way.Step(words("step.collected"), .ahead))
    }
    return steps
  }

  private var collectNote: String? {
    guard let until = shipment.pickup?.until, let days = daysToCollect, days >= 0 else { return nil }
    let day = words.dates.shortWithMonth(until)
    return days == 0
      ? words("way.last_day") : words.text("way.days_left", count: days, ["day": day])
  }

  private var returnSteps: [Way.Step] {
    var steps = [done(.handedOver)]
    steps.append(Way.Step(words("turn.\(turnKey).step"), .done, time: stepTime(turned?.time), isTurn: true))
    let back = moves.last { $0.meaning.status?.state == .returning }?.time
    if state == .returned {
      steps.append(Way.Step(words("step.returning"), .done, time: stepTime(back)))
      steps.append(Way.Step(words("step.returned"), .now, time: stepTime(stateBegan?.time)))
    } else {
      let newest = moves.first?.time.map { stepDay($0.civil.date) }
      steps.append(Way.Step(words("step.returning"), .now, time: newest, note: seenNote))
      steps.append(Way.Step(words("step.returned"), .ahead))
    }
    return steps
  }

  /// The checkpoint at which the way turned: the newest before the parcel went back.
  private var turned: Checkpoint? {
    moves.drop { [.returning, .returned].contains($0.meaning.status?.state) }
      .first { $0.meaning.status?.state != .inTransit }
      ?? moves.last { $0.meaning.status?.state == .returning }
  }

  /// The group of texts for why it goes back.
  var turnKey: String {
    switch turned?.meaning.status?.detail ?? detail {
    case .notCollected, .pickupPoint, .locker, .branch: "not_collected"
    case .refused: "refused"
    case .addressIncorrect, .recipientMoved: "address"
    case .recipientAbsent, .businessClosed, .noAccess, .retryPlanned: "not_reached"
    case .damaged: "damaged"
    default: "other"
    }
  }

  private var stoppedSteps: [Way.Step] {
    let furthest = moves.compactMap { $0.meaning.status.flatMap(milestone) }.max()
    var steps: [Way.Step] = []
    if let furthest {
      steps = Milestone.allCases.filter { $0 <= furthest && $0 != .delivered }.map(done)
    } else {
      steps = [Way.Step(words("step.announced"), .done, time: stepTime(moves.last?.time))]
    }
    let label =
      switch state {
      case .cancelled: words("state.cancelled")
      case .expired: words("state.expired")
      default: words("exception.\(exceptionKey).step")
      }
    let since = (stateBegan?.time).map { stepDay($0.civil.date) }
    steps.append(Way.Step(label, .now, time: since, note: state == .exception ? seenNote : nil, isTurn: true))
    guard state == .exception, canStillArrive else { return steps }
    if steps.count < 4 { steps.append(Way.Step(words("step.out_for_delivery"), .ahead)) }
    steps.append(Way.Step(words("step.delivered"), .ahead))
    return steps
  }

  /// Whether the parcel may yet be delivered after this exception.
  private var canStillArrive: Bool {
    switch detail {
    case .lost, .disposed, .damaged, .confiscated, .refused, .notCollected, .stopped, .rejectedByCarrier: false
    default: true
    }
  }

  // MARK: the line under it

  /// Whether the page asks again by itself.
  var isLookingAgain: Bool { state == .outForDelivery && expectation?.window.from == today && !setting.isStill }

  private var footnote: String? {
    if state == .delivered {
      return promiseNote
    }
    guard let polled = shipment.lastPolledAt, carrier.isConnected else { return nil }
    let time = words.dates.moment(TimeZones.civil(polled, in: setting.zone), today: today)
    let checked = words("way.checked", ["carrier": carrier.name, "time": time])
    return isLookingAgain ? checked + ". " + words("way.looks_again") : checked
  }

  /// Whether it was there in time. A parcel that waited to be fetched was there from then on, however long it waited;
  /// where nobody said since when, only a day within the promise says something.
  private var promiseNote: String? {
    guard let promise = shipment.promise, let day = stateBegan?.time?.civil.date else { return nil }
    guard isCollected else {
      let late = day.dayNumber - promise.dayNumber
      return late <= 0 ? words("way.as_promised") : words("way.days_late", count: late)
    }
    let there = waited?.time?.civil.date
    if (there ?? day) <= promise { return words("way.ready_as_promised") }
    return there.map { words("way.ready_days_late", count: $0.dayNumber - promise.dayNumber) }
  }
}
