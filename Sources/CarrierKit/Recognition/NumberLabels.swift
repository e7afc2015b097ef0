/// The words behind which shops and carriers put a tracking number, lower case.
enum NumberLabels {
  static let words = [
    // German
    "sendungsnummer", "sendungs-nr", "sendungsnr", "sendungs-id", "sendungscode", "sendungsverfolgungsnummer",
    "paketnummer", "paket-nr", "paketnr", "paketscheinnummer", "trackingnummer", "tracking-nummer", "identcode",
    "frachtbriefnummer", "auftragsnummer des versenders",
    // English
    "tracking number", "tracking-number", "tracking no", "tracking nr", "tracking id", "tracking-id", "tracking code",
    "tracking #", "trackingnumber", "parcel number", "parcel no", "shipment number", "shipment id",
    "consignment number",
    "waybill", "airwaybill", "delivery number",
    // Neighbors
    "zendingsnummer", "track & trace", "track-and-trace", "numéro de suivi", "numero de suivi", "numéro de colis",
    "n° de suivi", "numero di tracking", "numero di spedizione", "número de seguimiento", "numero de seguimiento",
    "número de envío", "numer przesyłki", "numer paczki", "číslo zásilky", "kollinummer", "sporingsnummer",
    "forsendelsesnummer", "spårningsnummer", "kollinr", "trackingkode",
  ]
}
