import Foundation
import Localization
import Presentation
import Testing
import Tracking

@Suite("Which estimate is told") struct EstimateTests {
  private func headline(_ now: String = "2026-11-24T12:10", _ change: (inout Shipment) throws -> Void) throws -> String
  {
    var parcel = Parcels.parcel(Status(.inTransit, .arrivedHub))
    try change(&parcel)
    return TrackingPage.model(parcel, carrier: Parcels.carrier, in: try Parcels.setting("en", now)).hero.headline
  }

  private func estimate(_ day: String, _ source: EstimateSource) throws -> Estimate {
    Estimate(window: DeliveryWindow(day: try Parcels.day(day)), source: source, at: Parcels.moment("2026-11-24T06:00"))
  }

  @Test("the carrier's before ours, ours before the shop's, and the promise at last, as a last day")
  func order() throws {
    let carrier = try estimate("2026-11-26", .carrier)
    let ours = try estimate("2026-11-27", .foresight)
    let promise = try Parcels.day("2026-11-30")
    #expect(
      try headline {
        $0.estimates = [ours, carrier]; $0.promise = promise
      } == "Arrives Thursday")
    #expect(
      try headline {
        $0.estimates = [ours]; $0.promise = promise
      } == "Arrives Friday")
    #expect(try headline { $0.promise = promise } == "Arrives by Monday")
    #expect(try headline { _ in } == "On its way to you, day still open")
  }

  @Test("the window of a judged delay comes before all others")
  func judged() throws {
    let carrier = try estimate("2026-11-25", .carrier)
    let promise = try Parcels.day("2026-11-24")
    let window = DeliveryWindow(day: try Parcels.day("2026-11-27"))
    #expect(
      try headline {
        $0.estimates = [carrier]
        $0.promise = promise
        $0.delay = Delay(level: .late, promise: promise, expected: window, expectedSource: .foresight)
      } == "Arrives Friday, three\u{A0}days later")
  }

  @Test("an estimate that has passed is not told; the next source is")
  func passed() throws {
    let carrier = try estimate("2026-11-23", .carrier)
    let ours = try estimate("2026-11-25", .foresight)
    #expect(try headline { $0.estimates = [carrier, ours] } == "Arrives tomorrow")
    #expect(try headline { $0.estimates = [carrier] } == "On its way to you, day still open")
  }

  @Test("a broken promise is never quoted as an expectation")
  func broken() throws {
    let promise = try Parcels.day("2026-11-24")
    let text = try headline {
      $0.promise = promise
      $0.delay = Delay(level: .late, promise: promise)
    }
    #expect(text == "Later than promised, new day still open")
  }

  @Test("what was expected before scans stopped is not told anymore")
  func stalled() throws {
    let carrier = try estimate("2026-11-26", .carrier)
    #expect(
      try headline {
        $0.estimates = [carrier]; $0.delay = Delay(level: .stalled)
      }
        == "Your parcel is standing still, new day open")
  }

  @Test("out for delivery means today only on the day it was loaded")
  func outForDelivery() throws {
    var parcel = Parcels.parcel(Status(.outForDelivery, .onVehicle), at: "2026-11-24T08:00")
    func text(_ now: String) throws -> String {
      TrackingPage.model(parcel, carrier: Parcels.carrier, in: try Parcels.setting("en", now)).hero.headline
    }
    #expect(try text("2026-11-24T12:00") == "Arrives today")
    #expect(try text("2026-11-25T12:00") == "In the van. It should be with you soon")
    parcel.estimates = [try estimate("2026-11-24", .carrier)]
    #expect(try text("2026-11-24T23:00") == "Arrives today")
  }

  @Test("today is the destination's, not the server's")
  func zone() throws {
    var parcel = Parcels.parcel(Status(.inTransit, .moving))
    parcel.estimates = [try estimate("2026-11-25", .carrier)]
    // 23:30 UTC on the 24th is already the 25th in Berlin.
    var setting = try Parcels.setting("en", "2026-11-25T00:30")
    #expect(TrackingPage.model(parcel, carrier: Parcels.carrier, in: setting).hero.headline == "Arrives today")
    setting.zone = .gmt
    #expect(TrackingPage.model(parcel, carrier: Parcels.carrier, in: setting).hero.headline == "Arrives tomorrow")
  }
}
