import CarrierKit
import Tracking

@testable import Site

extension RunningSite {
  static let fjordlicht = Shop(
    id: "fjordlicht",
    brand: Brand(name: "Fjordlicht", color: "#123c8c", homeURL: "https://fjordlicht.example/"),
    hosts: ["track.fjordlicht.example"], languages: ["de", "en"], country: "DE", carriers: ["dhl"])
  static let mohnblume = Shop(
    id: "mohnblume", brand: Brand(name: "Mohnblume", color: "#ff5a36"), hosts: ["track.mohnblume.example"],
    languages: ["en"], country: "DE")

  static let secret = sampleSecret(seed: 1)
  static let otherSecret = sampleSecret(seed: 2)

  static func sampleSecret(seed: UInt64) -> String {
    var generator = SplitMix(seed: seed)
    return APISecret.make(using: &generator)
  }

  /// The words of a page are not what is tested here: keys without a text show as themselves.
  static let catalogFiles = [
    (name: "en.yaml", text: "language:\n  name: English"), (name: "de.yaml", text: "language:\n  name: Deutsch"),
  ]

  static func book(quota: Int, mayWantPostcode: Bool = false) throws -> CarrierBook {
    try CarrierBook(
      rules: [
        RecognitionRules(
          carrier: "dhl", name: "DHL", countries: ["DE"],
          numbers: [
            NumberRule(
              pattern: "00[0-9]{18}", valid: ["00340434161094042557"], invalid: ["123"])
          ], links: [LinkRule(host: "dhl.de", query: "piececode", offer: "https://www.dhl.de/?piececode={number}")]),
        RecognitionRules(
          carrier: "gls", name: "GLS", countries: ["DE"],
          numbers: [NumberRule(pattern: "[0-9]{11}", valid: ["12345678901"], invalid: ["1"])], links: []),
        RecognitionRules(
          carrier: "dpd", name: "DPD", countries: ["DE"],
          numbers: [NumberRule(pattern: "[0-9]{11}", valid: ["12345678901"], invalid: ["1"])], links: []),
      ], dayQuota: { carrier, _ in carrier == "gls" ? 0 : quota }, mayWantPostcode: { _, _ in mayWantPostcode })
  }
}
