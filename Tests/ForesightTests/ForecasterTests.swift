import Testing
import Tracking

@testable import Foresight

private let monday = CivilDate(year: 2026, month: 3, day: 2) ?? CivilDate(dayNumber: 0)

private func facts(_ handover: CivilDate, promise: Int = 6, shop: String? = nil) -> TransitFacts {
  TransitFacts(
    shop: shop, carrier: "dhl", handover: handover, promise: handover.adding(days: promise), origin: "DE-2",
    destination: "DE-8", country: "DE", region: "BY")
}

/// 40 parcels a day for `days` days; each takes two days, every tenth five.
private func taught(days: Int = 30) -> Forecaster {
  var forecaster = Forecaster()
  for offset in 0..<days {
    let day = monday.adding(days: offset)
    for number in 0..<40 { forecaster.handedOver(ShipmentID("\(offset)-\(number)"), facts(day)) }
    for number in 0..<40 {
      forecaster.delivered(ShipmentID("\(offset - (number % 10 == 0 ? 5 : 2))-\(number)"), on: day)
    }
    _ = forecaster.close(day)
  }
  return forecaster
}

@Suite("The door to learning")
struct ForecasterTests {
  @Test("A forecast says when, how likely late, and of how many parcels it knows")
  func forecast() throws {
    let forecast = try #require(taught().forecast(ShipmentID("29-1")))
    #expect(forecast.asOf == monday.adding(days: 29))
    #expect(forecast.median == forecast.asOf.adding(days: 2))
    #expect(forecast.wide.from <= forecast.middle.from && forecast.middle.to <= forecast.wide.to)
    #expect((forecast.chanceLate ?? 1) < 0.05)
    #expect(!forecast.isAlarm)
    #expect(forecast.evidence.open > 500 && forecast.confidence > 0.9)
    #expect(forecast.evidence.later * 10 < forecast.evidence.open)
  }

  @Test("State is read as it was written, to the bit, and both learn on alike")
  func state() throws {
    var one = taught()
    let bytes = one.encoded()
    var other = try Forecaster(decoding: bytes)
    #expect(other == one)
    #expect(other.encoded() == bytes)
    let next = monday.adding(days: 30)
    for id in ["28-3", "25-0"] {
      one.delivered(ShipmentID(id), on: next)
      other.delivered(ShipmentID(id), on: next)
    }
    _ = one.close(next)
    _ = other.close(next)
    #expect(one.encoded() == other.encoded())
    #expect(one.forecast("29-1") == other.forecast("29-1"))
  }

  @Test("Damaged, foreign and newer states are refused, whatever the damage", arguments: [0, 1, 5, 17, 400, 5000])
  func damage(cut: Int) {
    let bytes = taught(days: 3).encoded()
    #expect(throws: ForecasterStateError.self) { try Forecaster(decoding: Array(bytes.prefix(cut))) }
    #expect(throws: ForecasterStateError.notOurs) { try Forecaster(decoding: Array("hello, world".utf8)) }
    var newer = bytes
    newer[4] = 0xff
    #expect(throws: ForecasterStateError.version(0x00ff)) { try Forecaster(decoding: newer) }
    #expect(throws: ForecasterStateError.damaged) { try Forecaster(decoding: bytes + [0]) }
  }

  @Test("A promise that nears is alarmed once, and an arrival ends it")
  func alarm() throws {
    var forecaster = taught()
    let day = monday.adding(days: 29)
    let promise = day.adding(days: 6)
    var raised: [CivilDate] = []
    for offset in 1...6 {
      let evening = forecaster.close(day.adding(days: offset))
      for alarm in evening.alarms where alarm.shipment == "29-1" {
        #expect(alarm.isRaised)
        raised.append(alarm.forecast.asOf)
      }
    }
    let first = try #require(raised.first)
    #expect(raised.count == 1 && first < promise)
    #expect(forecaster.forecast("29-1")?.alarmSince == first)
    forecaster.delivered("29-1", on: day.adding(days: 7))
    #expect(forecaster.close(day.adding(days: 7)).arrived.contains("29-1"))
    #expect(forecaster.forecast("29-1") == nil && !forecaster.contains("29-1"))
  }

  @Test("What was said twice, late or of strangers changes nothing")
  func strangers() {
    var forecaster = taught(days: 5)
    let before = forecaster
    forecaster.handedOver("4-1", facts(monday))
    forecaster.delivered("nobody", on: monday)
    forecaster.dropped("nobody")
    forecaster.scanned("nobody", .hub, at: Timestamp(milliseconds: 0))
    #expect(forecaster.close(monday).alarms.isEmpty)
    #expect(forecaster == before)
  }

  @Test("A parcel that is dropped leaves without having come")
  func dropped() {
    var forecaster = taught(days: 5)
    let open = forecaster.openCount
    forecaster.dropped("4-1")
    #expect(forecaster.openCount == open - 1)
    #expect(forecaster.forecast("4-1") == nil)
    _ = forecaster.close(monday.adding(days: 5))
    #expect(!forecaster.contains("4-1"))
  }

  @Test("Shops have thresholds of their own; holidays of the destination bring nothing")
  func apart() throws {
    var model = TransitModel()
    let parcel = model.handedOver(facts(CivilDate(year: 2026, month: 4, day: 30) ?? monday))
    #expect(parcel.kind(of: (CivilDate(year: 2026, month: 5, day: 1) ?? monday).dayNumber) == WeekdayFactor.holiday)
    #expect(parcel.kind(of: (CivilDate(year: 2026, month: 5, day: 4) ?? monday).dayNumber) == 0)
    var forecaster = taught()
    forecaster.handedOver("x", facts(monday.adding(days: 29), shop: "fjordlicht"))
    forecaster.delivered("x", on: monday.adding(days: 30))
    _ = forecaster.close(monday.adding(days: 30))
    #expect(forecaster.alarms.keys.sorted() == ["", "fjordlicht"])
  }
}
