import Localization
import Presentation
import Testing
import Tracking

@Suite("Nothing derived from the address before the postcode") struct PrivacyTests {
  /// A parcel with a secret in every field that an address, a name or a carrier's free text can reach.
  static func parcel(_ status: Status) -> Shipment {
    var parcel = Parcels.parcel(status)
    parcel.destination.postalCode = "SECRETPLZ"
    parcel.receivedBy = "Secretname"
    parcel.items = [Item(name: "Secretthing")]
    parcel.pickup = PickupPlace(
      name: "Secretkiosk", street: "Secretstreet 8", city: "Secrettown", postalCode: "SECRET1",
      until: CivilDate("2026-12-01"), hours: ["Secrethours"], code: "SECRETCODE")
    for index in parcel.checkpoints.indices {
      parcel.checkpoints[index].text = "Left with Secrettext"
      parcel.checkpoints[index].place.name = "Secretfacility"
      parcel.checkpoints[index].place.postalCode = "SECRET2"
    }
    parcel.checkpoints[0].place.city = "12345 Secretcity"
    var info = parcel.checkpoints[0]
    info.meaning = .information
    info.place.city = "Secretkiosk"
    var unknown = parcel.checkpoints[0]
    unknown.meaning = .unrecognized
    unknown.place.city = "Secretstreet 8, Hannover"
    parcel.checkpoints += [info, unknown]
    return parcel
  }

  @Test("no secret is on the page of a link, in any state", arguments: Parcels.statuses)
  func locked(status: Status) throws {
    for entry in [PageSetting.Entry.token, .number] {
      for words in [false, true] {
        var setting = try Parcels.setting("de", "2026-11-24T12:10")
        setting.entry = entry
        setting.showsCarrierWords = words
        let page = TrackingPage.model(Self.parcel(status), carrier: Parcels.carrier, in: setting)
        #expect(secrets(in: page).isEmpty)
        let order = OrderPage.model(order: "4711", parcels: [(Self.parcel(status), Parcels.carrier)], in: setting)
        #expect(secrets(in: order).isEmpty)
        let file = TrackingPage.calendar(Self.parcel(status), carrier: Parcels.carrier, in: setting, host: "x.example")
        #expect(file?.lowercased().contains("secret") != true)
      }
    }
  }

  @Test("after the postcode it is told what was kept back")
  func unlocked() throws {
    var setting = try Parcels.setting("de", "2026-11-24T12:10", unlocked: true)
    setting.showsCarrierWords = true
    let pickup = secrets(
      in: TrackingPage.model(Self.parcel(Status(.readyForPickup, .pickupPoint)), carrier: Parcels.carrier, in: setting))
    for secret in ["secretkiosk", "secretstreet", "secrethours", "secretcode", "secretthing", "secrettext"] {
      #expect(pickup.contains(secret))
    }
    let neighbor = secrets(
      in: TrackingPage.model(Self.parcel(Status(.delivered, .neighbor)), carrier: Parcels.carrier, in: setting))
    #expect(neighbor.contains("secretname"))
  }

  @Test("a page reached by a number shows neither the order nor a voucher")
  func number() throws {
    var setting = try Parcels.setting("en", "2026-11-24T12:10")
    setting.entry = .number
    setting.incentive = IncentiveCard(title: "Sorry", text: "Take this", code: "VOUCHER")
    var parcel = Parcels.parcel(Status(.inTransit))
    parcel.order = "ORDER-4711"
    let page = TrackingPage.model(parcel, carrier: Parcels.carrier, in: setting)
    #expect(!String(describing: page).contains("VOUCHER"))
    #expect(!String(describing: page).contains("ORDER-4711"))
  }

  /// The words of the page that hold a secret.
  private func secrets(in page: Page) -> Set<String> {
    let words = String(describing: page).lowercased().split { !$0.isLetter }
    return Set(words.filter { $0.hasPrefix("secret") }.map(String.init))
  }
}
