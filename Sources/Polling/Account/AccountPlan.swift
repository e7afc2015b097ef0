import Storage
import Tracking

/// What one account does next, decided from what it knows. Pure: `AccountLoop` does it.
///
/// One claim and one commit are under way at a time: while a commit runs, answers gather for the next one.
struct AccountPlan: Sendable {
  enum Action: Sendable {
    /// Fetch work for so many requests.
    case claim(requests: Int, linksFirst: Bool)
    case start(PollJob)
    case commit([Answered])
    /// Give leases back.
    case release([ShipmentID])
    /// Keep over a restart.
    case save(AccountState)
    /// Decide again at this moment.
    case wake(Timestamp)
    /// All is done.
    case end
  }

  /// Answers that wait for a database that refuses them; beyond it nothing more is asked.
  static let backlogLimit = 2048
  static let commitSize = 256
  private static let commitEarly = 64

  private let limits: AccountLimits
  private let pace: PollPace
  private(set) var budget: AccountBudget
  private var queue: [PollJob] = []
  private var inFlight = 0
  private var isClaiming = false
  private var claims = 0
  private var claimNotBefore: Timestamp?
  private var claimRetry: Int64?
  private(set) var answered: [Answered] = []
  private var gatheredSince: Timestamp?
  private var isCommitting = false
  private var commitNotBefore: Timestamp?
  private var commitRetry: Int64?
  /// As the database has it.
  private var saved: AccountState
  private var isStopping = false

  init(limits: AccountLimits, pace: PollPace, budget: AccountBudget) {
    self.limits = limits
    self.pace = pace
    self.budget = budget
    saved = budget.state
  }

  /// What to do now. Called after every event.
  mutating func decide(at now: Timestamp) -> [Action] {
    var actions: [Action] = []
    if budget.state != saved {
      saved = budget.state
      actions.append(.save(saved))
    }
    decideCommit(at: now, &actions)
    if isStopping {
      releaseQueue(&actions)
      if inFlight == 0, answered.isEmpty, !isCommitting, !isClaiming { actions.append(.end) }
    } else if answered.count < AccountPlan.backlogLimit {
      decideRequests(at: now, &actions)
    }
    return actions
  }

  private mutating func decideCommit(at now: Timestamp, _ actions: inout [Action]) {
    guard !isCommitting, !answered.isEmpty else { return }
    let gathered = (gatheredSince ?? now).adding(milliseconds: pace.gather)
    let isRipe = answered.count >= AccountPlan.commitEarly || inFlight == 0 || now >= gathered
    let ripe = max(isRipe ? now : gathered, commitNotBefore ?? now)
    guard now >= ripe else { return actions.append(.wake(ripe)) }
    isCommitting = true
    actions.append(.commit(Array(answered.prefix(AccountPlan.commitSize))))
    answered.removeFirst(min(AccountPlan.commitSize, answered.count))
    gatheredSince = answered.isEmpty ? nil : now
  }

  private mutating func decideRequests(at now: Timestamp, _ actions: inout [Action]) {
    switch budget.allowance(at: now) {
    case .notBefore(let moment, let reason):
      // A short wait for the rate keeps what was claimed; a closed account gives it back.
      if reason != .rate { releaseQueue(&actions) } else { decideClaim(at: now, &actions) }
      actions.append(.wake(moment))
    case .requests(let most):
      let count = min(most, limits.concurrency - inFlight, queue.count)
      if count > 0 {
        for job in queue.prefix(count) {
          budget.started(1, isLink: job.isLink, at: now)
          actions.append(.start(job))
        }
        queue.removeFirst(count)
        inFlight += count
        if !queue.isEmpty, inFlight < limits.concurrency { actions.append(.wake(now.adding(milliseconds: 1))) }
      }
      decideClaim(at: now, &actions)
    }
  }

  private mutating func decideClaim(at now: Timestamp, _ actions: inout [Action]) {
    guard !isClaiming, queue.count < limits.concurrency else { return }
    if let claimNotBefore, now < claimNotBefore { return actions.append(.wake(claimNotBefore)) }
    let wanted = min(max(2 * limits.concurrency, 32), budget.forecast(within: pace.horizon, at: now) - queue.count)
    guard wanted > 0 else { return }
    isClaiming = true
    claims &+= 1
    // Plain links come last, but never not at all.
    actions.append(.claim(requests: wanted, linksFirst: claims % 5 == 0))
  }

  /// The quotas without what the jobs that wait already hold of them: what a claim may count on.
  var unclaimed: (quota: DayQuota, links: DayQuota) {
    var (quota, links) = (budget.quota, budget.links)
    quota.spend(queue.count)
    links.spend(queue.count { $0.isLink })
    return (quota, links)
  }

  private mutating func releaseQueue(_ actions: inout [Action]) {
    if queue.isEmpty { return }
    actions.append(.release(queue.flatMap { $0.shipments.map(\.id) }))
    queue.removeAll()
  }

  // MARK: What happened

  /// Work came; `nextDue` is when more of it will be there, and `isShort` says that there was less than asked for.
  mutating func claimed(_ jobs: [PollJob], isShort: Bool, nextDue: Timestamp?, at now: Timestamp) {
    isClaiming = false
    claimRetry = nil
    queue += jobs
    guard isShort else { return claimNotBefore = nil }
    let idle = now.adding(milliseconds: pace.idle)
    let rest = now.adding(milliseconds: pace.rest)
    claimNotBefore = jobs.isEmpty ? max(rest, min(nextDue ?? idle, idle)) : rest
  }

  mutating func claimFailed(at now: Timestamp) {
    isClaiming = false
    let pause = claimRetry ?? pace.retry
    claimRetry = min(pause * 2, pace.longestRetry)
    claimNotBefore = now.adding(milliseconds: pause)
  }

  /// Reservations were made: the quota as a whole, and the share of links.
  mutating func reserved(_ count: Int, sum: Int, day: CivilDate) {
    if budget.quota.day == day { budget.quota.reserved(count, sum: sum) }
  }

  mutating func reservedForLinks(_ count: Int, sum: Int, day: CivilDate) {
    if budget.links.day == day { budget.links.reserved(count, sum: sum) }
  }

  /// A job ended with its answers; `requests` were sent for it.
  mutating func finished(_ job: PollJob, _ answers: [Answered], requests: Int, at now: Timestamp) {
    inFlight -= 1
    if requests > 1 { budget.spend(requests - 1, isLink: job.isLink, at: now) }
    budget.note(answers.map(\.observation.outcome), at: now)
    if answered.isEmpty { gatheredSince = now }
    answered += answers
  }

  /// A job was given up without an answer.
  mutating func abandoned(at now: Timestamp) {
    inFlight -= 1
    budget.abandoned(at: now)
  }

  mutating func committed() {
    isCommitting = false
    commitRetry = nil
    commitNotBefore = nil
  }

  /// Nothing was stored: all is kept and tried again, later each time.
  mutating func commitFailed(_ batch: [Answered], at now: Timestamp) {
    isCommitting = false
    answered = batch + answered
    gatheredSince = gatheredSince ?? now
    let pause = commitRetry ?? pace.retry
    commitRetry = min(pause * 2, pace.longestRetry)
    commitNotBefore = now.adding(milliseconds: pause)
  }

  /// Nothing new is begun; what runs is finished and stored.
  mutating func stop() { isStopping = true }

  /// Gives up what the database still refuses: leases run out, and the shipments are asked for again.
  mutating func giveUpBacklog() { if isStopping { answered.removeAll() } }
}
