import Logging
import Metrics
import ServiceLifecycle
import Storage
import Tracking

/// Judges shipments whose time to be judged has come: a promise passed, silence, a pickup that ends. Needs no
/// network, so a silent carrier or an open breaker never silences bad news.
public struct AssessmentService: Service {
  private static let batch = 256

  private let shipments: ShipmentStore
  private let clock: any Timekeeper
  private let owner: LeaseOwner
  private let heartbeat: Heartbeat
  private let logger: Logger
  private let book: LearnedBook

  /// - Parameters:
  ///   - owner: drawn at random once a process, another than that of polling.
  ///   - book: what was learned; an empty one leaves the judgment to the rules.
  public init(
    shipments: ShipmentStore, clock: any Timekeeper, owner: LeaseOwner, heartbeat: Heartbeat = Heartbeat(),
    book: LearnedBook = LearnedBook(), logger: Logger = Logger(label: "tidings.assessment")
  ) {
    self.shipments = shipments
    self.clock = clock
    self.owner = owner
    self.heartbeat = heartbeat
    self.logger = logger
    self.book = book
  }

  public func run() async throws {
    let pulse = heartbeat.pulse()
    defer { pulse.end() }
    let pace = PollPace(clock)
    var retry = pace.retry
    // A turn is finished, only the waiting between two is cut short.
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      pulse.beat()
      do {
        let count = try await assessDue(pace)
        retry = pace.retry
        if count == 0 { try await sleep(until: try await nextTurn(pace)) }
      } catch is CancellationError {
        break
      } catch {
        logger.error("assessments cannot be stored; trying again", metadata: ["why": "\(error)"])
        Counter(label: "tidings_assessment_storage_failures_total").increment()
        try? await sleep(until: clock.now().adding(milliseconds: retry))
        retry = min(retry * 2, pace.longestRetry)
      }
    }
  }

  private func sleep(until moment: Timestamp) async throws {
    try await cancelWhenGracefulShutdown { [clock] in try await clock.sleep(until: moment) }
  }

  /// One turn; says how many were judged.
  private func assessDue(_ pace: PollPace) async throws -> Int {
    let now = clock.now()
    let due = try await shipments.claimAssessments(
      at: now, limit: AssessmentService.batch, owner: owner, leaseSeconds: pace.leaseSeconds)
    guard !due.isEmpty else { return 0 }
    let report = try await shipments.commit(due.map { book.assess($0, at: now) }, owner: owner, at: now)
    report.countNews()
    // What somebody else changed meanwhile is judged in the next turn.
    let left = due.map(\.id).filter { report.conflicts[$0] != nil }
    if !left.isEmpty { try await shipments.release(left, owner: owner) }
    Counter(label: "tidings_assessments_total").increment(by: due.count - left.count)
    return due.count - left.count
  }

  /// When to look again: at the next due assessment, at once never (it may be under another's lease), and soon always,
  /// because shipments come and change.
  private func nextTurn(_ pace: PollPace) async throws -> Timestamp {
    let next = try await shipments.nextAssessment(at: clock.now())
    let now = clock.now()
    let idle = now.adding(milliseconds: pace.idle)
    return max(now.adding(milliseconds: pace.rest), min(next ?? idle, idle))
  }
}
