import CarrierKit
import Testing
import Tracking

/// Recognition with the carriers of the project.
@Suite("Recognition of the project's carriers")
struct CarrierRecognitionTests {
  let recognizer: Recognizer

  init() throws { recognizer = try Recognizer(Project.loaded.catalog) }

  /// Samples that another carrier claims first, by carrier and claimant, and why that is so.
  static let stated: [String: String] = [
    "speedy by gls": "eleven digits without a check digit on both sides: only the sender's country or habit can tell",
    "ppl by gls": "eleven digits without a check digit on both sides: only the sender's country or habit can tell",
    "dhl-iberia by dhl": "the same piece numbers on both sides: only the sender's country can tell",
    "ukrposhta by econt": "thirteen digits without a check digit on both sides: only the sender's country can tell",
    "envialia by dhl-express": "ten digits: a waybill has a check digit, which a delivery note may fulfil by chance",
  ]

  @Test("No carrier's valid sample is claimed first by another without a stated reason")
  func collisions() {
    var seen = Set<String>()
    for collision in recognizer.collisions() {
      let first = collision.candidates.first?.carrier.rawValue ?? "nobody"
      let key = "\(collision.own) by \(first)"
      seen.insert(key)
      #expect(Self.stated[key] != nil, "\(key): \(collision.sample): \(collision.candidates.map(\.description))")
      #expect(collision.candidates.contains { $0.carrier == collision.own }, "\(collision.own): \(collision.sample)")
    }
    #expect(seen == Set(Self.stated.keys), "stated reasons that no longer apply")
  }

  @Test("The link a customer is offered is recognized as that carrier's, number included")
  func offers() {
    for carrier in Project.loaded.catalog.sorted where carrier.links.contains(where: { $0.offer != nil }) {
      for sample in carrier.numbers.flatMap(\.valid) {
        for language in ["de", "en"] {
          let number = recognizer.recognize(sample).first { $0.carrier == carrier.id }?.number ?? sample
          let link = recognizer.trackingLink(carrier.id, number: number, language: language) ?? ""
          let found = recognizer.candidates(inLink: link)
          #expect(
            found.contains { $0.carrier == carrier.id && $0.number == number }, "\(link): \(found.map(\.description))")
        }
      }
    }
  }

  private static let dhl = "00340434772511004814"
  private static let hermes = "14129077345012"
  private static let dpd = "05301180240911"
  private static let gls = "50271184063"

  /// Every form of public tracking link that shops and carriers are known to write, with numbers of our own.
  static let links: [(carrier: String, number: String, link: String)] = [
    (
      "dhl", dhl,
      "https://nolp.dhl.de/nextt-online-public/set_identcodes.do?lang=de&idc=\(dhl)&rfn=1&extendedSearch=true"
    ),
    ("dhl", dhl, "http://nolp.dhl.de/nextt-online-public/track.do?zip=&idc=\(dhl)"),
    ("dhl", dhl, "https://nolp.dhl.de/nextt-online-public/de/search?piececode=\(dhl)"),
    ("dhl", dhl, "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=\(dhl)"),
    ("dhl", dhl, "https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?lang=en&idc=\(dhl)"),
    ("dhl", dhl, "https://www.dhl.de/int-verfolgen/search?piececode=\(dhl)&cid=apps"),
    ("dhl", dhl, "https://www.dhl.com/de-de/home/tracking/tracking-parcel.html?submit=1&tracking-id=\(dhl)"),
    ("hermes", hermes, "https://tracking.hermesworld.com/?TrackID=\(hermes)"),
    ("hermes", hermes, "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation/#\(hermes)"),
    ("hermes", hermes, "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#\(hermes)"),
    ("hermes", hermes, "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation/\(hermes)"),
    ("hermes", hermes, "https://www.myhermes.de/?trackingnumber=\(hermes)"),
    ("hermes", hermes, "https://www.myhermes.de/empfangen/sendungsverfolgung/#\(hermes)"),
    ("hermes", hermes, "https://www.hermesworld.com/de/sendungsverfolgung/tracking/?TrackID=\(hermes)"),
    ("dpd", dpd, "https://tracking.dpd.de/parcelstatus?query=\(dpd)&locale=de_DE"),
    ("dpd", dpd, "https://tracking.dpd.de/parcelstatus/?locale=de_DE&query=\(dpd)"),
    ("dpd", dpd, "https://tracking.dpd.de/status/de_DE/parcel/\(dpd)"),
    ("dpd", dpd, "https://tracking.dpd.de/parcellifecycle?parcelNumber=\(dpd)"),
    ("dpd", dpd, "https://extranet.dpd.de/cgi-bin/delistrack?pknr=\(dpd)&typ=1&lang=de"),
    ("dpd", dpd, "https://my.dpd.de/myParcel.aspx?parcelno=\(dpd)"),
    ("dpd", dpd, "https://www.dpdgroup.com/be/mydpd/my-parcels/track?lang=en&parcelNumber=\(dpd)"),
    ("dpd", dpd, "https://www.dpdgroup.com/nl/mydpd/my-parcels/incoming?parcelNumber=\(dpd)"),
    ("dpd", dpd, "http://track.dpdnl.nl/?parcelnumber=\(dpd)"),
    ("dpd-pl", "0417028801234U", "https://tracktrace.dpd.com.pl/parcelDetails?p1=0417028801234U"),
    ("dpd-pl", "0417028801234U", "https://mojapaczka.dpd.com.pl/login?parcel=0417028801234U"),
    ("gls", gls, "https://gls-group.eu/DE/de/paketverfolgung?match=\(gls)&txtAction=71000"),
    ("gls", gls, "https://gls-group.eu/276-I-PORTAL-WEB/content/GLS/DE03/DE/5004.htm?txtRefNo=\(gls)"),
    ("gls", gls, "https://gls-group.com/track/\(gls)"),
    ("gls", gls, "https://gls-group.com/GROUP/en/parcel-tracking?match=\(gls)"),
    ("gls", gls, "https://gls-group.com/AT/de/pakete-empfangen/paket-verfolgen?match=\(gls)"),
    ("gls", "ZK7Q2M4B", "https://gls-group.eu/EU/en/parcel-tracking?match=ZK7Q2M4B"),
    ("gls", gls, "https://www.gls-pakete.de/sendungsverfolgung?trackingNumber=\(gls)"),
    ("gls", gls, "https://www.gls-pakete.de/sendungsverfolgung?match=\(gls)"),
    ("gls", gls, "https://www.gls-pakete.de/sendungsverfolgung?txtTrackingNumber=\(gls)"),
    ("gls-nl", "0047110832956", "https://www.gls-info.nl/tracking?trackid=0047110832956&zipcode=8011PK"),
  ]

  @Test("Each known form of a carrier's link is read", arguments: links)
  func link(carrier: String, number: String, link: String) throws {
    for text in [link, "https://click.example/t?x=1&url=\(Self.encoded(link))", "Hier entlang: <\(link)>."] {
      let first = try #require(recognizer.recognize(text).first, "\(text)")
      #expect(first.carrier.rawValue == carrier && first.number == number, "\(text): \(first.description)")
      #expect(first.confidence > 0.9)
    }
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = UnicodeScalar(byte)
      return byte < 0x80 && scalar.properties.isAlphabetic ? String(Character(scalar)) : "%" + hex(byte)
    }.joined()
  }

  private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }

  @Test("Any text is survived")
  func anyText() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    let pieces = [
      "https://", "http:", "%", "%25", "%2", "{number}", "#", "?", "&", "=", "/", ".", "tracking.dpd.de", "dhl.de",
      "piececode", "Sendungsnummer", "tracking number ", "0034", "1Z", "\u{0}", "é", "\u{FFFD}", "😀", "9", "AB", " ",
      "\n", "@", ":", "&amp;", "<", "١٢٣", "İ",
    ]
    for _ in 0..<3_000 {
      let text = (0..<(next() % 24)).map { _ in pieces[Int(next() % UInt64(pieces.count))] }.joined()
      for candidate in recognizer.recognize(text) {
        #expect(candidate.confidence >= 0 && candidate.confidence <= 1 && !candidate.number.isEmpty, "\(text)")
      }
    }
  }

  @Test("A usual carrier's number is its own, whoever shares the form")
  func usual() {
    for carrier in Project.loaded.catalog.sorted {
      for sample in carrier.numbers.flatMap(\.valid) {
        let found = recognizer.recognize(sample, hints: RecognitionHints(usualCarriers: [carrier.id]))
        #expect(found.first?.carrier == carrier.id, "\(sample): \(found.map(\.description))")
      }
    }
  }
}

extension Candidate {
  fileprivate var description: String { "\(carrier) \(confidence): \(why)" }
}
