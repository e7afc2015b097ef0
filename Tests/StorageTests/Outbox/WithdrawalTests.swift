import Storage
import Testing
import Tracking

@Suite("No message begins after a withdrawal") struct WithdrawalTests {
  private func queued() async throws -> (Outbox, SubscriptionID, MailJob) {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.add(["A1"])
    let id = try await outbox.subscribe()
    try await outbox.tell(.delayLate, isBad: true)
    try await outbox.expand()
    return (outbox, id, try #require(try await outbox.claimMails().first))
  }

  @Test("Withdrawn first: the claimed message does not begin, and nothing is queued again")
  func before() async throws {
    let (outbox, id, job) = try await queued()
    #expect(try await outbox.subscriptions.withdraw(id, how: "link", at: start) == .withdrawn)
    #expect(try await !outbox.outbox.begin(job, owner: owner, at: start))
    try await outbox.tell(.shipmentReturning, isBad: true, at: start.adding(seconds: 9))
    #expect(try await outbox.expand().mails == 0)
    #expect(try await outbox.claimMails(at: start.adding(hours: 9)) == [])
    #expect(try await outbox.subscriptions.consents(of: "anna@example.org").last?.event == .withdrawn)
  }

  @Test("Begun first: the withdrawal is complete when that one message has ended, whatever came of it")
  func after() async throws {
    for fate in [MailFate.sent, .retry(at: start.adding(seconds: 60)), .gaveUp] {
      let (outbox, id, job) = try await queued()
      #expect(try await outbox.outbox.begin(job, owner: owner, at: start))
      #expect(try await outbox.subscriptions.withdraw(id, how: "link", at: start) == .afterTheOneBeingSent)
      #expect(try await outbox.subscriptions.find(id)?.withdrawnAt == nil)
      let later = start.adding(seconds: 2)
      try await outbox.outbox.settle(job, fate, result: "x", owner: owner, at: later)
      #expect(try await outbox.subscriptions.find(id)?.withdrawnAt == later)
      #expect(try await outbox.claimMails(at: start.adding(hours: 9)) == [])
    }
  }

  @Test("A sender that died does not keep a withdrawal open, and its message is not sent again")
  func died() async throws {
    let (outbox, id, job) = try await queued()
    #expect(try await outbox.outbox.begin(job, owner: owner, at: start))
    _ = try await outbox.subscriptions.withdraw(id, how: "link", at: start)
    let late = start.adding(seconds: 60)
    #expect(try await outbox.claimMails(at: late, owner: other) == [])
    #expect(try await outbox.subscriptions.find(id)?.withdrawnAt == late)
    try await outbox.outbox.settle(job, .sent, result: "250", owner: owner, at: late)
    #expect(try await outbox.outbox.backlog().count == 0)
  }

  @Test("A sender that died leaves its message to the next one, with the same id")
  func resumed() async throws {
    let (outbox, _, job) = try await queued()
    #expect(try await outbox.outbox.begin(job, owner: owner, at: start))
    #expect(try await outbox.claimMails(at: start.adding(seconds: 59), owner: other) == [])
    let again = try #require(try await outbox.claimMails(at: start.adding(seconds: 60), owner: other).first)
    #expect(again.id == job.id && again.attempts == 1)
    #expect(try await !outbox.outbox.begin(job, owner: owner, at: start.adding(seconds: 60)))
    #expect(try await outbox.outbox.begin(again, owner: other, at: start.adding(seconds: 60)))
  }

  @Test("Leases taken back at a start are due at once, and complete the withdrawals that waited")
  func takenBack() async throws {
    let (outbox, id, job) = try await queued()
    #expect(try await outbox.outbox.begin(job, owner: owner, at: start))
    try await outbox.outbox.takeBackLeases(at: start)
    let again = try #require(try await outbox.claimMails(owner: other).first)
    #expect(again.id == job.id)
    #expect(try await outbox.outbox.begin(again, owner: other, at: start))
    #expect(try await outbox.subscriptions.withdraw(id, how: "link", at: start) == .afterTheOneBeingSent)
    try await outbox.outbox.takeBackLeases(at: start)
    #expect(try await outbox.subscriptions.find(id)?.withdrawnAt == start)
    #expect(try await outbox.claimMails() == [])
  }
}
