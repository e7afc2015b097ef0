import CarrierKit
import Testing
import Tracking

/// A handful of carriers that share shapes; the rules are of the kind that manifests hold.
private let rules: [RecognitionRules] = [
  RecognitionRules(
    carrier: "dhl", name: "DHL", countries: ["DE"],
    numbers: [
      NumberRule(
        pattern: "00(?<serial>[0-9]{17})(?<check>[0-9])", check: .mod10Weights31, label: "shipment number",
        valid: ["00340434772511004814"], invalid: ["0034"]),
      NumberRule(
        pattern: "(?<serial>[0-9]{11})(?<check>[0-9])", check: .mod10Weights49, label: "identcode",
        valid: ["771204885934"], invalid: ["77120488593"]),
      NumberRule(pattern: "JJD[0-9]{12,20}", label: "piece number", valid: ["JJD000390007882713"], invalid: ["JJD1"]),
    ],
    links: [
      LinkRule(host: "dhl.de", query: "piececode", offer: "https://www.dhl.de/{language}/track?piececode={number}"),
      LinkRule(host: "nolp.dhl.de", query: "idc"),
    ]),
  RecognitionRules(
    carrier: "hermes", name: "Hermes", countries: ["DE"],
    numbers: [
      NumberRule(
        pattern: "(?<serial>[0-9]{13})(?<check>[0-9])", check: .mod10Weights31, label: "shipment number",
        valid: ["14129077345012"], invalid: ["1412907734501"])
    ],
    links: [
      LinkRule(host: "myhermes.de", path: "/empfangen/sendungsverfolgung", fragment: "{number}"),
      LinkRule(host: "tracking.hermesworld.com", query: "TrackID"),
    ]),
  RecognitionRules(
    carrier: "dpd", name: "DPD", countries: ["DE", "NL"],
    numbers: [
      NumberRule(
        pattern: "(?<serial>(?<number>[0-9]{14}))(?<check>[0-9A-Z])", check: .mod37And36, label: "number with check",
        valid: ["05301180240911H"], invalid: ["0530118024091"]),
      NumberRule(pattern: "[0-9]{14}", label: "parcel number", valid: ["05301180240911"], invalid: ["0530118024091"]),
    ],
    links: [
      LinkRule(host: "tracking.dpd.de", path: "/status/*/parcel/{number}"),
      LinkRule(host: "tracking.dpd.de", query: "query"),
    ]),
  RecognitionRules(
    carrier: "ups", name: "UPS", countries: ["US"],
    numbers: [
      NumberRule(
        pattern: "1Z(?<serial>[0-9A-Z]{15})(?<check>[0-9])", check: .ups, label: "1Z number",
        valid: ["1Z5R89E30417722567"], invalid: ["1Z5R89E3041772256"])
    ], links: [LinkRule(host: "ups.com", query: "tracknum")]),
  RecognitionRules(
    carrier: "post", name: "Post", countries: ["GB"],
    numbers: [
      NumberRule(
        pattern: "[A-Z]{2}(?<serial>[0-9]{8})(?<check>[0-9])[A-Z]{2}", check: .s10, label: "S10",
        valid: ["RR480217353DE"], invalid: ["RR48021735DE"])
    ], links: [LinkRule(host: "bpost.cloud", query: "itemCode")]),
]

@Suite("Recognition")
struct RecognizerTests {
  let recognizer: Recognizer

  init() throws { recognizer = try Recognizer(rules) }

  @Test(
    "A number goes to the carrier whose form and check digit it fits",
    arguments: [
      ("0034 0434 7725 1100 4814", "dhl"), ("771204885934", "dhl"), ("jjd000390007882713", "dhl"),
      ("14129077345012", "hermes"), ("05301180240911H", "dpd"), ("05301180240911", "dpd"),
      ("1Z 5R89 E304 1772 2567", "ups"), ("RR 480 217 353 DE", "post"),
    ])
  func byNumber(text: String, carrier: String) throws {
    let first = try #require(recognizer.recognize(text).first)
    #expect(first.carrier.rawValue == carrier)
    #expect(first.confidence > 0.3 && first.confidence < 1)
  }

  @Test("A right check digit ranks before a form without one, and says so")
  func checkBeforeForm() {
    let found = recognizer.recognize("14129077345012")
    #expect(found.map(\.carrier) == ["hermes", "dpd"])
    #expect(found[0].why.contains("check digit right"))
    #expect(found[1].why.contains("no check digit"))
  }

  @Test("A wrong check digit lowers and does not refuse")
  func wrongCheck() throws {
    let right = try #require(recognizer.recognize("00340434772511004814").first)
    let wrong = try #require(recognizer.recognize("00340434772511004815").first)
    #expect(wrong.carrier == "dhl")
    #expect(wrong.confidence < right.confidence)
    #expect(wrong.why.contains("check digit wrong"))
    #expect(recognizer.recognize("14129077345019").map(\.carrier) == ["dpd", "hermes"])
  }

  @Test("The shop's usual carrier and the sender's country move the order")
  func hints() {
    let usual = recognizer.recognize("14129077345012", hints: RecognitionHints(usualCarriers: ["dpd"]))
    #expect(usual.map(\.carrier) == ["dpd", "hermes"])
    #expect(usual[0].why.contains("usual carrier"))
    let dutch = recognizer.recognize("14129077345019", hints: RecognitionHints(senderCountry: "NL"))
    #expect(dutch[0].why.contains("at home in NL"))
  }

  @Test("The number is the one the carrier is asked for")
  func askedNumber() {
    #expect(recognizer.recognize("0530 1180 2409 11 H").first?.number == "05301180240911")
  }

  @Test(
    "Misread characters are named",
    arguments: [
      ("OO34O434772511004814", "dhl", "00340434772511004814", "O as 0"),
      ("IZ5R89E30417722567", "ups", "1Z5R89E30417722567", "I as 1"),
      ("RR48O217353DE", "post", "RR480217353DE", "O as 0"),
      ("141290773450I2", "hermes", "14129077345012", "I as 1"),
    ])
  func lookAlikes(text: String, carrier: String, number: String, swap: String) throws {
    let first = try #require(recognizer.recognize(text).first)
    #expect(first.carrier.rawValue == carrier)
    #expect(first.number == number)
    #expect(first.why.contains(swap))
    #expect(first.confidence < 0.5)
  }

  @Test(
    "A link says the carrier, wherever the number stands in it",
    arguments: [
      ("https://www.dhl.de/de/verfolgen.html?lang=de&PieceCode=00340434772511004814", "dhl", "00340434772511004814"),
      ("https://nolp.dhl.de/set_identcodes.do?lang=de&amp;idc=771204885934", "dhl", "771204885934"),
      (
        "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#14129077345012", "hermes",
        "14129077345012"
      ),
      ("https://tracking.dpd.de/status/de_DE/parcel/05301180240911", "dpd", "05301180240911"),
      ("tracking.dpd.de/status/de_DE/parcel/05301180240911/", "dpd", "05301180240911"),
      ("https://track.bpost.cloud/btr/web/#/search?itemCode=RR480217353DE&lang=nl", "post", "RR480217353DE"),
      (
        "HTTPS://WWW.UPS.COM/track?loc=de_DE&trackNum=1Z5R89E30417722567&requester=ST/trackdetails", "ups",
        "1Z5R89E30417722567"
      ),
      ("http://tracking.dpd.de:80/parcelstatus?locale=de_DE&query=05301180240911H", "dpd", "05301180240911"),
      ("https://user@tracking.hermesworld.com./?TrackID=1412+9077+3450+12", "hermes", "14129077345012"),
    ])
  func byLink(link: String, carrier: String, number: String) throws {
    let first = try #require(recognizer.recognize(link).first)
    #expect(first.carrier.rawValue == carrier)
    #expect(first.number == number)
    #expect(first.confidence > 0.97)
  }

  @Test(
    "Redirects are unwrapped, however often they were encoded",
    arguments: [
      "https://click.shop.example/r?u=https%3A%2F%2Ftracking.dpd.de%2Fparcelstatus%3Fquery%3D05301180240911",
      "https://a.example/?url=https%253A%252F%252Ftracking.dpd.de%252Fparcelstatus%253Fquery%253D05301180240911",
      "https://safelinks.example/?url=https%3A%2F%2Fb.example%2Fgo%3Fto%3Dhttps%253A%252F%252Ftracking.dpd.de%252Fstatus%252Fde_DE%252Fparcel%252F05301180240911&data=x",
      "https://c.example/redirect/https%3A%2F%2Ftracking.dpd.de%2Fstatus%2Fde_DE%2Fparcel%2F05301180240911",
    ])
  func wrapped(link: String) throws {
    let first = try #require(recognizer.recognize(link).first)
    #expect(first.carrier == "dpd" && first.number == "05301180240911")
  }

  @Test(
    "Other links are nobody's",
    arguments: [
      "https://www.dhl.de/de/privatkunden.html", "https://dhl.de.evil.example/?piececode=00340434772511004814",
      "https://notdhl.de/?piececode=00340434772511004814", "https://tracking.dpd.de/status/de_DE/parcel/",
      "https://www.dhl.de/?piececode=tracking", "ftp://dhl.de/?piececode=00340434772511004814", "https://",
      "http://%%%",
      "https://shop.example/orders/00340434772511004814",
    ])
  func foreignLinks(link: String) { #expect(recognizer.candidates(inLink: link).isEmpty) }

  @Test(
    "A number behind a label is found, also printed in groups",
    arguments: [
      (
        "Ihre Bestellung 4711 ist unterwegs.\nSendungsnummer: 0034 0434 7725 1100 4814\nViele Grüße", "dhl",
        "00340434772511004814"
      ),
      ("Your tracking number is 1Z5R89E30417722567.", "ups", "1Z5R89E30417722567"),
      ("Tracking-ID RR 480 217 353 DE, registered", "post", "RR480217353DE"),
      ("Versand mit DPD, Paketnummer 14129077345012", "dpd", "14129077345012"),
    ])
  func byLabel(text: String, carrier: String, number: String) throws {
    let first = try #require(recognizer.recognize(text).first)
    #expect(first.carrier.rawValue == carrier)
    #expect(first.number == number)
    #expect(first.why.contains("behind"))
  }

  @Test("Without a label only rare forms count")
  func standalone() {
    #expect(recognizer.recognize("Order 1 with 1Z5R89E30417722567 inside").first?.carrier == "ups")
    #expect(recognizer.recognize("Invoice 14129077345012 of today is attached").isEmpty)
  }

  @Test(
    "Nonsense is nothing, and costs little",
    arguments: [
      "", " ", "hello", "....", "0", String(repeating: "Sendungsnummer ", count: 5_000), "\u{0}\u{FFFD}%%%",
      String(repeating: "%25", count: 3_000), "https://" + String(repeating: "a.", count: 400),
    ])
  func nonsense(text: String) { #expect(recognizer.recognize(text).isEmpty) }

  @Test("The carrier's own page is offered in the reader's language")
  func offer() {
    #expect(
      recognizer.trackingLink("dhl", number: "0034 0434 7725 1100 4814", language: "de-AT")
        == "https://www.dhl.de/de/track?piececode=00340434772511004814")
    #expect(recognizer.trackingLink("ups", number: "1Z5R89E30417722567", language: "de") == nil)
  }

  @Test("Samples that another carrier claims first are listed")
  func collisions() throws {
    #expect(recognizer.collisions().isEmpty)
    let crowded =
      rules + [
        RecognitionRules(
          carrier: "other", name: "Other", countries: [],
          numbers: [NumberRule(pattern: "[0-9]{10,20}", valid: ["14129077345012"], invalid: ["1"])], links: [])
      ]
    let found = try Recognizer(crowded).collisions()
    #expect(found.map(\.own) == ["other"])
    #expect(found.first?.candidates.first?.carrier == "hermes")
  }
}
