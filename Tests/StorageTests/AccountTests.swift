import Storage
import Testing
import Tracking

@Suite struct AccountTests {
  @Test("A quota adds up by account and day, and old days are forgotten")
  func quota() async throws {
    let accounts = try await Fixture.inMemory().accounts
    let today = try #require(CivilDate("2026-11-20"))
    #expect(try await accounts.used(account: "dhl", day: today) == 0)
    #expect(try await accounts.use(3, account: "dhl", day: today) == 3)
    #expect(try await accounts.use(4, account: "dhl", day: today) == 7)
    #expect(try await accounts.use(1, account: "gls", day: today) == 1)
    #expect(try await accounts.use(1, account: "dhl", day: today.adding(days: 1)) == 1)
    try await accounts.forget(before: today.adding(days: 1))
    #expect(try await accounts.used(account: "dhl", day: today) == 0)
    #expect(try await accounts.used(account: "dhl", day: today.adding(days: 1)) == 1)
  }

  @Test("Concurrent use of a quota loses no request")
  func concurrentQuota() async throws {
    let accounts = try await Fixture.inMemory().accounts
    let today = try #require(CivilDate("2026-11-20"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 { group.addTask { try await accounts.use(2, account: "dhl", day: today) } }
      try await group.waitForAll()
    }
    #expect(try await accounts.used(account: "dhl", day: today) == 100)
  }

  @Test("What an account must remember is there after it was saved, and fresh before")
  func state() async throws {
    let accounts = try await Fixture.inMemory().accounts
    #expect(try await accounts.state(account: "dhl") == AccountState())
    let state = AccountState(notBefore: start, reason: "rate_limited", failures: 4)
    try await accounts.save(AccountState(failures: 1), account: "dhl", at: start)
    try await accounts.save(state, account: "dhl", at: start)
    #expect(try await accounts.state(account: "dhl") == state)
  }
}
