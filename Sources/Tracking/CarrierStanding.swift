/// How well a carrier's own dates held on a lane.
public struct CarrierStanding: Hashable, Sendable {
  /// Parcels that came by the last day the carrier had named …
  public var kept: Int
  /// … of so many.
  public var of: Int
  /// Days after the carrier's date by which half of the parcels came.
  public var usualShift: Int
  /// Days after the carrier's date by which nine of ten came.
  public var safeShift: Int

  public init(kept: Int, of: Int, usualShift: Int, safeShift: Int) {
    self.kept = kept
    self.of = of
    self.usualShift = usualShift
    self.safeShift = safeShift
  }

  /// Half of the dates or more are missed: such a date is not told as it is.
  public var isDistrusted: Bool { 2 * kept < of }
}
