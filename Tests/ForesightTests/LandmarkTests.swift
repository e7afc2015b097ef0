import Testing
import Tracking

@testable import Foresight

/// Legs of two destinations: one mostly late, one mostly not.
private func legs(_ count: Int) -> [LegReplay.Leg] {
  var random = SplitMix(seed: 5)
  return (0..<count).map { number in
    let slow = number % 2 == 0
    let last = Double(10 + random.below(slow ? 800 : 20))
    return LegReplay.Leg(
      id: String(number), caseNumber: number, way: LandmarkModel.Way(origin: "A", destination: slow ? "S" : "Q"),
      promise: 48, steps: ["dep", "rcf", "dlv"], hours: [8, 12, last])
  }
}

@Suite("The chance to be late from scans")
struct LandmarkTests {
  @Test("A destination that is late more often than others is told apart, by counts")
  func destinations() {
    var replay = LegReplay()
    replay.run(legs(600), from: 600)
    let point = Landmark(milestone: "dlv", silence: 2, left: 26)
    let slow = replay.model.chanceLate(LandmarkModel.Way(origin: "A", destination: "S"), point)
    let quick = replay.model.chanceLate(LandmarkModel.Way(origin: "A", destination: "Q"), point)
    #expect(slow > 0.4 && quick < 0.15)
    let counts = replay.model.counts(point)
    #expect(counts.passed > 500 && counts.late > 100 && counts.late < counts.passed)
  }

  @Test("Nothing is known of a leg before its case is over, and later with a lag")
  func order() {
    let one = legs(40)
    var whole = LegReplay()
    whole.run(one, from: 0)
    var half = LegReplay()
    half.run(Array(one.prefix(20)), from: 0)
    let early = whole.ticks.filter { (Int($0.id) ?? 0) < 20 }
    #expect(early.map(\.chanceLate) == half.ticks.map(\.chanceLate))
    var lagging = LegReplay()
    lagging.run(one, from: 0, lag: 40)
    #expect(Set(lagging.ticks.map(\.chanceLate)).count == 1, "no end was known yet")
  }

  @Test("A look sees the scans of its hour and no later ones")
  func looks() throws {
    let leg = try #require(legs(1).first)
    let looks = LegReplay.landmarks(leg)
    #expect(looks.map(\.0).prefix(4) == [0, 3, 6, 9])
    #expect(looks[2].1 == Landmark(milestone: "dep|rcf|dlv", silence: 6, left: 42))
    #expect(looks[3].1 == Landmark(milestone: "rcf|dlv", silence: 1, left: 39))
    #expect(looks.allSatisfy { Double($0.0) < min(leg.promise, leg.total) })
  }

  @Test("Half of the late are found where half of them score above all but one in twenty of the punctual")
  func recall() {
    var replay = LegReplay()
    let known = legs(800)
    replay.run(known, from: 400)
    let evaluation = LegEvaluation(known, from: 400, replay: replay)
    #expect(evaluation.count == 400 && evaluation.lateCount > 100)
    #expect(evaluation.recall(lead: 24) > 0.5)
    let range = evaluation.interval(lead: 24, rounds: 40)
    #expect(range.0 <= evaluation.recall(lead: 24) && evaluation.recall(lead: 24) <= range.1)
  }
}
