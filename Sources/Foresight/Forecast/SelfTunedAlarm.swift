import Foundation

/// An alarm threshold that keeps a budget of false alarms by itself: a fading histogram of the best early score of each
/// parcel that came on time.
public struct SelfTunedAlarm: Hashable, Sendable {
  /// Share of on-time parcels that may be alarmed.
  public let budget: Double
  private var histogram = [Double](repeating: 0, count: 101)
  private var outcomes = 0.0
  private let decay: Double

  /// - Parameters:
  ///   - budget: 0.05 alarms at most one on-time parcel in twenty.
  ///   - memory: days in which an outcome fades to 1/e.
  public init(budget: Double = 0.05, memory: Double = 90) {
    self.budget = budget
    decay = exp(-1 / memory)
  }

  func encode(_ writer: inout StateWriter) {
    writer.write(budget)
    writer.write(decay)
    writer.write(outcomes)
    writer.write(histogram) { $0.write($1) }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    budget = try reader.double()
    decay = try reader.double()
    outcomes = try reader.double()
    histogram = try reader.array { reader throws(ForecasterStateError) in try reader.double() }
    guard histogram.count == 101 else { throw .damaged }
  }

  /// What a chance counts as, `left` days before the promise: less in the last days, because the eve alarms in any case,
  /// and a false alarm that brings a day or two is better spent on one that brings five.
  public static func weighed(_ chance: Double, left: Int) -> Double { max(chance - 0.05 * Double(max(5 - left, 0)), 0) }

  /// A new day: older outcomes weigh less.
  public mutating func age() {
    for index in histogram.indices { histogram[index] *= decay }
    outcomes *= decay
  }

  /// A parcel came on time. `best` is the highest weighed chance said before the eve of its promise; a parcel still open on the
  /// eve is alarmed in any case and counts as 1.
  public mutating func cameOnTime(best: Double, openOnEve: Bool) {
    histogram[openOnEve ? 100 : min(max(Int(100 * best), 0), 100)] += 1
    outcomes += 1
  }

  /// The chance from which on a parcel is alarmed: 0.6 before 30 outcomes are known, never below 0.3.
  public var threshold: Double {
    guard outcomes >= 30 else { return 0.6 }
    var tail = 0.0
    var index = 100
    while index >= 30 {
      tail += histogram[index]
      if tail / outcomes > budget { break }
      index -= 1
    }
    return min(max(Double(index + 1) / 100, 0.3), 1.01)
  }
}
