import Tracking

/// A carrier that a number or link may belong to.
public struct Candidate: Hashable, Sendable, Codable {
  public var carrier: CarrierID
  /// Cleaned, and as the carrier wants to be asked.
  public var number: String
  /// Between 0 and 1: the share of this reading among all that were found and among chance.
  public var confidence: Double
  /// In words: what speaks for it and against it.
  public var why: String

  public init(carrier: CarrierID, number: String, confidence: Double, why: String) {
    self.carrier = carrier
    self.number = number
    self.confidence = confidence
    self.why = why
  }
}

/// What is known besides the text.
public struct RecognitionHints: Hashable, Sendable {
  /// Carriers that the shop ships with.
  public var usualCarriers: [CarrierID]
  /// ISO 3166-1 alpha-2 of the sender.
  public var senderCountry: String?

  public init(usualCarriers: [CarrierID] = [], senderCountry: String? = nil) {
    self.usualCarriers = usualCarriers
    self.senderCountry = senderCountry
  }

  public static let none = RecognitionHints()
}

/// What recognition needs of one carrier's manifest.
public struct RecognitionRules: Hashable, Sendable {
  public var carrier: CarrierID
  public var name: String
  public var countries: [String]
  public var numbers: [NumberRule]
  public var links: [LinkRule]

  public init(carrier: CarrierID, name: String, countries: [String], numbers: [NumberRule], links: [LinkRule]) {
    self.carrier = carrier
    self.name = name
    self.countries = countries
    self.numbers = numbers
    self.links = links
  }
}
