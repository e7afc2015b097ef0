import Synchronization

/// Hears every loop breathe, for the watchdog: a loop that hangs ages.
public final class Heartbeat: Sendable {
  private let beats = Mutex<[Int: ContinuousClock.Instant]>([:])
  private let count = Atomic(0)

  public init() {}

  /// One loop's pulse; it stops counting when `end` is called.
  public struct Pulse: Sendable {
    fileprivate let heart: Heartbeat
    fileprivate let index: Int

    /// The loop turned.
    public func beat() { heart.beats.withLock { $0[index] = .now } }

    /// The loop ended as it should.
    public func end() { heart.beats.withLock { $0[index] = nil } }
  }

  public func pulse() -> Pulse {
    let index = count.wrappingAdd(1, ordering: .relaxed).newValue
    let pulse = Pulse(heart: self, index: index)
    pulse.beat()
    return pulse
  }

  /// How long ago the laziest loop turned, in real time; zero where none runs. A healthy loop turns twice a second.
  public var age: Duration {
    let now = ContinuousClock.now
    return beats.withLock { $0.values.min() }.map { $0.duration(to: now) } ?? .zero
  }
}
