import Testing

@testable import Tracking

@Suite("When to ask again")
struct PollPlanTests {
  @Test("Out for delivery is asked within minutes, a label within hours")
  func byState() throws {
    var shipment = parcel()
    shipment.status = Status(.outForDelivery)
    let soon = try #require(PollPlan.next(for: shipment, outcome: .tracked, at: noon(21)))
    #expect((540...660).contains(soon.seconds(since: noon(21))))
    shipment.status = Status(.announced)
    let later = try #require(PollPlan.next(for: shipment, outcome: .tracked, at: noon(21)))
    #expect(later.seconds(since: noon(21)) > 2 * 3600)
  }

  @Test("Delivered stops after a grace of three days")
  func stops() {
    var shipment = parcel()
    shipment.status = Status(.delivered)
    shipment.stateSince = noon(21)
    #expect(PollPlan.next(for: shipment, outcome: .tracked, at: noon(22)) != nil)
    #expect(PollPlan.next(for: shipment, outcome: .tracked, at: noon(25)) == nil)
  }

  @Test("A rate limit with a moment is obeyed, spread behind it")
  func rateLimit() throws {
    let until = noon(22)
    let next = try #require(PollPlan.next(for: parcel(), outcome: .rateLimited(until: until), at: noon(21)))
    #expect(next >= until && next < until.adding(seconds: 300))
  }

  @Test("Failures back off and stay bounded, also after a million of them")
  func backOff() {
    var shipment = parcel()
    var last: Int64 = 0
    for failures in [1, 2, 3, 6, 1_000_000, .max] {
      shipment.failures = failures
      let interval = PollPlan.interval(for: shipment, outcome: .unavailable("x"), at: noon(21)) ?? 0
      #expect(interval >= last && interval <= 7200)
      last = interval
    }
  }

  @Test("The jitter of a shipment is stable and spreads many of them evenly")
  func jitter() {
    let values = (0..<4000).map { PollPlan.jittered(7200, key: "shipment-\($0)") }
    #expect(values.allSatisfy { (6480...7920).contains($0) })
    #expect(values == (0..<4000).map { PollPlan.jittered(7200, key: "shipment-\($0)") })
    let buckets = Dictionary(grouping: values) { ($0 - 6480) / 144 }.mapValues(\.count)
    #expect(buckets.filter { $0.key < 10 }.allSatisfy { (280...520).contains($0.value) })
  }
}
