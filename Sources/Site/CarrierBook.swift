import CarrierKit
import Tracking

/// What the site has to know of carriers: who they are, whose number this is, where their own page is, and
/// whether we can ask them. Made by the executable from manifests and accounts.
public struct CarrierBook: Sendable {
  let recognizer: Recognizer
  private let names: [CarrierID: String]
  private let quota: @Sendable (CarrierID, ShopID) -> Int
  private let postcode: @Sendable (CarrierID, ShopID) -> Bool

  /// - Parameters:
  ///   - rules: of all carriers that are known.
  ///   - dayQuota: the day quota of the account that serves a carrier for a shop; 0 where there is none.
  ///   - mayWantPostcode: whether that account's carrier may refuse to tell anything without the postcode.
  public init(
    rules: [RecognitionRules], dayQuota: @escaping @Sendable (CarrierID, ShopID) -> Int,
    mayWantPostcode: @escaping @Sendable (CarrierID, ShopID) -> Bool = { _, _ in false }
  ) throws(PatternProblem) {
    recognizer = try Recognizer(rules)
    names = Dictionary(rules.map { ($0.carrier, $0.name) }) { first, _ in first }
    quota = dayQuota
    postcode = mayWantPostcode
  }

  /// The carriers that are known, by id.
  public var ids: [CarrierID] { names.keys.sorted { $0.rawValue < $1.rawValue } }

  /// The name customers know; nil for a carrier that is not known.
  func name(_ carrier: CarrierID) -> String? { names[carrier] }

  /// The carrier's own tracking page for a number.
  func page(_ carrier: CarrierID, number: String, language: String) -> String? {
    recognizer.trackingLink(carrier, number: number, language: language)
  }

  /// Whose number this may be, likeliest first; the shop's own carriers rank higher.
  func recognize(_ number: String, for shop: Shop) -> [Candidate] {
    recognizer.recognize(
      number, hints: RecognitionHints(usualCarriers: shop.carriers, senderCountry: shop.country))
  }

  /// Whether we can ask this carrier on behalf of the shop.
  func isConnected(_ carrier: CarrierID, for shop: ShopID) -> Bool { quota(carrier, shop) > 0 }

  /// Whether the carrier may refuse to tell anything without the postcode.
  func mayWantPostcode(_ carrier: CarrierID, for shop: ShopID) -> Bool { postcode(carrier, shop) }

  /// How many shipments a day plain links may begin: a fifth of the account's day quota.
  func linksPerDay(_ carrier: CarrierID, for shop: ShopID) -> Int { quota(carrier, shop) / 5 }
}
