import Foundation

/// How fast something went: by the clock, and by processor time, which other programs on the machine do not disturb.
struct Meter {
  /// Pieces a second.
  let rate: Double
  /// Microseconds of processor time for a piece, user and system, all threads.
  let cpu: Double

  /// Runs `work`, which says how many pieces it did, and prints a line.
  @discardableResult
  static func measure(
    _ what: String, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Int
  ) async throws -> Meter {
    let clock = ContinuousClock()
    let (began, used) = (clock.now, processorSeconds())
    let count = Double(try await work())
    let seconds = began.duration(to: clock.now) / .seconds(1)
    let meter = Meter(rate: count / seconds, cpu: (processorSeconds() - used) / count * 1e6)
    let label = what.padding(toLength: 50, withPad: " ", startingAt: 0)
    print(label, String(format: "%8.0f /s %8.1f µs CPU", meter.rate, meter.cpu))
    return meter
  }

  private static func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let (user, system) = (usage.ru_utime, usage.ru_stime)
    return Double(user.tv_sec + system.tv_sec) + Double(user.tv_usec + system.tv_usec) / 1e6
  }
}
