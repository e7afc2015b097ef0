/// The list of checkpoints: merged from answers, and read into a state.
public enum History {
  /// The merged list, newest first, and those of it that were not known.
  public struct Merged: Hashable, Sendable {
    public var all: [Checkpoint]
    public var added: [Checkpoint]
  }

  /// A checkpoint that moved the state.
  public struct Transition: Hashable, Sendable {
    public var status: Status
    public var checkpoint: Checkpoint
    /// The state differs from the one before, or it is another failed attempt or another exception.
    public var startsEpisode: Bool
  }

  /// What the list says.
  public struct Reading: Hashable, Sendable {
    /// Oldest first; the last is the state now. Empty where nothing moved the state.
    public var transitions: [Transition]
    /// A delay the carrier reported since the parcel last moved.
    public var delay: Reason?
    public var reasons: [String]

    public var status: Status? { transitions.last?.status }
  }

  /// Joins what is known with what was reported, without duplicates, in the carrier's order.
  ///
  /// Known checkpoints that the carrier no longer lists are kept, placed by time where times compare.
  public static func merge(known: [Checkpoint], reported: [Checkpoint]) -> Merged {
    var seen = Set<String>()
    var all: [Checkpoint] = []
    all.reserveCapacity(max(known.count, reported.count))
    for checkpoint in reported where seen.insert(checkpoint.dedupeKey).inserted { all.append(checkpoint) }
    let knownKeys = Set(known.map(\.dedupeKey))
    let added = all.filter { !knownKeys.contains($0.dedupeKey) }
    for checkpoint in known where seen.insert(checkpoint.dedupeKey).inserted {
      all.insert(checkpoint, at: place(of: checkpoint, in: all))
    }
    return Merged(all: all, added: added)
  }

  /// Before the first one that is older; at the end where none is.
  private static func place(of checkpoint: Checkpoint, in list: [Checkpoint]) -> Int {
    guard let time = checkpoint.time else { return list.endIndex }
    return list.firstIndex { $0.time?.isBefore(time) == true } ?? list.endIndex
  }

  /// Whether a header says something that its events do not.
  public static func addsNews(_ header: Checkpoint, to events: [Checkpoint]) -> Bool {
    guard let newest = events.first(where: { $0.meaning != .information && $0.meaning != .unrecognized }) else {
      // Events that say nothing about the state leave the word to the header.
      return events.isEmpty || header.meaning.status != nil
    }
    guard header.meaning.status != nil, header.meaning != newest.meaning, header.code != newest.code,
      let headerTime = header.time, let newestTime = newest.time
    else { return false }
    return newestTime.isBefore(headerTime) == true
  }

  /// Folds the list, oldest to newest, into a state by the rules of DESIGN section 5.
  ///
  /// - Parameter checkpoints: newest first.
  public static func read(_ checkpoints: [Checkpoint], isReturn: Bool) -> Reading {
    var fold = Fold(isReturn: isReturn)
    for checkpoint in checkpoints.reversed() { fold.take(checkpoint) }
    return Reading(transitions: fold.transitions, delay: fold.delay, reasons: fold.reasons)
  }
}

/// The running state of `History.read`.
private struct Fold {
  let isReturn: Bool
  var transitions: [History.Transition] = []
  var delay: Reason?
  var reasons: [String] = []
  /// Whether the checkpoint before this one moved the state, so that a revocation takes it back.
  private var lastMoved = false

  init(isReturn: Bool) {
    self.isReturn = isReturn
  }

  mutating func take(_ checkpoint: Checkpoint) {
    switch checkpoint.meaning {
    case .information:
      break
    case .unrecognized:
      reasons.append("code \(checkpoint.code) is not in the carrier's table: the state is kept")
      lastMoved = false
    case .revokesPrevious:
      if lastMoved, let revoked = transitions.popLast() {
        reasons.append("\(checkpoint.code) revokes \(revoked.checkpoint.code)")
      }
      lastMoved = false
    case .delayed(let reason):
      delay = reason
      // The state stays; a parcel that the carrier delays is on its way unless known better.
      if transitions.isEmpty { move(to: Status(.inTransit), by: checkpoint) } else { lastMoved = false }
    case .status(let status):
      take(turned(status), by: checkpoint)
    }
  }

  private mutating func take(_ status: Status, by checkpoint: Checkpoint) {
    if let current = transitions.last?.status, current.isTerminal, !current.yields(to: status) {
      reasons.append(
        "\(status.state.rawValue) after \(current.state.rawValue) does not count (code \(checkpoint.code))")
      lastMoved = false
      return
    }
    delay = nil
    move(to: status, by: checkpoint)
  }

  private mutating func move(to status: Status, by checkpoint: Checkpoint) {
    let before = transitions.last
    let starts = before.map { $0.status.state != status.state || isAnother(status, checkpoint, after: $0) } ?? true
    transitions.append(History.Transition(status: status, checkpoint: checkpoint, startsEpisode: starts))
    lastMoved = true
  }

  /// A second failed attempt on another day, or an exception of another kind, is news of its own.
  private func isAnother(_ status: Status, _ checkpoint: Checkpoint, after before: History.Transition) -> Bool {
    switch status.state {
    case .attemptFailed: checkpoint.time?.civil.date != before.checkpoint.time?.civil.date
    case .exception: status.detail != before.status.detail
    default: false
    }
  }

  /// Rule 7: a parcel that the carrier marks as a return is on its way back, and delivered is returned.
  private func turned(_ status: Status) -> Status {
    guard isReturn else { return status }
    switch status.state {
    case .delivered: return Status(.returned, .receivedBySender)
    case .inTransit, .outForDelivery: return Status(.returning, .toSender)
    default: return status
    }
  }
}

extension Status {
  /// Rule 2: which later state a terminal one gives way to.
  func yields(to later: Status) -> Bool {
    switch state {
    case .delivered: later.state == .returning || later.state == .returned || later.state == .delivered
    case .expired: true
    case .exception: detail == .lost
    case .returned: later.state == .returned
    case .cancelled: later.state == .cancelled
    default: true
    }
  }
}
