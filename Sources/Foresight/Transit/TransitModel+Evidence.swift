import Tracking

extension TransitModel {
  /// The counts behind a forecast, of the finest key that knows enough, in today's weight.
  func evidence(_ parcel: Parcel, _ places: [Int], after day: CivilDate, until last: CivilDate) -> ForecastEvidence {
    let age = day.dayNumber - parcel.handover
    let end = last.dayNumber - parcel.handover
    var result = ForecastEvidence(
      scope: .all, open: 0, later: 0, day: age, until: end, health: paces[parcel.pace].network.factor)
    for index in places.indices.reversed() where places[index] >= 0 {
      let slot = places[index]
      let scope = parcel.keys.scopes[index]
      let open = tables.counts(slot, bin: AgeBins.bin(age + 1)).open
      guard open >= Self.enough || scope == .all else { continue }
      result.scope = scope
      result.open = Int(open.rounded())
      result.later = Int((open * tables.share(slot, openThrough: end, from: age + 1)).rounded())
      return result
    }
    return result
  }

  /// Open parcels from which on a finer key speaks for itself.
  private static let enough = 20.0
}

extension LifeTables {
  /// Share of the key's parcels, open at the beginning of age `first`, that were open after `last`; by its own counts.
  func share(_ slot: Int, openThrough last: Int, from first: Int) -> Double {
    var share = 1.0
    for age in stride(from: first, through: min(last, first + 100), by: 1) {
      let counts = counts(slot, bin: AgeBins.bin(age))
      guard counts.open > 0 else { break }
      share *= 1 - min(counts.arrived / counts.open, 1)
    }
    return share
  }
}
