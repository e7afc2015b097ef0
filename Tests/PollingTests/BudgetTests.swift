import Storage
import Testing
import Tracking

@testable import Polling

private let start = Timestamp(seconds: 1_790_000_000)
private func after(_ milliseconds: Int64) -> Timestamp { start.adding(milliseconds: milliseconds) }

@Suite struct TokenBucketTests {
  @Test("The rate holds in every second, from slow to fast", arguments: [0.2, 1, 3, 7.5, 50, 3000])
  func rate(perSecond: Double) {
    var bucket = TokenBucket(perSecond: perSecond, at: start)
    var sent: [Int64] = []
    var now = start
    while now < after(20_000) {
      let count = bucket.available(at: now)
      bucket.take(count, at: now)
      sent += Array(repeating: now.milliseconds - start.milliseconds, count: count)
      now = max(bucket.next(at: now), now.adding(milliseconds: 1))
    }
    let allowed = max(perSecond * 1.1, perSecond + 1) + 0.01
    for from in stride(from: Int64(0), to: 19_000, by: 250) {
      #expect(Double(sent.count { $0 >= from && $0 < from + 1000 }) <= allowed.rounded(.up))
    }
    #expect(Double(sent.count) >= perSecond * 20 * 0.98 - 1)
  }

  @Test("After a long rest there is no burst")
  func rest() {
    var bucket = TokenBucket(perSecond: 5, at: start)
    #expect(bucket.available(at: after(86_400_000)) == 1)
  }

  @Test("What was sent beyond the plan is waited for")
  func debt() {
    var bucket = TokenBucket(perSecond: 2, at: start)
    bucket.take(5, at: start)
    #expect(bucket.next(at: start) == after(2500))
    #expect(bucket.available(at: after(2499)) == 0)
    #expect(bucket.available(at: after(2500)) == 1)
  }

  @Test("A clock that is set back does not stop the account")
  func setBack() {
    var bucket = TokenBucket(perSecond: 1, at: start)
    bucket.take(1, at: start)
    #expect(bucket.available(at: after(-3_600_000)) == 0)
    #expect(bucket.available(at: after(-3_600_000 + 1000)) == 1)
  }
}

@Suite struct DayQuotaTests {
  @Test(
    "A day of the quota begins at the manifest's hour",
    arguments: [(0, "2026-11-22", "2026-11-23T00:00:00"), (7 * 3600, "2026-11-21", "2026-11-22T07:00:00")])
  func day(resets: Int, day: String, reset: String) throws {
    let midnight = CivilTime.midnight(try #require(CivilDate("2026-11-22"))).instant(offset: 0)
    let now = midnight.adding(seconds: 3 * 3600)
    let quota = DayQuota(perDay: 10, resets: resets, at: now)
    #expect(quota.day.iso == day)
    #expect(CivilTime(quota.nextReset(after: now), offset: 0).iso == reset)
  }

  @Test("Reservations never exceed the day, also when another process reserves too")
  func reserves() {
    var quota = DayQuota(perDay: 10, resets: 0, at: start)
    quota.read(4)
    #expect(quota.left == 6)
    #expect(quota.toReserve(for: 20) == 6)
    // Another process took three meanwhile: of our six only three are within the day.
    quota.reserved(6, sum: 13)
    #expect(quota.granted == 3)
    #expect(quota.toReserve(for: 20) == 0)
    quota.spend(3)
    #expect(quota.left == 0)
  }

  @Test("A new day begins with nothing used, and unlimited is never used up")
  func turns() {
    var quota = DayQuota(perDay: 10, resets: 0, at: start)
    quota.read(10)
    quota.turn(at: start)
    #expect(quota.left == 0)
    quota.turn(at: start.adding(hours: 24))
    #expect(quota.left == 10)
    var free = DayQuota(perDay: nil, resets: 0, at: start)
    free.spend(1_000_000)
    #expect(free.left == .max)
    #expect(free.toReserve(for: 5) == 0)
  }
}

@Suite struct BreakerTests {
  @Test("It opens after five failures in a row, lets one probe through, and closes when that is answered")
  func opens() {
    var breaker = Breaker()
    for _ in 0..<Breaker.threshold - 1 { breaker.failed(at: start, key: "a") }
    #expect(breaker.permit(at: start) == .all)
    breaker.succeeded()
    for _ in 0..<Breaker.threshold { breaker.failed(at: start, key: "a") }
    guard case .none(let until?) = breaker.permit(at: start) else {
      Issue.record("not open")
      return
    }
    #expect((30_000...33_000).contains(until.milliseconds - start.milliseconds))
    #expect(breaker.permit(at: until) == .probe)
    breaker.started(at: until)
    #expect(breaker.permit(at: until) == .none(until: nil))
    breaker.succeeded()
    #expect(breaker.permit(at: until) == .all)
  }

  @Test("Each failed probe doubles the pause, up to a quarter of an hour and its jitter")
  func doubles() {
    var breaker = Breaker()
    var now = start
    var pauses: [Int64] = []
    for _ in 0..<Breaker.threshold - 1 { breaker.failed(at: now, key: "a") }
    for _ in 0..<12 {
      breaker.started(at: now)
      breaker.failed(at: now, key: "a")
      guard case .none(let until?) = breaker.permit(at: now) else { break }
      pauses.append((until.milliseconds - now.milliseconds) / 1000)
      now = until
    }
    #expect(pauses.count == 12)
    #expect(zip(pauses, [30, 60, 120, 240, 480, 900]).allSatisfy { $0 >= $1 && $0 <= $1 * 11 / 10 })
    #expect(pauses.dropFirst(5).allSatisfy { (900...990).contains($0) })
  }

  @Test("Stragglers do not lengthen the pause, and a probe given up can be tried again")
  func stragglers() {
    var breaker = Breaker()
    for _ in 0..<Breaker.threshold { breaker.failed(at: start, key: "a") }
    let open = breaker
    breaker.failed(at: after(10), key: "a")
    #expect(breaker == open)
    breaker.started(at: after(60_000))
    breaker.abandoned(at: after(60_000))
    #expect(breaker.permit(at: after(60_000)) == .probe)
  }
}

@Suite struct AccountBudgetTests {
  private func budget(_ limits: AccountLimits = AccountLimits(), _ state: AccountState = AccountState())
    -> AccountBudget
  {
    AccountBudget(account: "a", limits: limits, state: state, at: start)
  }

  @Test("A stated moment is obeyed; an absurd one is cut at a day")
  func rateLimited() {
    var one = budget()
    one.note([.rateLimited(until: after(90_000))], at: start)
    #expect(one.allowance(at: after(89_999)) == .notBefore(after(90_000), .rateLimited))
    #expect(one.allowance(at: after(90_000)) == .requests(.max))
    var absurd = budget()
    absurd.note([.rateLimited(until: start.adding(hours: 9999))], at: start)
    #expect(absurd.allowance(at: start) == .notBefore(start.adding(hours: 24), .rateLimited))
  }

  @Test("Without a moment the pause grows from a minute to an hour, and an answer resets it")
  func grows() {
    var budget = budget()
    var now = start
    var pauses: [Int64] = []
    for _ in 0..<9 {
      budget.note([.rateLimited(until: nil)], at: now)
      guard case .notBefore(let until, .rateLimited) = budget.allowance(at: now) else { break }
      pauses.append(until.seconds(since: now))
      now = until
      _ = budget.allowance(at: now)
    }
    #expect(
      zip(pauses, [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]).allSatisfy { $0 >= $1 && $0 <= $1 * 11 / 10 })
    budget.note([.tracked], at: now)
    budget.note([.rateLimited(until: nil)], at: now)
    guard case .notBefore(let until, _) = budget.allowance(at: now) else {
      Issue.record("not paused")
      return
    }
    #expect(until.seconds(since: now) <= 66)
  }

  @Test("Refusals of those under way when the first came do not lengthen the pause")
  func underWay() {
    var budget = budget()
    budget.note([.badCredentials], at: start)
    let first = budget.allowance(at: start)
    for _ in 0..<8 { budget.note([.badCredentials, .tracked], at: start) }
    #expect(budget.allowance(at: start) == first)
  }

  @Test(
    "What closed the account survives a restart",
    arguments: [Outcome.badCredentials, .rateLimited(until: nil), .unavailable("x")])
  func survives(outcome: Outcome) {
    var before = budget()
    before.note(Array(repeating: outcome, count: Breaker.threshold), at: start)
    var later = budget(AccountLimits(), before.state)
    #expect(before.allowance(at: after(1)) == later.allowance(at: after(1)))
    #expect(before.allowance(at: after(1)) != .requests(.max))
    #expect(later.state == before.state)
  }
}
