import CarrierKit
import Synchronization
import Tracking

/// The token of one account: got when needed, kept for as long as the carrier says, one login at a time.
final class TokenCache: Sendable {
  private struct State {
    var token: Token?
    var gotAt: Timestamp?
    var isLoggingIn = false
    var waiters: [CheckedContinuation<LoginStep<Token>, Never>] = []
  }

  private enum Turn {
    case use(Token)
    case wait
    case logIn
  }

  private let state = Mutex(State())

  /// A token other than `refused`, and whether it was got for this call.
  ///
  /// - Parameter login: asks the carrier; run by one caller at a time, the others wait for what it gets.
  func token(
    otherThan refused: Token?, at now: Timestamp, login: () async -> LoginStep<Token>
  ) async -> (step: LoginStep<Token>, fresh: Bool) {
    switch turn(refused, now) {
    case .use(let token): return (.success(token), false)
    case .logIn:
      let step = await login()
      end(step, at: now)
      return (step, true)
    case .wait:
      return (await waited(), true)
    }
  }

  private func turn(_ refused: Token?, _ now: Timestamp) -> Turn {
    state.withLock { state in
      if let token = state.token, token != refused, TokenCache.isGood(token, gotAt: state.gotAt, at: now) {
        return .use(token)
      }
      if state.isLoggingIn { return .wait }
      state.isLoggingIn = true
      return .logIn
    }
  }

  private func end(_ step: LoginStep<Token>, at now: Timestamp) {
    let waiters = state.withLock { state in
      state.isLoggingIn = false
      state.gotAt = now
      if case .success(let token) = step { state.token = token } else { state.token = nil }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(returning: step) }
  }

  /// What the login under way gets. Where it has just ended, what it got.
  private func waited() async -> LoginStep<Token> {
    await withCheckedContinuation { continuation in
      let over: LoginStep<Token>? = state.withLock { state in
        if state.isLoggingIn {
          state.waiters.append(continuation)
          return nil
        }
        return state.token.map { .success($0) } ?? .failure(.unavailable("the login failed"))
      }
      if let over { continuation.resume(returning: over) }
    }
  }

  /// Not in the last tenth of its life (30 s at the most): it must last until the request has arrived.
  private static func isGood(_ token: Token, gotAt: Timestamp?, at now: Timestamp) -> Bool {
    let life = gotAt.map { token.expires.seconds(since: $0) } ?? 0
    return now < token.expires.adding(milliseconds: -min(30_000, max(0, min(life, 3600)) * 100))
  }
}
