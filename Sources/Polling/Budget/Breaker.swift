import Tracking

/// Stops asking a carrier that does not answer, and asks once in a while whether it is back. Pure.
struct Breaker: Sendable, Equatable {
  enum State: Sendable, Equatable {
    case closed
    /// Nothing is sent before `until`; then a single probe.
    case open(until: Timestamp)
    /// The probe is on its way.
    case probing
  }

  enum Permit: Sendable, Equatable {
    case all
    /// One request, and nothing else meanwhile.
    case probe
    /// Nothing; nil: until the probe has answered.
    case none(until: Timestamp?)
  }

  /// Failures in a row that open it.
  static let threshold = 5
  private static let firstPause: Int64 = 30_000
  private static let longestPause: Int64 = 900_000

  private(set) var state = State.closed
  /// In a row.
  private(set) var failures = 0

  init() {}

  /// As it was before a restart.
  init(failures: Int, openUntil: Timestamp?) {
    self.failures = max(0, failures)
    if let openUntil, failures >= Breaker.threshold { state = .open(until: openUntil) }
  }

  func permit(at now: Timestamp) -> Permit {
    switch state {
    case .closed: .all
    case .open(let until): now >= until ? .probe : .none(until: until)
    case .probing: .none(until: nil)
    }
  }

  /// A request goes out.
  mutating func started(at now: Timestamp) {
    if case .open(let until) = state, now >= until { state = .probing }
  }

  /// The carrier answered, whatever it said.
  mutating func succeeded() {
    state = .closed
    failures = 0
  }

  /// It could not be reached or answered nothing readable.
  ///
  /// - Parameter key: of the account; spreads the return of many accounts.
  mutating func failed(at now: Timestamp, key: String) {
    switch state {
    // Stragglers sent before it opened say nothing new.
    case .open: return
    case .closed where failures + 1 < Breaker.threshold: failures += 1
    case .closed, .probing:
      failures = failures < 1_000_000 ? failures + 1 : failures
      let doublings = min(max(failures - Breaker.threshold, 0), 10)
      let pause = min(Breaker.firstPause << Int64(doublings), Breaker.longestPause)
      state = .open(until: now.adding(milliseconds: pause + PollPlan.spread("\(key)/\(failures)", over: pause / 10)))
    }
  }

  /// The probe was given up without an answer.
  mutating func abandoned(at now: Timestamp) {
    if state == .probing { state = .open(until: now) }
  }
}
