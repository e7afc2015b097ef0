import Tracking

/// What is known of a parcel when it is handed over. An empty or missing field skips its level.
public struct TransitFacts: Hashable, Sendable {
  /// Whose budget of false alarms it counts against.
  public var shop: String?
  public var carrier: String?
  public var service: String?
  public var handover: CivilDate
  public var promise: CivilDate?
  /// A region, never an address; with `destination` the lane.
  public var origin: String?
  public var destination: String?
  /// ISO 3166-1 alpha-2 of the destination, for its holidays; with `region` as the state's ("BY") those of the state.
  public var country: String?
  public var region: String?
  /// The first characters of the destination's postal code.
  public var postalArea: String?
  public var kilometers: Double?

  public init(
    shop: String? = nil, carrier: String? = nil, service: String? = nil, handover: CivilDate,
    promise: CivilDate? = nil, origin: String? = nil, destination: String? = nil, country: String? = nil,
    region: String? = nil, postalArea: String? = nil, kilometers: Double? = nil
  ) {
    self.shop = shop
    self.carrier = carrier
    self.service = service
    self.handover = handover
    self.promise = promise
    self.origin = origin
    self.destination = destination
    self.country = country
    self.region = region
    self.postalArea = postalArea
    self.kilometers = kilometers
  }

  /// Day numbers on which nothing moves at the destination, for as long as a parcel is followed.
  func holidays(besides others: Set<CivilDate>) -> [Int] {
    let calendar = country.map { BusinessCalendar(country: $0, region: region) }
    guard calendar != nil || !others.isEmpty else { return [] }
    let first = handover.dayNumber
    let last = first + Self.followed
    let own = others.lazy.map(\.dayNumber).filter { (first...last).contains($0) }
    let days = calendar.map { calendar in
      (first...last).filter { calendar.isHoliday(CivilDate(dayNumber: $0)) }
    }
    return Set(own).union(days ?? []).sorted()
  }

  /// Days after hand-over for which holidays are known.
  private static let followed = 150
}
