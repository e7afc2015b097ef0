import Foundation

/// A moment on the time line: whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The unit the database keeps. Arithmetic saturates, so that a carrier's absurd date cannot trap.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
  /// Milliseconds since the Unix epoch, UTC.
  public var milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// From Unix seconds; saturates outside the range of `Int64` milliseconds.
  public init(seconds: Int64) {
    let (value, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    milliseconds = overflow ? (seconds < 0 ? .min : .max) : value
  }

  public init(_ date: Date) {
    let value = (date.timeIntervalSince1970 * 1000).rounded()
    milliseconds = Int64(exactly: value) ?? (value < 0 ? .min : .max)
  }

  /// The same moment for Foundation's formatters.
  public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  /// Whole Unix seconds, rounded down.
  public var seconds: Int64 {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  public func adding(milliseconds delta: Int64) -> Timestamp {
    let (value, overflow) = milliseconds.addingReportingOverflow(delta)
    return Timestamp(milliseconds: overflow ? (delta < 0 ? .min : .max) : value)
  }

  public func adding(seconds delta: Int64) -> Timestamp {
    adding(milliseconds: Timestamp(seconds: delta).milliseconds)
  }

  public func adding(hours delta: Int64) -> Timestamp {
    let (value, overflow) = delta.multipliedReportingOverflow(by: 3600)
    return adding(seconds: overflow ? (delta < 0 ? .min : .max) : value)
  }

  /// Seconds from `earlier` to this moment; negative where this moment is the earlier one.
  public func seconds(since earlier: Timestamp) -> Int64 {
    let (value, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
    if overflow { return milliseconds < earlier.milliseconds ? .min : .max }
    return value / 1000
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
