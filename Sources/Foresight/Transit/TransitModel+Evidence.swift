import Tracking

extension TransitModel {
  /// The counts behind a forecast, of the finest key that knows enough, in today's weight.
  func evidence(_ parcel: Parcel, after day: CivilDate, until last: CivilDate) -> ForecastEvidence {
    let age = day.dayNumber - parcel.facts.handover.dayNumber
    let end = last.dayNumber - parcel.facts.handover.dayNumber
    var result = ForecastEvidence(
      scope: .all, open: 0, later: 0, day: age, until: end, health: pace(parcel).network.factor)
    for (key, scope) in zip(parcel.keys, parcel.facts.scopes()) {
      guard let counts = tables.counts(key, bin: AgeBins.bin(age + 1)), counts.open >= Self.enough || scope == .all
      else { continue }
      result.scope = scope
      result.open = Int(counts.open.rounded())
      result.later = Int((counts.open * tables.rawSurvival(key, ages: age + 1, through: end)).rounded())
    }
    return result
  }

  /// Open parcels from which on a finer key speaks for itself.
  private static let enough = 20.0
}

extension LifeTables {
  /// Share of the key's parcels, open at the beginning of `first`, that were open after `last`; by its own counts.
  func rawSurvival(_ key: TransitKey, ages first: Int, through last: Int) -> Double {
    var share = 1.0
    for age in stride(from: first, through: min(last, first + 365), by: 1) {
      guard let counts = counts(key, bin: AgeBins.bin(age)), counts.open > 0 else { break }
      share *= 1 - min(counts.arrived / counts.open, 1)
    }
    return share
  }
}
