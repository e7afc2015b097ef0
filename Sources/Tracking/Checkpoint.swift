/// What a carrier's code means for the shipment.
public enum Meaning: Hashable, Sendable {
  case status(Status)
  /// The carrier reports a delay: the state stays, the cause goes to the delay axis.
  case delayed(Reason)
  /// Preferences, notices, money: kept in the history, never moves the state.
  case information
  /// Cancels the event before it (DHL STORN; Hermes 4070, 4072, 4690).
  case revokesPrevious
  /// Not in the carrier's table: stored raw, counted and reported, never guessed.
  case unrecognized

  public var status: Status? {
    if case .status(let status) = self { return status }
    return nil
  }
}

/// Where something happened. `name` is a facility; nothing here is derived from the recipient's address
/// unless the carrier did so.
public struct Place: Hashable, Sendable, Codable {
  public var name: String?
  public var city: String?
  public var postalCode: String?
  /// ISO 3166-1 alpha-2, upper case, where the carrier's value could be read as a country.
  public var country: String?

  public init(name: String? = nil, city: String? = nil, postalCode: String? = nil, country: String? = nil) {
    self.name = name
    self.city = city
    self.postalCode = postalCode
    self.country = country
  }

  public var isEmpty: Bool { name == nil && city == nil && postalCode == nil && country == nil }
}

/// One event the carrier reports.
public struct Checkpoint: Hashable, Sendable {
  /// Nil where the carrier gave no readable time for it.
  public var time: CarrierTime?
  public var meaning: Meaning
  /// The carrier's code as composed by the manifest; empty where the carrier has none.
  public var code: String
  /// The carrier's own words, plain text.
  public var text: String?
  /// BCP 47 tag of `text`, where known.
  public var language: String?
  public var place: Place

  public init(
    time: CarrierTime?, meaning: Meaning, code: String = "", text: String? = nil, language: String? = nil,
    place: Place = Place()
  ) {
    self.time = time
    self.meaning = meaning
    self.code = code
    self.text = text
    self.language = language
    self.place = place
  }

  /// Identity within one shipment: code, carrier time and place (DESIGN 5, rule 5). Text is part of it
  /// only where the carrier has no codes.
  public var dedupeKey: String {
    [
      code.isEmpty ? "t:" + (text ?? "") : "c:" + code, time?.raw ?? "", place.name ?? "", place.city ?? "",
      place.postalCode ?? "", place.country ?? "",
    ].joined(separator: "\u{1F}")
  }
}
