import Tracking

extension TransitFacts {
  /// Day numbers on which nothing moves at the destination, for as long as a parcel is followed.
  func holidays(besides others: Set<CivilDate>) -> [Int] {
    let calendar = country.map { BusinessCalendar(country: $0, region: region) }
    return (0...Self.followed).map { handover.adding(days: $0) }
      .filter { others.contains($0) || (calendar?.isHoliday($0) ?? false) }
      .map(\.dayNumber)
  }

  /// Days after hand-over for which holidays are known.
  private static let followed = 150
}
