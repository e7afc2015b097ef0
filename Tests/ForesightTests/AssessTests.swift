import Testing
import Tracking

@testable import Foresight

private func moment(_ text: String, hour: Int) -> Timestamp {
  CivilDate(text).flatMap { CivilTime($0, hour: hour, minute: 0) }?.instant(offset: 3600) ?? Timestamp(milliseconds: 0)
}

private func parcel(promise: String?) -> Shipment {
  Shipment(
    id: "s", shop: "shop", carrier: "dhl", number: "1", promise: promise.flatMap { CivilDate($0) },
    destination: Destination(country: "DE"), createdAt: moment("2026-11-20", hour: 9))
}

@Suite("Judging against the promise")
struct AssessTests {
  @Test("A promise breaks at midnight of the destination, not before, and is told once")
  func promisePasses() throws {
    let shipment = parcel(promise: "2026-11-24")
    let before = Foresight.assess(shipment, at: moment("2026-11-24", hour: 23))
    #expect(before.shipment.delay.level == .none)
    #expect(before.news.isEmpty)
    let planned = try #require(before.shipment.nextAssessAt)
    #expect(planned == moment("2026-11-25", hour: 0))
    let after = Foresight.assess(before.shipment, at: planned)
    #expect(after.shipment.delay.level == .late)
    #expect(after.news.map(\.kind) == [.delayLate])
    #expect(after.shipment.version == shipment.version + 1)
    #expect(Foresight.assess(after.shipment, at: planned.adding(hours: 1)).news.isEmpty)
  }

  @Test("Nothing is ever late without a promise")
  func noPromise() {
    let change = Foresight.assess(parcel(promise: nil), at: moment("2026-12-10", hour: 9))
    #expect(change.shipment.delay == .none)
  }

  @Test("Arrival resolves the delay and says so once")
  func resolves() {
    var shipment = Foresight.assess(parcel(promise: "2026-11-24"), at: moment("2026-11-25", hour: 1)).shipment
    shipment.status = Status(.delivered)
    let change = Foresight.assess(shipment, at: moment("2026-11-25", hour: 15))
    #expect(change.news.map(\.kind) == [.delayResolved])
    #expect(change.shipment.delay == .none)
    #expect(change.shipment.nextAssessAt == nil)
  }

  @Test("Thirty silent days expire a shipment")
  func expires() {
    let change = Foresight.assess(parcel(promise: nil), at: moment("2026-12-20", hour: 10))
    #expect(change.shipment.status.state == .expired)
    #expect(change.news.map(\.kind) == [.shipmentExpired])
  }

  @Test("A parcel that waits for its recipient is not late")
  func waiting() {
    var shipment = parcel(promise: "2026-11-24")
    shipment.status = Status(.readyForPickup)
    #expect(Foresight.assess(shipment, at: moment("2026-11-27", hour: 9)).shipment.delay.level == .none)
  }
}
