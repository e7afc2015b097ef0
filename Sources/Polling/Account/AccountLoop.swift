import Logging
import ServiceLifecycle
import Storage
import Tracking

/// Does what `AccountPlan` decides for one account, until graceful shutdown or cancellation.
///
/// One task holds the plan and hears of every event; claims, requests and commits are its children.
struct AccountLoop {
  private enum Event: Sendable {
    case claimed(Claim)
    case claimFailed(String)
    case answered(PollJob, [Answered], requests: Int)
    case abandoned(PollJob)
    case committed(CommitReport, [Answered])
    case commitFailed([Answered], String)
    case woken
    case stop
    case done
  }

  struct Claim: Sendable {
    var jobs: [PollJob] = []
    var isShort = false
    var nextDue: Timestamp?
    var day: CivilDate
    var reserved: (count: Int, sum: Int)?
    var reservedForLinks: (count: Int, sum: Int)?
  }

  let account: PollingAccount
  let shipments: ShipmentStore
  let accounts: AccountStore
  let clock: any Timekeeper
  let owner: LeaseOwner
  let pulse: Heartbeat.Pulse
  let book: LearnedBook
  let metrics: PollMetrics
  let logger: Logger

  func run() async {
    guard let budget = await restoredBudget() else { return }
    let pace = PollPace(clock)
    var plan = AccountPlan(limits: account.limits, pace: pace, budget: budget)
    var wakes: [Timestamp] = []
    await withTaskGroup(of: Event.self) { group in
      group.addTask {
        // Ends by graceful shutdown, or by the cancellation of this group.
        try? await gracefulShutdown()
        return .stop
      }
      loop: while true {
        let now = clock.now()
        pulse.beat()
        for action in plan.decide(at: now) {
          switch action {
          case .claim(let requests, let linksFirst):
            let (quota, links) = plan.unclaimed
            group.addTask { await claim(requests, quota, links, linksFirst: linksFirst, pace: pace) }
          case .start(let job): group.addTask { await ask(job) }
          case .commit(let batch): group.addTask { await commit(batch) }
          case .release(let ids): group.addTask { await release(ids) }
          case .save(let state): group.addTask { await save(state) }
          case .wake(let moment): sleep(until: moment, &wakes, &group)
          case .end: break loop
          }
        }
        // Something always wakes the loop: the watchdog hears it breathe.
        sleep(until: now.adding(milliseconds: pace.idle), &wakes, &group)
        guard let event = await group.next() else { break }
        take(event, into: &plan, &wakes)
      }
      group.cancelAll()
    }
    await returnUnused(plan.budget)
  }

  private func take(_ event: Event, into plan: inout AccountPlan, _ wakes: inout [Timestamp]) {
    let now = clock.now()
    switch event {
    case .claimed(let claim):
      if let (count, sum) = claim.reserved { plan.reserved(count, sum: sum, day: claim.day) }
      if let (count, sum) = claim.reservedForLinks { plan.reservedForLinks(count, sum: sum, day: claim.day) }
      plan.claimed(claim.jobs, isShort: claim.isShort, nextDue: claim.nextDue, at: now)
      for job in claim.jobs { metrics.claimed(job.shipments, at: now) }
      metrics.quotaLeft(plan.budget.quota)
    case .claimFailed(let why):
      logger.error(
        "shipments cannot be claimed; trying again", metadata: ["account": "\(account.name)", "why": "\(why)"])
      metrics.storageFailed()
      plan.claimFailed(at: now)
    case .answered(let job, let answers, let requests):
      let before = plan.budget.pause
      plan.finished(job, answers, requests: requests, at: now)
      metrics.answered(answers)
      if let pause = plan.budget.pause, pause != before { log(pause) }
    case .abandoned: plan.abandoned(at: now)
    case .committed(let report, let batch):
      plan.committed()
      metrics.committed(batch, conflicts: report.conflicts.count)
    case .commitFailed(let batch, let why):
      logger.error(
        "answers cannot be stored; kept and tried again",
        metadata: ["account": "\(account.name)", "answers": "\(plan.answered.count + batch.count)", "why": "\(why)"])
      metrics.storageFailed()
      plan.commitFailed(batch, at: now)
      plan.giveUpBacklog()
    case .woken: wakes.removeAll { $0 <= now }
    case .stop: plan.stop()
    case .done: break
    }
  }

  private func log(_ pause: AccountBudget.Pause) {
    let seconds = pause.until.seconds(since: clock.now())
    logger.log(
      level: pause.reason == .badCredentials ? .error : .warning, "account paused",
      metadata: ["account": "\(account.name)", "reason": "\(pause.reason.rawValue)", "seconds": "\(seconds)"])
  }

  /// Adds a sleeper unless an earlier one is there already.
  private func sleep(until moment: Timestamp, _ wakes: inout [Timestamp], _ group: inout TaskGroup<Event>) {
    if let earliest = wakes.min(), earliest <= moment { return }
    wakes.append(moment)
    group.addTask { [clock] in
      try? await clock.sleep(until: moment)
      return .woken
    }
  }

  // MARK: Effects

  private func ask(_ job: PollJob) async -> Event {
    guard let reply = await account.ask(job.shipments) else {
      _ = await release(job.shipments.map(\.id))
      return .abandoned(job)
    }
    let now = clock.now()
    let answers = job.shipments.enumerated().map { index, shipment in
      // No number vanishes: one without an answer has an outcome that says so.
      let observation =
        reply.observations.indices.contains(index)
        ? reply.observations[index]
        : Observation(number: shipment.number, outcome: .unreadable("no answer for this number"))
      return Answered(observation, of: shipment, minInterval: account.limits.minInterval, book: book, at: now)
    }
    return .answered(job, answers, requests: reply.requests)
  }

  /// Takes leases first and reserves exactly what they need; what the quota does not cover is given back.
  private func claim(
    _ requests: Int, _ quota: DayQuota, _ links: DayQuota, linksFirst: Bool, pace: PollPace
  ) async -> Event {
    var claim = Claim(day: quota.day)
    do {
      let share = min(requests, max(0, links.left))
      if linksFirst { try await take(min(share, max(1, requests / 5)), .links, pace, &claim) }
      try await take(requests - claim.jobs.count, .notLinks, pace, &claim)
      if !linksFirst { try await take(min(share, requests - claim.jobs.count), .links, pace, &claim) }
      claim.isShort = claim.jobs.count < requests
      try await reserve(quota, links, &claim)
      if claim.jobs.isEmpty { claim.nextDue = try await shipments.nextDue(carrier: account.carrier, at: clock.now()) }
      return .claimed(claim)
    } catch {
      _ = await release(claim.jobs.flatMap { $0.shipments.map(\.id) })
      return .claimFailed("\(error)")
    }
  }

  private func reserve(_ quota: DayQuota, _ links: DayQuota, _ claim: inout Claim) async throws {
    guard quota.perDay != nil, !claim.jobs.isEmpty else { return }
    var after = quota
    let count = quota.toReserve(for: claim.jobs.count)
    if count > 0 {
      let sum = try await accounts.use(count, account: account.name, day: quota.day)
      claim.reserved = (count, sum)
      after.reserved(count, sum: sum)
    }
    let surplus = claim.jobs.dropFirst(max(0, after.granted))
    _ = await release(surplus.flatMap { $0.shipments.map(\.id) })
    claim.jobs.removeLast(surplus.count)
    let linkJobs = claim.jobs.count { $0.isLink }
    if linkJobs > 0 {
      let sum = try await accounts.use(linkJobs, account: account.name + "/links", day: links.day)
      claim.reservedForLinks = (linkJobs, sum)
    }
  }

  private func take(_ requests: Int, _ sources: SourceScope, _ pace: PollPace, _ claim: inout Claim) async throws {
    guard requests > 0 else { return }
    let due = try await shipments.claimDue(
      at: clock.now(), carrier: account.carrier, shops: account.shops, sources: sources,
      limit: requests * account.limits.batch, owner: owner, leaseSeconds: pace.leaseSeconds)
    claim.jobs += PollJob.split(due, isLink: sources == .links, batch: account.limits.batch)
  }

  /// Stores answers; those whose shipment somebody else changed meanwhile are computed anew, once.
  private func commit(_ batch: [Answered]) async -> Event {
    do {
      let now = clock.now()
      var report = try await shipments.commit(batch.map(\.change), owner: owner, at: now)
      report.countNews()
      let moved = batch.filter { answer in
        if case .changed? = report.conflicts[answer.change.shipment.id] { true } else { false }
      }
      if !moved.isEmpty {
        let stored = Dictionary(
          try await shipments.find(moved.map(\.change.shipment.id)).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let again = moved.compactMap { answer in
          stored[answer.change.shipment.id].map {
            answer.recomputed(on: $0, minInterval: account.limits.minInterval, book: book)
          }
        }
        let second = try await shipments.commit(again.map(\.change), owner: owner, at: now)
        second.countNews()
        for answer in again {
          report.conflicts[answer.change.shipment.id] = second.conflicts[answer.change.shipment.id]
        }
        _ = await release(second.conflicts.keys.map { $0 })
      }
      return .committed(report, batch)
    } catch {
      return .commitFailed(batch, "\(error)")
    }
  }

  private func release(_ ids: [ShipmentID]) async -> Event {
    // Where this fails the leases run out by themselves.
    if !ids.isEmpty { try? await shipments.release(ids, owner: owner) }
    return .done
  }

  private func save(_ state: AccountState) async -> Event {
    do { try await accounts.save(state, account: account.name, at: clock.now()) } catch {
      logger.error("the account's state is not stored", metadata: ["account": "\(account.name)", "why": "\(error)"])
    }
    return .done
  }

  // MARK: Over a restart

  /// The budget as it was left; nil where the task was cancelled meanwhile.
  private func restoredBudget() async -> AccountBudget? {
    let pace = PollPace(clock)
    var pause = pace.retry
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      let now = clock.now()
      pulse.beat()
      do {
        let state = try await accounts.state(account: account.name)
        var budget = AccountBudget(account: account.name, limits: account.limits, state: state, at: now)
        budget.quota.read(try await accounts.used(account: account.name, day: budget.quota.day))
        budget.links.read(try await accounts.used(account: account.name + "/links", day: budget.links.day))
        return budget
      } catch {
        logger.error("the account's state cannot be read", metadata: ["account": "\(account.name)", "why": "\(error)"])
        try? await clock.sleep(until: now.adding(milliseconds: pause))
        pause = min(pause * 2, pace.longestRetry)
      }
    }
    return nil
  }

  /// Gives back what was reserved and not sent.
  private func returnUnused(_ budget: AccountBudget) async {
    let unused = budget.quota.granted
    if unused > 0 { _ = try? await accounts.use(-unused, account: account.name, day: budget.quota.day) }
    let links = budget.links.granted
    if links > 0 { _ = try? await accounts.use(-links, account: account.name + "/links", day: budget.links.day) }
  }
}
