import Foundation
import Tracking

/// How a parcel's chances add up from an evening on.
struct Survival: Sendable {
  /// Intensity summed up to the end of each of the following days; the first value is 0, for the evening itself.
  let sums: [Double]

  /// Chance that it is still open `days` after the evening.
  func open(after days: Int) -> Double {
    days <= 0 ? 1 : exp(-sums[min(days, sums.count - 1)])
  }

  /// Days after the evening within which it has come with that chance; the last one looked at where none suffices.
  func days(chance: Double) -> Int {
    let needed = -log(1 - chance)
    return sums.firstIndex { $0 >= needed } ?? sums.count - 1
  }
}

extension TransitModel {
  /// Looks `days` ahead of the evening of `day`, at the end of which `parcel` is open.
  ///
  /// - Parameter known: the places of its keys, where the caller has them.
  func survival(_ parcel: Parcel, _ known: [Int]? = nil, after day: CivilDate, days: Int) -> Survival {
    let number = day.dayNumber
    let age = number - parcel.handover
    let places = known ?? tables.places(of: parcel.keys.all)
    let kinds = paces[parcel.pace].weekdays.factors
    let health = paces[parcel.pace].network.factor
    var sums = [0.0]
    sums.reserveCapacity(days + 1)
    var sum = 0.0
    var current = -1
    var usual = 0.0
    for ahead in stride(from: 1, through: days, by: 1) {
      let bin = AgeBins.bin(age + ahead)
      if bin != current {
        current = bin
        usual = usualDay(parcel, places, bin: bin)
      }
      let factor = kinds[parcel.kind(of: number + ahead)] * health
      sum += method == .combined ? min(usual * factor, Self.highest) : -log(1 - min(usual * factor, 0.95))
      sums.append(sum)
    }
    return Survival(sums: sums)
  }

  /// What a usual day of that age brings: an intensity; a chance with the method of reference.
  private func usualDay(_ parcel: Parcel, _ places: [Int], bin: Int) -> Double {
    let base = base(places, parcel.keys, bin: bin)
    return method == .combined
      ? base.intensity * slopes.factor(Slopes.features(parcel.traits, bin: bin)) : base.hazard
  }

  /// The chance that it comes after `promise`, given that it is open at the end of `day`.
  func chanceLate(_ parcel: Parcel, promise: CivilDate, after day: CivilDate) -> Double {
    let days = min(promise.dayNumber - day.dayNumber, Self.promiseHorizon)
    return days < 1 ? 1 : survival(parcel, after: day, days: days).open(after: days)
  }
}
