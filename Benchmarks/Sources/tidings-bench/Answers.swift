import Tracking

/// Answers with 12 events, made here from the facts of the formats. DHL's are 7 to 9 kB; GLS says less of an event,
/// so its answer is shorter.
enum Answers {
  static let number = "00340434602718013770"
  static let glsNumber = "50271184063"
  /// A shipment asked about with these answers came to us on 2026-03-02: events long before its creation would belong to
  /// an earlier use of the number and be left out.
  static let created = Timestamp(seconds: 1_772_409_600)

  private static let cities = [
    "Lauenhagen", "Weidenfurt", "Moorstedt", "Kaltenbrück", "Hohenlinde", "Seewalden", "Brunnau", "Altmarkt",
    "Rieddorf", "Steinhagen", "Osterfelde", "Birkenau",
  ]
  /// ICE, RIC, standard code and what DHL says of it, oldest first.
  private static let steps = [
    ("PARCV", "NRQRD", "VA", "Die Sendung wurde elektronisch angekündigt: die Daten liegen DHL vor."),
    ("SHRCU", "SERPT", "ES", "Die Sendung wurde vom Absender in der Filiale eingeliefert."),
    ("PCKDU", "PUBCR", "AE", "Die Sendung wurde abgeholt und auf den Weg zum Paketzentrum gebracht."),
    ("SRTED", "NRQRD", "NB", "Die Sendung wurde im Start-Paketzentrum bearbeitet und sortiert."),
    ("LDTMV", "MVMTV", "AA", "Die Sendung hat das Start-Paketzentrum verlassen und ist unterwegs."),
    ("ULFMV", "UNLDD", "EE", "Die Sendung ist in der Region des Empfängers angekommen."),
    ("SRTED", "NRQRD", "NB", "Die Sendung wurde im Ziel-Paketzentrum bearbeitet und sortiert."),
    ("LDTMV", "MVMTV", "AA", "Die Sendung wird zur Zustellbasis transportiert."),
    ("ULFMV", "UNLDD", "EE", "Die Sendung ist in der Zustellbasis angekommen."),
    ("SRTED", "NRQRD", "NB", "Die Sendung wurde für die Zustellung am nächsten Werktag vorbereitet."),
    ("SRTBK", "SRTBK", "PO", "Die Sendung wurde in das Zustellfahrzeug geladen."),
    ("ULFMV", "UNLDD", "EE", "Die Sendung ist nach einer Verzögerung wieder in der Zustellbasis."),
  ]

  private static let more = " Wir informieren Sie, sobald es weitergeht."

  private static func time(_ index: Int) -> (day: String, clock: String) {
    ("2026-03-\(index / 3 < 7 ? "0" : "")\(2 + index / 3)", ["04:12", "11:38", "19:47"][index % 3])
  }

  // MARK: DHL Shipment Tracking Unified

  static let dhlUnified: String = {
    let events = steps.indices.reversed().map { event($0) }
    return """
      {"shipments":[{"id":"\(number)","service":"parcel-de",\
      "origin":{"address":{"countryCode":"DE","postalCode":"31547","addressLocality":"Lauenhagen"}},\
      "destination":{"address":{"countryCode":"DE","postalCode":"28195","addressLocality":"Bremen"}},\
      "status":\(event(steps.count - 1)),\
      "estimatedTimeOfDelivery":"2026-03-06T00:00:00+01:00",\
      "estimatedDeliveryTimeFrame":{"estimatedFrom":"2026-03-06T10:00:00+01:00",\
      "estimatedThrough":"2026-03-06T14:00:00+01:00"},\
      "details":{"carrier":{"@type":"Organization","organizationName":"DHL Paket"},\
      "product":{"productName":"DHL PAKET (parcel)"},"weight":{"value":2.4,"unitText":"kg"},\
      "totalNumberOfPieces":1,"pieceIds":["JJD000390041770288123"],\
      "references":[{"number":"FL-104477","type":"customer-reference"}],\
      "proofOfDeliverySignedAvailable":false},\
      "events":[\(events.joined(separator: ","))],"returnFlag":false}]}
      """
  }()

  private static func event(_ index: Int) -> String {
    let (ice, ric, code, step) = steps[index]
    let words = step + more
    let (day, clock) = time(index)
    return """
      {"timestamp":"\(day)T\(clock):00+01:00","location":{"address":{"countryCode":"DE","postalCode":"3154\(index % 10)",\
      "streetAddress":"Am Gewerbepark \(index + 1)","addressLocality":"\(cities[index])"}},\
      "statusCode":"\(index == 0 ? "pre-transit" : "transit")","status":"\(code)",\
      "statusDetailed":"\(ice)_\(ric)_\(code)","description":"\(words)",\
      "remark":"Der Empfänger wurde informiert.",\
      "nextSteps":"Die Sendung wird weiter befördert.",\
      "pieceIds":["JJD000390041770288123"]}
      """
  }

  // MARK: GLS Group Track and Trace

  private static let glsSteps = [
    ("INTIAL.PREADVICE", "The parcel was announced by its data; it was not yet handed over to GLS."),
    ("INTIAL.NORMAL", "The parcel was handed over to GLS by the sender at the depot of departure."),
    ("OUTBOD.NORMAL", "The parcel has left the parcel center and is on its way to the next one."),
    ("INBOUD.NORMAL", "The parcel has reached the parcel center and will be sorted there."),
    ("OUTBOD.NORMAL", "The parcel has left the parcel center of the region of departure."),
    ("INBOUD.NORMAL", "The parcel has reached the central transshipment point."),
    ("OUTBOD.NORMAL", "The parcel has left the central transshipment point for the region of destination."),
    ("INBOUD.NORMAL", "The parcel has reached the parcel center of the region of destination."),
    ("OUTBOD.NORMAL", "The parcel has left the parcel center for the depot that delivers."),
    ("INBOUD.NORMAL", "The parcel has reached the depot that delivers."),
    ("OUTBOD.NORMAL", "The parcel was sent to another depot, as the postcode belongs to it."),
    ("INBOUD.NORMAL", "The parcel has reached the depot that delivers on the next working day."),
  ]

  static let gls: String = {
    let events = glsSteps.indices.reversed().map { index in
      let (code, words) = glsSteps[index]
      let (day, clock) = time(index)
      return """
        {"code":"\(code)","city":"\(cities[index])","postalCode":"3154\(index % 10)","country":"DE",\
        "description":"\(words)","eventDateTime":"\(day)T\(clock):31+0100"}
        """
    }
    return """
      {"parcels":[{"requested":"\(glsNumber)","unitno":"\(glsNumber)","status":"INTRANSIT",\
      "statusDateTime":"2026-03-05T19:47:31+0100","events":[\(events.joined(separator: ","))]}]}
      """
  }()

  // MARK: DHL Parcel DE Tracking

  static let dhlParcelDE: String = {
    let events = steps.indices.map { index in
      let (ice, ric, code, step) = steps[index]
      let words = step + more
      return """
        <data name="piece-event" event-timestamp="0\(2 + index / 3).03.2026 \(time(index).clock)" \
        event-status="\(words)" event-text="\(words)" event-short-status="\(step)" ice="\(ice)" \
        ric="\(ric)" event-location="\(cities[index])" event-country="Deutschland" standard-event-code="\(code)" \
        ruecksendung="false"/>
        """
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <data name="piece-shipment-list" code="0" request-id="0a1b2c3d-0001">
      <data name="piece-shipment" error-status="0" piece-id="5b0c-013770" piece-identifier="340434602718013770" \
      piece-code="\(number)" searched-piece-code="\(number)" status-timestamp="05.03.2026 19:47" \
      status="\(steps[11].3)" short-status="\(steps[11].3.prefix(32))" ice="ULFMV" ric="UNLDD" \
      standard-event-code="EE" product-name="DHL PAKET" product-code="00" delivery-event-flag="0" \
      international-flag="0" shipment-length="42.0" shipment-width="30.0" shipment-height="18.0" \
      shipment-weight="2.4" dest-country="DE" origin-country="DE" recipient-name="" recipient-city="Bremen" \
      pan-recipient-postalcode="28195" delivery-date="06.03.2026" delivery-timeframe-from="10:00" \
      delivery-timeframe-to="14:00" ruecksendung="false">
      <data name="piece-event-list" piece-identifier="340434602718013770" ruecksendung="false">
      \(events.joined(separator: "\n"))
      </data></data></data>
      """
  }()
}
