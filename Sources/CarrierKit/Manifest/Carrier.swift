import Tracking

/// A carrier as its manifest describes it.
public struct Carrier: Sendable {
  public var id: CarrierID
  /// As customers know it.
  public var name: String
  /// ISO 3166-1 alpha-2 codes of its home.
  public var countries: [String]
  public var about: String?
  public var links: [LinkRule]
  public var numbers: [NumberRule]
  /// In the order of the manifest: the order in which an operator should prefer them.
  public var apis: [CarrierAPI]

  public func api(_ id: String) -> CarrierAPI? { apis.first { $0.id == id } }
}

/// One way to ask a carrier.
public struct CarrierAPI: Sendable {
  public var id: String
  public var carrier: CarrierID
  /// The carrier's name for it.
  public var title: String?
  /// Public, but not offered for this use: off until an operator turns it on.
  public var isUnofficial: Bool
  /// Nil where the carrier calls us: there is nothing to ask.
  public var request: RequestTemplate?
  /// Requests before it, whose answers give values that it carries.
  public var steps: [StepRule]
  public var batch: Batch
  public var login: LoginRule?
  public var languages: LanguageMap
  public var budget: Budget
  public var answers: [AnswerRule]
  public var read: ReadRule
  public var codes: CodeTable
  public var texts: [TextRule]

  /// Names of the secrets that an account needs for it, sorted.
  public var secrets: [String] {
    let requests = [request, login?.request].compactMap(\.self) + (steps + (login?.steps ?? [])).map(\.request)
    return requests.reduce(into: Set<String>()) { $0.formUnion($1.secrets) }.sorted()
  }
}

extension CarrierAPI {
  /// Whether it may refuse to tell anything without the postcode: an answer says so, or a request cannot be made.
  public var mayWantPostcode: Bool {
    let requests = [request].compactMap { $0 } + steps.map(\.request)
    return requests.contains { $0.templates.contains { $0.needed.contains(.postcode) } }
      || answers.contains { $0.outcome == .postcodeRequired }
      || read.outcomes.contains { $0.outcome == .postcodeRequired }
  }
}

/// How many numbers a request may ask for, and how they are written.
public struct Batch: Sendable {
  public enum Join: Sendable, Hashable {
    case text(String)
    /// The query parameter stands once for each number.
    case `repeat`
  }

  public var max: Int
  public var join: Join
  /// One number; `{number}` if nil.
  public var each: Template?

  public static let single = Batch(max: 1, join: .text(","), each: nil)
}

/// What the carrier permits.
public struct Budget: Sendable, Hashable {
  public var perDay: Int?
  public var perMinute: Int?
  public var perSecond: Int?
  /// When the day quota begins anew: seconds after midnight UTC.
  public var resets: Int?
  /// Seconds between two requests for one shipment.
  public var minInterval: Int?

  public init(
    perDay: Int? = nil, perMinute: Int? = nil, perSecond: Int? = nil, resets: Int? = nil, minInterval: Int? = nil
  ) {
    self.perDay = perDay
    self.perMinute = perMinute
    self.perSecond = perSecond
    self.resets = resets
    self.minInterval = minInterval
  }

  /// The next reset of the day quota after `now`; midnight UTC where the carrier says nothing.
  public func nextReset(after now: Timestamp) -> Timestamp {
    let day: Int64 = 86_400
    let seconds = now.seconds
    let midnight = seconds - ((seconds % day) + day) % day
    let today = midnight + Int64(resets ?? 0)
    return Timestamp(seconds: today > seconds ? today : today + day)
  }
}

/// Ours to the carrier's language words.
public struct LanguageMap: Sendable, Hashable {
  /// Primary language subtag ("de") to the carrier's word ("de_DE").
  public var words: [String: String]
  public var otherwise: String?

  /// The carrier's word for `language`, and the language that its answer will then be in.
  func word(for language: String?) -> (word: String, language: String?)? {
    let primary = language.map { String($0.lowercased().prefix { $0 != "-" && $0 != "_" }) }
    if let primary, let word = words[primary] { return (word, primary) }
    return otherwise.map { other in (other, words.first { $0.value == other }?.key) }
  }
}
