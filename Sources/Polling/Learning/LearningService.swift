import Foresight
import Logging
import Metrics
import ServiceLifecycle
import Storage
import Tracking

/// Learns from the journal of committed lessons, ends days, and keeps the snapshot. The only writer of what was learned.
///
/// A day's end is a row of the journal like any other, so that what was learned depends on the journal's order alone:
/// after a crash, the snapshot and the rows after it give the same to the bit.
public struct LearningService: Service {
  private static let batch = 500
  /// Rows after which a snapshot is taken although no day ended.
  private static let longestTail: Int64 = 5000
  /// After a start with days missing, carriers are asked first: what came meanwhile belongs to its own day.
  private static let catchUpSeconds: Int64 = 3600
  /// How often missing scans are looked at.
  private static let watchSeconds: Int64 = 3600

  private let store: LearningStore
  private let book: LearnedBook
  private let clock: any Timekeeper
  private let heartbeat: Heartbeat
  private let logger: Logger

  public init(
    store: LearningStore, book: LearnedBook, clock: any Timekeeper, heartbeat: Heartbeat = Heartbeat(),
    logger: Logger = Logger(label: "tidings.learning")
  ) {
    self.store = store
    self.book = book
    self.clock = clock
    self.heartbeat = heartbeat
    self.logger = logger
  }

  /// How far the journal was read and stored.
  private struct Progress {
    var read: Int64
    var saved: Int64
    let startedAt: Timestamp
    var watchedAt: Timestamp?
  }

  public func run() async throws {
    let pulse = heartbeat.pulse()
    defer { pulse.end() }
    let pace = PollPace(clock)
    var retry = pace.retry
    var progress: Progress?
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      pulse.beat()
      do {
        if progress == nil { progress = try await begin() }
        if var current = progress {
          let goesOn = try await turn(&current)
          progress = current
          retry = pace.retry
          if !goesOn { try await sleep(until: clock.now().adding(milliseconds: pace.idle)) }
        }
      } catch is CancellationError {
        break
      } catch {
        logger.error("nothing can be learned now; trying again", metadata: ["why": "\(error)"])
        Counter(label: "tidings_learning_storage_failures_total").increment()
        // What was taken and not stored is in the journal still: begin again from the snapshot.
        progress = nil
        try? await sleep(until: clock.now().adding(milliseconds: retry))
        retry = min(retry * 2, pace.longestRetry)
      }
    }
    if var current = progress, current.read > current.saved { try? await save(&current, judgesOpen: false) }
  }

  private func sleep(until moment: Timestamp) async throws {
    try await cancelWhenGracefulShutdown { [clock] in try await clock.sleep(until: moment) }
  }

  /// The last snapshot; where there is none, or another version wrote it, what the stored shipments teach.
  private func begin() async throws -> Progress {
    let now = clock.now()
    if let stored = try await store.load() {
      do throws(ForecasterStateError) {
        book.replace(try Learning(LearningState(forecaster: stored.forecaster, rest: stored.rest)))
        return Progress(read: stored.through, saved: stored.through, startedAt: now)
      } catch {
        logger.warning("what was learned cannot be read; learning anew", metadata: ["why": "\(error)"])
      }
    }
    let through = try await store.lastSequence()
    let last = ClosingTime.lastOver(at: now)
    book.replace(try await store.replay().run(through: last))
    var progress = Progress(read: through, saved: through, startedAt: now)
    try await save(&progress, judgesOpen: true)
    return progress
  }

  /// Reads on in the journal, or ends a day; says whether there may be more to do at once.
  private func turn(_ progress: inout Progress) async throws -> Bool {
    let entries = try await store.entries(after: progress.read, limit: Self.batch)
    guard let last = entries.last else { return try await rest(&progress) }
    let judged: [ShipmentID]
    if entries.contains(where: { $0.shipment == nil }) {
      // The end of a day takes longer: done beside what others read meanwhile.
      var learning = book.learning
      let outcomes = entries.map { learning.take($0) }
      book.replace(learning)
      judged = try await tell(outcomes) + outcomes.flatMap(\.begun)
      progress.read = last.sequence
      if outcomes.contains(where: { $0.closed != nil }) { try await save(&progress, judgesOpen: true) }
      note(outcomes)
    } else {
      judged = entries.flatMap { book.take($0).begun }
      progress.read = last.sequence
    }
    try await store.judge(judged, at: clock.now())
    if progress.read - progress.saved > Self.longestTail { try await save(&progress, judgesOpen: false) }
    return true
  }

  /// Nothing to read: the ends of days are written, and time that passed.
  private func rest(_ progress: inout Progress) async throws -> Bool {
    if try await closeDue(progress) { return true }
    let now = clock.now()
    if let last = progress.watchedAt, now < last.adding(seconds: Self.watchSeconds) { return false }
    progress.watchedAt = now
    try await store.watch(at: now)
    return true
  }

  /// Stores and tells incidents, before the snapshot holds them; says which shipments are in one.
  private func tell(_ outcomes: [Learning.Outcome]) async throws -> [ShipmentID] {
    let incidents = outcomes.flatMap(\.incidents)
    try await store.note(incidents.map(Incident.init), at: clock.now())
    for incident in incidents {
      logger.notice(
        incident.end == nil ? "trouble in a carrier's network" : "trouble in a carrier's network has ended",
        metadata: ["incident": "\(incident.id)", "shipments": "\(incident.shipments.count)"])
    }
    return incidents.flatMap(\.shipments)
  }

  /// Writes the ends of days that are over.
  private func closeDue(_ progress: Progress) async throws -> Bool {
    let now = clock.now()
    let due = ClosingTime.due(after: book.lastClosed, at: now)
    if due.isEmpty { return false }
    if due.count > 1, now < progress.startedAt.adding(seconds: Self.catchUpSeconds) { return false }
    try await store.close(due)
    return true
  }

  private func save(_ progress: inout Progress, judgesOpen: Bool) async throws {
    let state = book.learning.encoded()
    try await store.save(
      StoredLearning(through: progress.read, forecaster: state.forecaster, rest: state.rest), judgesOpen: judgesOpen,
      at: clock.now())
    progress.saved = progress.read
  }

  private func note(_ outcomes: [Learning.Outcome]) {
    let learning = book.learning
    for outcome in outcomes {
      guard let day = outcome.closed else { continue }
      let raised = outcome.alarms.count(where: \.isRaised)
      logger.info(
        "a day ended",
        metadata: ["day": "\(day.iso)", "alarms": "\(raised)", "open": "\(learning.forecaster.openCount)"])
      Counter(label: "tidings_foresight_alarms_total").increment(by: raised)
    }
    Gauge(label: "tidings_foresight_open_shipments").record(learning.forecaster.openCount)
    Gauge(label: "tidings_foresight_keys").record(learning.forecaster.keyCount)
  }
}

extension Incident {
  init(_ incident: NetworkIncident) {
    self.init(
      id: incident.id, carrier: CarrierID(incident.carrier), extent: incident.extent.rawValue, place: incident.place,
      start: incident.start, seen: incident.seen, end: incident.end, observed: Int(incident.observed.rounded()),
      expected: Int(incident.expected.rounded()), shipments: incident.shipments)
  }
}

extension LearningStore {
  /// Everything that the stored shipments teach.
  public func replay() async throws -> LearningReplay {
    var replay = LearningReplay()
    var last: Int64 = 0
    while let page = try await shipments(after: last, limit: 500) {
      for shipment in page.shipments { replay.add(shipment) }
      last = page.last
    }
    return replay
  }
}
