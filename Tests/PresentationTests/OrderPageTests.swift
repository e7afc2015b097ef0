import Localization
import Markup
import Presentation
import Testing
import Tracking

@Suite("The page of an order") struct OrderPageTests {
  private func page(_ parcels: [Shipment], _ language: String = "en") throws -> Page {
    OrderPage.model(
      order: "4711", parcels: parcels.map { ($0, Parcels.carrier) },
      in: try Parcels.setting(language, "2026-11-24T12:10"))
  }

  private func coming(_ day: String) throws -> Shipment {
    var parcel = Parcels.parcel(Status(.inTransit, .moving))
    parcel.estimates = [
      Estimate(window: DeliveryWindow(day: try Parcels.day(day)), source: .carrier, at: parcel.createdAt)
    ]
    return parcel
  }

  @Test("soonest first, then without a day, then what does not come, delivered last; numbers stay")
  func order() throws {
    let page = try page([
      Parcels.parcel(Status(.delivered, .mailbox)), Parcels.parcel(Status(.inTransit)), coming("2026-11-27"),
      Parcels.parcel(Status(.exception, .lost)), coming("2026-11-25"), Parcels.parcel(Status(.readyForPickup, .locker)),
    ])
    #expect(page.parcels.map(\.link.link.text) == ["/t/x/6", "/t/x/5", "/t/x/3", "/t/x/2", "/t/x/4", "/t/x/1"])
  }

  @Test("the headline counts")
  func counts() throws {
    let there = Parcels.parcel(Status(.delivered, .mailbox))
    let lost = Parcels.parcel(Status(.exception, .lost))
    let soon = try coming("2026-11-25")
    #expect(try page([soon, soon, there]).hero.headline == "Two parcels are still coming, one is there")
    #expect(try page([soon, soon, there], "de").hero.headline == "Zwei Pakete kommen noch, eins ist da")
    #expect(try page([soon]).hero.headline == "One parcel is still coming")
    #expect(try page([there, there]).hero.headline == "Everything is there")
    #expect(try page([there, lost]).hero.headline == "One parcel is there, one does not come")
    #expect(try page([lost, lost]).hero.headline == "Two parcels do not come")
    #expect(try page([soon, lost]).tone == .problem)
    #expect(try page([soon, there]).hero.lead == "The next one arrives tomorrow.")
  }

  @Test("the head says what one of the parcels has to say: color, picture and words")
  func tone() throws {
    let there = Parcels.parcel(Status(.delivered, .mailbox))
    let soon = try coming("2026-11-25")
    var late = try coming("2026-11-26")
    late.promise = try Parcels.day("2026-11-24")
    late.delay = Delay(level: .late, promise: late.promise)
    let one = try page([soon, late, there])
    #expect((one.tone, one.hero.icon) == (.attention, .clock))
    #expect(one.hero.lead == "The next one arrives tomorrow. One is later than promised.")
    let two = try page([late, late], "de")
    #expect(two.hero.lead == "Das nächste kommt Donnerstag. Zwei kommen später als versprochen.")
    let back = try page([soon, Parcels.parcel(Status(.returning))])
    #expect((back.tone, back.hero.icon) == (.attention, .bell))
    let help = try page([late, Parcels.parcel(Status(.exception, .addressIncorrect))])
    #expect((help.tone, help.hero.icon) == (.problem, .warning))
    #expect((try page([there, there]).tone, try page([there, there]).hero.icon) == (.good, .check))
    #expect((try page([soon, there]).tone, try page([soon, there]).hero.icon) == (.calm, .parcel))
  }

  @Test("in any mixture the headline fits and every parcel has a next step", arguments: ["de", "en"])
  func mixtures(language: String) throws {
    for first in Parcels.statuses {
      let page = try page([Parcels.parcel(first), Parcels.parcel(Status(.inTransit))], language)
      #expect((1...60).contains(page.hero.headline.count), "\(first)")
      #expect(page.parcels.allSatisfy { !$0.text.isEmpty && !$0.title.isEmpty && $0.done <= $0.count })
    }
  }
}
