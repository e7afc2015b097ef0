import Testing
import Tracking

@testable import Sandbox

@Suite struct JourneyTests {
  @Test("the same start and seed give the same scans for ever", arguments: JourneyKind.allCases)
  func deterministic(_ kind: JourneyKind) {
    let one = Journey(kind, carrier: "dhl", start: monday, seed: 7)
    #expect(one == Journey(kind, carrier: "dhl", start: monday, seed: 7))
  }

  @Test("a scan that was issued stays as it is while later ones follow", arguments: JourneyKind.allCases)
  func stable(_ kind: JourneyKind) {
    let journey = Journey(kind, carrier: "dpd", start: monday, seed: 3)
    var known: [Journey.Event] = []
    for hour in stride(from: 0, through: 300, by: 5) {
      let events = journey.events(upTo: monday.adding(hours: Int64(hour)))
      #expect(Array(events.prefix(known.count)) == known)
      known = events
    }
    #expect(known == journey.events)
  }

  @Test("scans of a story are in order and each in a minute of its own", arguments: JourneyKind.allCases)
  func ordered(_ kind: JourneyKind) {
    for seed in 1...50 {
      let times = Journey(kind, carrier: "gls", start: monday, seed: UInt64(seed)).events.map(\.at.seconds)
      #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 60 })
    }
  }

  @Test("a parcel begins and ends in different cities, whatever the seed")
  func cities() {
    for seed in 1...200 {
      let journey = Journey(.onTime, carrier: "hermes", start: monday, seed: UInt64(seed))
      #expect(journey.origin != journey.destination)
    }
  }

  @Test("the late parcel's estimate moves past the first one twice")
  func lateEstimate() {
    let journey = Journey(.late, carrier: "dhl", start: monday)
    let days = [27, 37, 61].map { journey.estimate(at: monday.adding(hours: $0))?.to.iso }
    #expect(days == ["2026-03-04", "2026-03-05", "2026-03-06"])
  }

  @Test("an estimate ends with the delivery and stays away before the hand-over")
  func estimateEnds() {
    let journey = Journey(.onTime, carrier: "dhl", start: monday)
    #expect(journey.estimate(at: monday.adding(hours: 20)) == nil)
    #expect(journey.estimate(at: monday.adding(hours: 41)) != nil)
    #expect(journey.estimate(at: monday.adding(hours: 46)) == nil)
  }

  @Test(
    "stories end where they should",
    arguments: [
      (JourneyKind.onTime, ShipmentState.delivered), (.late, .delivered), (.stalled, .inTransit),
      (.labelOnly, .announced), (.pickupPoint, .delivered), (.locker, .delivered), (.neighbor, .delivered),
      (.safePlace, .delivered), (.secondAttempt, .delivered), (.attemptThenPickup, .delivered),
      (.damaged, .exception), (.addressProblem, .delivered), (.refused, .returned), (.notCollected, .returned),
      (.lost, .exception),
    ])
  func endings(_ kind: JourneyKind, _ state: ShipmentState) {
    let journey = Journey(kind, carrier: "dhl", start: monday)
    #expect(journey.state(seenThrough: .dhlUnified, at: monday.adding(hours: 400)) == state)
  }

  @Test("only stories with a pickup have a place to pick up, kept for a week")
  func pickups() {
    let with = JourneyKind.allCases.filter { Journey($0, carrier: "dhl", start: monday).pickup != nil }
    #expect(with == [.pickupPoint, .locker, .attemptThenPickup, .notCollected])
    #expect(Journey(.pickupPoint, carrier: "dhl", start: monday).pickup?.until?.iso == "2026-03-11")
  }

  @Test("numbers have the shape and check digit of their carrier")
  func numbers() throws {
    for serial in 0...300 {
      let dhl = try #require(SandboxNumbers.number("dhl", serial: serial))
      #expect(dhl.count == 20 && dhl.hasPrefix("00340434") && checks(dhl.dropFirst(2)))
      let hermes = try #require(SandboxNumbers.number("hermes", serial: serial))
      #expect(hermes.count == 14 && checks(hermes[...]))
      let dpd = try #require(SandboxNumbers.number("dpd", serial: serial))
      #expect(dpd.count == 14 && !checks(dpd[...]))
      #expect(SandboxNumbers.number("gls", serial: serial)?.count == 11)
    }
    #expect(SandboxNumbers.number("ups", serial: 1) == nil)
  }

  /// Mod 10 with weights 3 and 1 over all digits, the check digit included, is 0.
  private func checks(_ digits: Substring) -> Bool {
    digits.reversed().enumerated().reduce(0) { sum, digit in
      sum + (digit.element.wholeNumberValue ?? 0) * (digit.offset % 2 == 0 ? 1 : 3)
    } % 10 == 0
  }
}
