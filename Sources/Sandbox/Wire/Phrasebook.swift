import Tracking

/// What carriers write for people. Our own sentences with each carrier's own nouns.
enum Phrasebook {
  static func text(_ fact: Fact, carrier: CarrierID, language: WireLanguage) -> String {
    language == .german ? german(fact, nouns(carrier)) : english(fact, nouns(carrier))
  }

  private struct Nouns {
    var name: String
    var center: (english: String, german: String)
    var shop: (english: String, german: String)
    var locker: (english: String, german: String)
  }

  private static func nouns(_ carrier: CarrierID) -> Nouns {
    switch carrier.rawValue {
    case "dhl":
      Nouns(
        name: "DHL", center: ("parcel center", "Paketzentrum"), shop: ("retail outlet", "Filiale"),
        locker: ("Packstation", "Packstation"))
    case "hermes":
      Nouns(
        name: "Hermes", center: ("logistics center", "Logistik-Center"), shop: ("ParcelShop", "PaketShop"),
        locker: ("ParcelShop", "PaketShop"))
    case "dpd":
      Nouns(
        name: "DPD", center: ("parcel dispatch center", "Paketzentrum"),
        shop: ("Pickup parcelshop", "Pickup Paketshop"), locker: ("Pickup station", "Pickup Station"))
    default:
      Nouns(
        name: "GLS", center: ("parcel center", "Paketzentrum"), shop: ("ParcelShop", "PaketShop"),
        locker: ("parcel locker", "Paketstation"))
    }
  }

  private static func english(_ fact: Fact, _ nouns: Nouns) -> String {
    switch fact {
    case .announced: "The sender has announced the parcel to \(nouns.name)."
    case .handedOver: "\(nouns.name) has taken over the parcel from the sender."
    case .sortedAtOrigin: "The parcel was sorted in the \(nouns.center.english) of the sender's region."
    case .arrivedAtHub: "The parcel has reached a \(nouns.center.english) on its way."
    case .missedConnection: "The parcel missed its onward transport and leaves with the next one."
    case .arrivedAtDepot: "The parcel has reached the \(nouns.center.english) of the destination."
    case .outForDelivery: "The parcel is on the delivery vehicle."
    case .recipientAbsent: "Nobody was met at the address. A further delivery is planned."
    case .broughtToPickupPoint: "The parcel is ready for collection at the \(nouns.shop.english)."
    case .placedInLocker: "The parcel is ready for collection at the \(nouns.locker.english)."
    case .collected: "The recipient has collected the parcel from the \(nouns.shop.english)."
    case .collectedFromLocker: "The recipient has collected the parcel from the \(nouns.locker.english)."
    case .delivered: "The parcel has been delivered."
    case .deliveredToNeighbor: "The parcel was handed to a neighbor."
    case .leftInSafePlace: "The parcel was left in the agreed safe place."
    case .damaged: "The parcel is damaged and is being checked."
    case .addressUnknown: "The parcel could not be delivered: the address was not found."
    case .refused: "The recipient has refused the parcel."
    case .notCollected: "The parcel was not collected in time."
    case .returning: "The parcel is going back to the sender."
    case .returnSorted: "The return was sorted in the \(nouns.center.english)."
    case .returned: "The parcel has been handed back to the sender."
    case .lost: "The search for the parcel was without result."
    }
  }

  private static func german(_ fact: Fact, _ nouns: Nouns) -> String {
    switch fact {
    case .announced: "Der Absender hat das Paket bei \(nouns.name) angekündigt."
    case .handedOver: "\(nouns.name) hat das Paket vom Absender übernommen."
    case .sortedAtOrigin: "Das Paket wurde im \(nouns.center.german) der Absenderregion sortiert."
    case .arrivedAtHub: "Das Paket hat unterwegs ein \(nouns.center.german) erreicht."
    case .missedConnection: "Das Paket hat seinen Anschluss verpasst und fährt mit dem nächsten Transport weiter."
    case .arrivedAtDepot: "Das Paket hat das \(nouns.center.german) der Zielregion erreicht."
    case .outForDelivery: "Das Paket liegt im Zustellfahrzeug."
    case .recipientAbsent: "An der Adresse wurde niemand angetroffen. Eine weitere Zustellung ist geplant."
    case .broughtToPickupPoint: "Das Paket liegt zur Abholung bereit: \(nouns.shop.german)."
    case .placedInLocker: "Das Paket liegt zur Abholung bereit: \(nouns.locker.german)."
    case .collected: "Der Empfänger hat das Paket abgeholt: \(nouns.shop.german)."
    case .collectedFromLocker: "Der Empfänger hat das Paket abgeholt: \(nouns.locker.german)."
    case .delivered: "Das Paket wurde zugestellt."
    case .deliveredToNeighbor: "Das Paket wurde einem Nachbarn übergeben."
    case .leftInSafePlace: "Das Paket wurde am vereinbarten Ablageort hinterlegt."
    case .damaged: "Das Paket ist beschädigt und wird geprüft."
    case .addressUnknown: "Das Paket konnte nicht zugestellt werden: Die Adresse wurde nicht gefunden."
    case .refused: "Der Empfänger hat die Annahme verweigert."
    case .notCollected: "Das Paket wurde nicht rechtzeitig abgeholt."
    case .returning: "Das Paket geht zurück an den Absender."
    case .returnSorted: "Die Rücksendung wurde im \(nouns.center.german) sortiert."
    case .returned: "Das Paket wurde dem Absender zurückgegeben."
    case .lost: "Die Suche nach dem Paket blieb ohne Ergebnis."
    }
  }
}
