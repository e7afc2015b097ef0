import CarrierKit
import Synchronization
import Testing
import Tracking

@testable import Polling

@Suite struct TokenCacheTests {
  private final class Tally: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
  }

  private static let now = Timestamp(seconds: 1_790_000_000)

  private static func token(_ value: String, lasts seconds: Int64 = 3600) -> Token {
    Token(value: value, expires: now.adding(seconds: seconds))
  }

  private static func value(_ step: LoginStep<Token>) -> String {
    switch step {
    case .success(let token): token.value
    case .failure(let outcome): outcome.name
    }
  }

  @Test("Many who need a token at once cause one login, and all get it")
  func singleFlight() async {
    let cache = TokenCache()
    let logins = Tally()
    let values = await withTaskGroup(of: String.self) { group in
      for _ in 0..<100 {
        group.addTask {
          let (step, _) = await cache.token(otherThan: nil, at: Self.now) {
            logins.add()
            for _ in 0..<50 { await Task.yield() }
            return .success(Self.token("a"))
          }
          return Self.value(step)
        }
      }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(values == ["a"])
    #expect(logins.count == 1)
  }

  @Test("A refused token is replaced once, however many were refused with it")
  func refused() async {
    let cache = TokenCache()
    let logins = Tally()
    let old = Self.token("old")
    _ = await cache.token(otherThan: nil, at: Self.now) { .success(old) }
    let values = await withTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask {
          let (step, _) = await cache.token(otherThan: old, at: Self.now) {
            logins.add()
            await Task.yield()
            return .success(Self.token("new"))
          }
          return Self.value(step)
        }
      }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(values == ["new"])
    #expect(logins.count == 1)
  }

  @Test("A token is kept for its life, short of its end", arguments: [(3600, 3570), (60, 54), (5, 4)])
  func life(seconds: Int64, good: Int64) async {
    let cache = TokenCache()
    _ = await cache.token(otherThan: nil, at: Self.now) { .success(Self.token("first", lasts: seconds)) }
    let before = await cache.token(otherThan: nil, at: Self.now.adding(seconds: good - 1)) {
      .failure(.unavailable(""))
    }
    #expect(Self.value(before.step) == "first")
    #expect(!before.fresh)
    let after = await cache.token(otherThan: nil, at: Self.now.adding(seconds: good + 1)) {
      .success(Self.token("second", lasts: 9999))
    }
    #expect(Self.value(after.step) == "second")
    #expect(after.fresh)
  }

  @Test("A failed login is told to all who waited, and tried again by the next")
  func fails() async {
    let cache = TokenCache()
    let first = await cache.token(otherThan: nil, at: Self.now) { .failure(.badCredentials) }
    #expect(Self.value(first.step) == "bad_credentials")
    let second = await cache.token(otherThan: nil, at: Self.now) { .success(Self.token("b")) }
    #expect(Self.value(second.step) == "b")
  }
}
