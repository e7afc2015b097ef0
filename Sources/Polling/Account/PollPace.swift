import Tracking

/// How the loops breathe. Real durations, counted on the injected clock, so that a fast clock neither spins the
/// processor nor lets leases run out under way.
struct PollPace: Sendable, Equatable {
  /// Looks for new work at least so often, in the clock's milliseconds.
  let idle: Int64
  /// Rests so long after a claim that found less than asked for.
  let rest: Int64
  /// Gathers answers for one commit so long.
  let gather: Int64
  /// After a database failure, doubled up to `longestRetry`.
  let retry: Int64
  let longestRetry: Int64
  /// Claims what the budget lets through in this time.
  let horizon: Int64
  /// In the clock's seconds; longer than the longest exchange with its logins and pages.
  let leaseSeconds: Int64

  init(_ clock: any Timekeeper) {
    idle = clock.milliseconds(in: .milliseconds(500))
    rest = clock.milliseconds(in: .milliseconds(50))
    gather = clock.milliseconds(in: .milliseconds(10))
    retry = clock.milliseconds(in: .milliseconds(250))
    longestRetry = clock.milliseconds(in: .seconds(15))
    horizon = clock.milliseconds(in: .seconds(2))
    leaseSeconds = max(1, clock.milliseconds(in: .seconds(180)) / 1000)
  }
}
