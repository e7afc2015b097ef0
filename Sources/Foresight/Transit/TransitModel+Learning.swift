import Foundation
import Tracking

extension TransitModel {
  /// One parcel that was open when the day began.
  struct OpenParcel {
    let parcel: Parcel
    let arrived: Bool
  }

  /// Learns from the evening of `day`: every parcel that was open when it began, arrived or not. What it says to each is
  /// taken before any is learned from.
  mutating func learn(_ day: CivilDate, open: [OpenParcel]) {
    tables.age()
    for index in paces.indices { paces[index].age() }
    let number = day.dayNumber
    let places = open.map { tables.makePlaces(for: $0.parcel.keys.all) }
    let factors = paces.map { (kinds: $0.weekdays.factors, health: $0.network.factor) }
    var evening = Slopes.Evening()
    for index in open.indices {
      let parcel = open[index].parcel
      let bin = AgeBins.bin(number - parcel.handover)
      let kind = parcel.kind(of: number)
      let weight = factors[parcel.pace].kinds[kind]
      let base = base(places[index], parcel.keys, bin: bin)
      paces[parcel.pace].learn(kind, arrived: open[index].arrived, hazard: base.hazard, weight: weight)
      guard method == .combined else { continue }
      let features = Slopes.features(parcel.traits, bin: bin)
      let intensity = base.intensity * weight * factors[parcel.pace].health * slopes.factor(features)
      evening.add(features, intensity: min(intensity, Self.highest), arrived: open[index].arrived)
    }
    if method == .combined { slopes.learn(evening) }
    for index in open.indices {
      let parcel = open[index].parcel
      tables.count(
        places[index], bin: AgeBins.bin(number - parcel.handover),
        weight: factors[parcel.pace].kinds[parcel.kind(of: number)], arrived: open[index].arrived)
    }
  }

  /// A day's chance stays below 95 %.
  static let highest = 3.0
}
