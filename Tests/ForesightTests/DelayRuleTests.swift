import Testing
import Tracking

@testable import Foresight

private func moment(_ text: String, hour: Int) -> Timestamp {
  CivilDate(text).flatMap { CivilTime($0, hour: hour, minute: 0) }?.instant(offset: 3600) ?? Timestamp(milliseconds: 0)
}

/// A parcel that said `status` at `hour` of Friday, 20 November 2026.
private func parcel(_ status: Status, hour: Int = 10, promise: String? = "2026-11-26") -> Shipment {
  var shipment = Shipment(
    id: "s", shop: "shop", carrier: "dhl", number: "1", promise: promise.flatMap { CivilDate($0) },
    destination: Destination(country: "DE"), createdAt: moment("2026-11-20", hour: 8))
  shipment.status = status
  if let date = CivilDate("2026-11-20"), let civil = CivilTime(date, hour: hour, minute: 0) {
    let time = CarrierTime(civil: civil, offset: 3600, zone: .stated, precision: .minute, raw: civil.iso)
    shipment.checkpoints = [Checkpoint(time: time, meaning: .status(status), code: "x")]
  }
  return shipment
}

private func window(_ day: String) -> DeliveryWindow? { CivilDate(day).map { DeliveryWindow(day: $0) } }

@Suite("Delay by rules")
struct DelayRuleTests {
  @Test("The carrier's own estimate behind the promise is late before the promise passes")
  func estimate() throws {
    var shipment = parcel(Status(.inTransit))
    let expected = try #require(window("2026-11-27"))
    shipment.estimates = [Estimate(window: expected, source: .carrier, at: moment("2026-11-20", hour: 11))]
    let change = Foresight.assess(shipment, at: moment("2026-11-20", hour: 12))
    #expect(change.shipment.delay.level == .late)
    #expect(change.shipment.delay.expected == expected)
    #expect(change.news.map(\.kind) == [.delayLate])
  }

  @Test(
    "Scans that stop are told after business hours, not over a weekend",
    arguments: [
      (Status(.inTransit), DelayLevel.stalled, "2026-11-24"), (Status(.announced), .notHandedOver, "2026-11-24"),
      (Status(.announced, .droppedOffBySender), .notScanned, "2026-11-23"),
      (Status(.outForDelivery), .stalled, "2026-11-23"),
      (Status(.inTransit, .customsStarted), .stalled, "2026-11-27"),
    ])
  func silence(status: Status, level: DelayLevel, day: String) throws {
    let shipment = parcel(status, promise: nil)
    let planned = try #require(Foresight.assess(shipment, at: moment("2026-11-20", hour: 12)).shipment.nextAssessAt)
    #expect(planned >= moment(day, hour: 0) && planned <= moment(day, hour: 23))
    #expect(Foresight.assess(shipment, at: planned.adding(seconds: -60)).shipment.delay.level == .none)
    let change = Foresight.assess(shipment, at: planned)
    #expect(change.shipment.delay.level == level)
    #expect(change.news.map(\.kind) == [News.Kind(level)])
  }

  @Test("A reported cause endangers the promise, unless the carrier's estimate keeps it")
  func reported() throws {
    var shipment = parcel(Status(.inTransit))
    shipment.carrierDelay = .weather
    #expect(Foresight.assess(shipment, at: moment("2026-11-20", hour: 12)).shipment.delay.level == .atRisk)
    let kept = try #require(window("2026-11-25"))
    shipment.estimates = [Estimate(window: kept, source: .carrier, at: moment("2026-11-20", hour: 11))]
    #expect(Foresight.assess(shipment, at: moment("2026-11-20", hour: 12)).shipment.delay.level == .none)
  }

  @Test("Steps up are told once, steps down are not, the end is")
  func steps() throws {
    var shipment = parcel(Status(.inTransit))
    shipment.carrierDelay = .weather
    let risk = Foresight.assess(shipment, at: moment("2026-11-20", hour: 12))
    #expect(risk.news.map(\.kind) == [.delayAtRisk])
    let late = Foresight.assess(risk.shipment, at: moment("2026-11-27", hour: 1))
    #expect(late.news.map(\.kind) == [.delayLate])
    var back = late.shipment
    back.status = Status(.delivered)
    #expect(Foresight.assess(back, at: moment("2026-11-27", hour: 9)).news.map(\.kind) == [.delayResolved])
  }

  @Test("A promise already broken when the shipment came is shown and not told")
  func oldImport() {
    let change = Foresight.assess(
      parcel(Status(.inTransit), promise: "2026-11-10"), at: moment("2026-11-20", hour: 12))
    #expect(change.shipment.delay.level == .late)
    #expect(change.news.isEmpty)
  }

  @Test("A parcel about to go back is told two days before, once a deadline")
  func pickup() throws {
    var shipment = parcel(Status(.readyForPickup, .pickupPoint))
    shipment.pickup = PickupPlace(until: CivilDate("2026-11-27"))
    let planned = try #require(Foresight.assess(shipment, at: moment("2026-11-21", hour: 9)).shipment.nextAssessAt)
    #expect(planned == moment("2026-11-25", hour: 9))
    let first = Foresight.assess(shipment, at: planned).news
    let second = Foresight.assess(shipment, at: planned.adding(hours: 5)).news
    #expect(first.map(\.kind) == [.pickupExpiring])
    #expect(first.map(\.episode) == second.map(\.episode))
  }
}
