/// A usual time in hours of business days, and from how many parcels it is known.
public struct UsualTime: Hashable, Sendable {
  public var hours: Int
  public var parcels: Int

  public init(hours: Int, parcels: Int) {
    self.hours = hours
    self.parcels = parcels
  }
}
