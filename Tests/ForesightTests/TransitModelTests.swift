import Testing
import Tracking

@testable import Foresight

/// A small fleet with known truth: two lanes, a quick one and a slow one, nothing on Sundays.
private func fleet(_ count: Int) -> [TransitReplay.Parcel] {
  var state: UInt64 = 7
  func random() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 33) / Double(1 << 31)
  }
  let start = CivilDate(year: 2026, month: 1, day: 5)?.dayNumber ?? 0
  return (0..<count).map { index in
    let slow = index % 2 == 0
    let handover = CivilDate(dayNumber: start + index / 10)
    var day = handover
    repeat { day = day.adding(days: 1) } while day.weekday == 7 || random() > (slow ? 0.15 : 0.5)
    return TransitReplay.Parcel(
      id: String(index),
      facts: TransitFacts(
        handover: handover, promise: handover.adding(days: 8), origin: "A", destination: slow ? "S" : "Q",
        region: slow ? "S" : "Q"),
      delivered: day)
  }
}

@Suite("Learning how long parcels take")
struct TransitModelTests {
  @Test("A slow lane is told from a quick one, and Sundays are learned")
  func lanes() throws {
    var replay = TransitReplay()
    replay.run(fleet(2000), split: CivilDate(dayNumber: 0))
    let day = try #require(CivilDate(year: 2026, month: 9, day: 7))
    var model = replay.forecaster.model
    func late(_ lane: String) -> Double {
      let parcel = model.handedOver(
        TransitFacts(
          handover: day, promise: day.adding(days: 5), origin: "A", destination: lane, region: lane))
      return model.chanceLate(parcel, promise: day.adding(days: 5), after: day)
    }
    #expect(late("S") > 0.3 && late("S") < 0.6)
    #expect(late("Q") < 0.12)
    let parcel = model.handedOver(
      TransitFacts(handover: day.adding(days: 5), origin: "A", destination: "Q", region: "Q"))
    let survival = model.survival(parcel, after: day.adding(days: 5), days: 2)
    #expect(survival.open(after: 1) > 0.9, "Sunday brings nothing")
    #expect(survival.open(after: 2) < 0.75, "Monday does")
  }

  @Test("What it said came true as often as it said")
  func calibration() {
    let parcels = fleet(3000)
    var replay = TransitReplay()
    replay.run(parcels, split: CivilDate(year: 2026, month: 4, day: 1) ?? CivilDate(dayNumber: 0))
    let late = Set(parcels.filter { $0.delivered > $0.facts.handover.adding(days: 8) }.map(\.id))
    let said = replay.evenings.map(\.chanceLate).reduce(0, +)
    let came = Double(replay.evenings.count { late.contains($0.id) })
    #expect(replay.evenings.count > 3000)
    #expect(abs(said - came) / came < 0.12)
  }

  @Test("The same history gives the same model to the bit")
  func deterministic() {
    var first = TransitReplay()
    var second = TransitReplay()
    first.run(fleet(800), split: CivilDate(dayNumber: 0))
    second.run(fleet(800), split: CivilDate(dayNumber: 0))
    #expect(first.forecaster == second.forecaster)
  }

  @Test("Chances never rise with waiting, and absurd ages are harmless", arguments: [0, 30, 5000, -3])
  func survival(age: Int) throws {
    var replay = TransitReplay()
    replay.run(fleet(300), split: CivilDate(dayNumber: 0))
    let day = try #require(CivilDate(year: 2026, month: 3, day: 2))
    var model = replay.forecaster.model
    let parcel = model.handedOver(TransitFacts(handover: day.adding(days: -age)))
    let survival = model.survival(parcel, after: day, days: 90)
    let open = (0...90).map { survival.open(after: $0) }
    #expect(zip(open, open.dropFirst()).allSatisfy { $0 >= $1 && $1 >= 0 })
  }

  @Test("The least used tables are given up, and the coarser ones still know what they knew")
  func eviction() {
    var tables = LifeTables(forgetting: 365)
    let coarse = TransitKey("all")
    for number in 0...LifeTables.limit {
      let places = tables.makePlaces(for: [coarse, TransitKey("lane", String(number))])
      for _ in 0...(number == 7 ? 3 : 0) { tables.count(places, bin: 2, weight: 1, arrived: true) }
    }
    let before = tables.counts(Int(tables.slots[coarse] ?? 0), bin: 2)
    tables.age()
    #expect(tables.keyCount == LifeTables.limit * 9 / 10)
    #expect(tables.slots[TransitKey("lane", "7")] != nil, "the used ones stay")
    let after = tables.counts(Int(tables.slots[coarse] ?? 0), bin: 2)
    #expect(abs(after.open - before.open * 0.99726) < 1)
    #expect(tables.byteCount < 6_000_000)
  }

  @Test("Slopes stay at zero without evidence and find a lasting one")
  func slopes() {
    var slopes = Slopes()
    slopes.learn(Slopes.Evening())
    #expect(slopes.slopes == .zero)
    let slow = Slopes.features(SIMD2(1, 0), bin: 9)
    for _ in 0..<900 {
      var evening = Slopes.Evening()
      // Twice as seldom as was said.
      for number in 0..<20 { evening.add(slow, intensity: 0.2 * slopes.factor(slow), arrived: number % 10 == 0) }
      slopes.learn(evening)
    }
    #expect(abs(slopes.factor(slow) - 0.527) < 0.06)
  }

  @Test("The method of reference and the combination tell slow from quick alike")
  func methods() {
    let parcels = fleet(1500)
    var combined = TransitReplay()
    var reference = TransitReplay(.reference())
    let split = CivilDate(year: 2026, month: 4, day: 1) ?? CivilDate(dayNumber: 0)
    combined.run(parcels, split: split)
    reference.run(parcels, split: split)
    #expect(combined.evenings.count == reference.evenings.count)
    let apart = zip(combined.evenings, reference.evenings).map { abs($0.chanceLate - $1.chanceLate) }
    #expect(apart.reduce(0, +) / Double(apart.count) < 0.05)
    #expect(combined.evenings.map(\.chanceLate) != reference.evenings.map(\.chanceLate))
  }
}
