/// The day of delivery that was last told as near, so that no step is told twice and what turned out wrong is taken
/// back.
public struct Announcement: Hashable, Sendable {
  /// How much was told of it.
  public enum Step: Int, Comparable, Sendable {
    case tomorrow = 1
    case today
    /// With the hours.
    case window

    public static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }
  }

  public var day: CivilDate
  public var step: Step
  /// Minutes since midnight at the destination, where hours were told and still hold.
  public var fromMinute: Int?
  public var toMinute: Int?
  /// It was told that this day no longer holds.
  public var isTakenBack: Bool

  public init(
    day: CivilDate, step: Step, fromMinute: Int? = nil, toMinute: Int? = nil, isTakenBack: Bool = false
  ) {
    self.day = day
    self.step = step
    self.fromMinute = fromMinute
    self.toMinute = toMinute
    self.isTakenBack = isTakenBack
  }
}
