extension Shipment {
  /// What `observation` alters. Pure: nothing is stored, nothing is told.
  ///
  /// - Parameters:
  ///   - observation: one carrier answer about this shipment's number.
  ///   - now: when the answer came.
  public func applying(_ observation: Observation, at now: Timestamp) -> Change {
    guard closing == nil else { return unchangedByClosing }
    guard case .tracked = observation.outcome else { return notingFailure(observation.outcome, at: now) }
    var after = self
    var change = Change(shipment: self, baseVersion: version, reasons: observation.remarks)
    after.notePoll(.tracked, at: now)

    let fresh = ownGeneration(observation, reasons: &change.reasons)
    let merged = History.merge(known: checkpoints, reported: fresh)
    let reading = History.read(merged.all, isReturn: isReturn || observation.isReturn)
    after.checkpoints = merged.all
    change.added = merged.added
    change.unrecognized = merged.added.filter { $0.meaning == .unrecognized }.map(\.code)
    change.reasons += reading.reasons

    after.isReturn = isReturn || observation.isReturn
    after.takeFacts(from: observation)
    after.takeState(from: reading, added: merged.added, at: now)
    change.news = news(after: after, reading: reading, added: merged.added, at: now)
    after.takeEstimate(observation.estimate, at: now)
    after.carrierDelay = reading.delay

    after.nextPollAt = PollPlan.next(for: after, outcome: .tracked, at: now)
    // A new scan can change every judgment: assess at once.
    after.nextAssessAt = now
    if after.differsVisibly(from: self) { after.version = version + 1 }
    change.shipment = after
    return change
  }

  /// An answer without a state: the old one is kept, the poll rescheduled.
  private func notingFailure(_ outcome: Outcome, at now: Timestamp) -> Change {
    var after = self
    after.notePoll(outcome, at: now)
    if status.state == .pending {
      switch outcome {
      case .notFound, .notYetKnown: after.status = Status(.pending, .notFound)
      case .badNumber: after.status = Status(.pending, .numberInvalid)
      default: break
      }
    }
    after.nextPollAt = PollPlan.next(for: after, outcome: outcome, at: now)
    if after.differsVisibly(from: self) { after.version = version + 1 }
    return Change(
      shipment: after, base: self, baseVersion: version, reasons: ["\(outcome.name): \(status.state.rawValue) is kept"])
  }

  private mutating func notePoll(_ outcome: Outcome, at now: Timestamp) {
    if outcome.concernsAccount { return }
    if case .tracked = outcome {
      lastSeenAt = now
      failures = 0
    } else if !outcome.continues(lastOutcome) {
      failures = 1
    } else if failures < .max {
      failures += 1
    }
    lastPolledAt = now
    lastOutcome = outcome.name
  }

  private mutating func takeFacts(from observation: Observation) {
    service = observation.service ?? service
    origin = observation.origin ?? origin
    destination.country = destination.country ?? observation.destination
    pickup = observation.pickup ?? pickup
    receivedBy = observation.receivedBy ?? receivedBy
  }

  private mutating func takeState(from reading: History.Reading, added: [Checkpoint], at now: Timestamp) {
    // Silence made it expired; only a new scan that says something reopens it.
    if status.state == .expired, !added.contains(where: { $0.meaning.status != nil }) { return }
    guard let last = reading.transitions.last else { return }
    if last.status != status || stateSince == nil {
      let since = last.checkpoint.time?.instant ?? (last.status.state == status.state ? stateSince : nil) ?? now
      if last.startsEpisode || last.status.state != status.state || stateSince == nil { stateSince = since }
      status = last.status
    } else if let since = last.checkpoint.time?.instant, last.startsEpisode {
      stateSince = since
    }
  }

  /// Replaces the carrier's estimate. Whether that is news depends on which one is shown: Foresight says it.
  private mutating func takeEstimate(_ window: DeliveryWindow?, at now: Timestamp) {
    guard let window, !status.isTerminal, estimate(.carrier)?.window != window else { return }
    estimates.removeAll { $0.source == .carrier }
    estimates.append(Estimate(window: window, source: .carrier, at: now))
  }

  /// One piece of news for each state that the added checkpoints lead to. On the first answer only the state
  /// it ends in, and nothing where that happened long before we knew the shipment.
  private func news(after: Shipment, reading: History.Reading, added: [Checkpoint], at now: Timestamp) -> [News] {
    let isFirst = lastSeenAt == nil
    let addedKeys = Set(added.map(\.dedupeKey))
    var moves = reading.transitions.filter { $0.startsEpisode && addedKeys.contains($0.checkpoint.dedupeKey) }
    if isFirst { moves = Array(moves.suffix(1)) }
    return moves.compactMap { move in
      let since = move.checkpoint.time?.instant ?? now
      if isFirst, since < createdAt.adding(hours: -24) { return nil }
      return News(
        kind: News.Kind(move.status.state), shipment: id,
        episode: "\(move.status.state.rawValue)/\(since.milliseconds)", at: now, isBad: move.status.isBadNews)
    }
  }

  /// Checkpoints of this use of the number. Numbers come again after about 90 days.
  private func ownGeneration(_ observation: Observation, reasons: inout [String]) -> [Checkpoint] {
    var reported = observation.checkpoints
    if let header = observation.header, History.addsNews(header, to: reported) { reported.insert(header, at: 0) }
    let earliest = createdAt.adding(hours: -24 * Generation.graceDays)
    let own = reported.filter { ($0.time?.approximateInstant).map { $0 >= earliest } ?? true }
    if own.count < reported.count {
      reasons.append("\(reported.count - own.count) checkpoints are older than this use of the number and left out")
    }
    if status.isTerminal, status.state != .expired, let end = stateSince,
      let newest = own.first(where: { $0.meaning.status?.state == .announced })?.time?.approximateInstant,
      newest > end.adding(hours: 24 * Generation.graceDays)
    {
      reasons.append("a new label long after \(status.state.rawValue): another use of the number, left out")
      return own.filter { ($0.time?.approximateInstant).map { $0 < newest } ?? true }
    }
    return own
  }

  /// Whether a customer could see a difference.
  public func differsVisibly(from other: Shipment) -> Bool {
    status != other.status || checkpoints != other.checkpoints || estimates != other.estimates || delay != other.delay
      || pickup != other.pickup || receivedBy != other.receivedBy || promise != other.promise || items != other.items
      || isReturn != other.isReturn || carrierDelay != other.carrierDelay || stateSince != other.stateSince
      || !(outlook == other.outlook || outlook?.reads(like: other.outlook) ?? false)
  }
}

/// A use of a number (DESIGN 5, rule 9).
public enum Generation {
  /// Days before a shipment's creation in which its carrier's events may lie.
  public static let graceDays: Int64 = 60
}

extension Status {
  /// Whether entering it costs the customer something.
  public var isBadNews: Bool {
    switch state {
    case .attemptFailed, .exception, .returning, .returned, .expired: true
    default: false
    }
  }
}

extension DeliveryWindow {
  /// A move worth telling: another last day, or an edge of the hours moved by an hour or more.
  public func movesMaterially(to other: DeliveryWindow) -> Bool {
    if to != other.to || from != other.from { return true }
    func moved(_ left: Int?, _ right: Int?) -> Bool {
      guard let left, let right else { return false }
      return abs(left - right) >= 60
    }
    return moved(fromMinute, other.fromMinute) || moved(toMinute, other.toMinute)
  }
}

extension CarrierTime {
  /// The moment, read as UTC where the offset is unknown: up to 14 hours off, good for judging weeks only.
  public var approximateInstant: Timestamp { civil.instant(offset: offset ?? 0) }
}
