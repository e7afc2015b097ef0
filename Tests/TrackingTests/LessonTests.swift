import Testing

@testable import Tracking

private let lane = Lane(shop: "shop", carrier: "dhl", destination: "DE", country: "DE")

@Suite("What a change teaches")
struct LessonTests {
  private let label = event(20, 9, .announced)
  private let pickedUp = event(21, 18, .inTransit, .pickedUp)
  private let hub = event(22, 3, .inTransit, .arrivedHub)
  private let brought = event(23, 14, .delivered)

  @Test("A label alone teaches no transit")
  func announced() {
    #expect(parcel().applying(answer(label), at: noon(20)).lessons == [])
  }

  @Test("The first scan hands over, later ones are scans, the arrival ends it; each is taught once")
  func way() throws {
    let promise = CivilDate("2026-11-24")
    let first = parcel(promise: promise).applying(answer(label, pickedUp), at: noon(21, hour: 19))
    #expect(
      first.lessons == [
        .handedOver(
          lane, on: try #require(CivilDate("2026-11-21")), promise: promise, label: time(20, 9)?.instant,
          scan: time(21, 18)?.instant),
        .scanned(Status(.inTransit, .pickedUp), place: nil, at: try #require(time(21, 18)?.instant)),
      ])
    let same = first.shipment.applying(answer(label, pickedUp), at: noon(21, hour: 21))
    #expect(same.lessons == [])
    let second = first.shipment.applying(answer(label, pickedUp, hub, brought), at: noon(23, hour: 15))
    #expect(
      second.lessons == [
        .scanned(Status(.inTransit, .arrivedHub), place: nil, at: try #require(time(22, 3)?.instant)),
        .arrived(try #require(CivilDate("2026-11-23"))),
      ])
    #expect(second.shipment.applying(answer(label, pickedUp, hub, brought), at: noon(24)).lessons == [])
  }

  @Test("A parcel that goes back leaves and teaches no arrival")
  func leaves() {
    let first = parcel().applying(answer(pickedUp), at: noon(21, hour: 19))
    let back = event(22, 10, .returning)
    #expect(first.shipment.applying(answer(pickedUp, back), at: noon(22)).lessons.last == .left)
  }

  @Test("Only regions are taught, never a whole postal code")
  func regions() {
    #expect(Lane.part("DE", "22113", characters: 1) == "DE-2")
    #expect(Lane.part("nl", "3542 AB", characters: 2) == "NL-35")
    #expect(Lane.part("DE", nil, characters: 1) == "DE")
    #expect(Lane.part(nil, "22113", characters: 1) == nil)
  }
}
