import Tracking

/// Which answers are which outcome. The first rule that matches wins.
public struct AnswerRule: Sendable {
  /// HTTP statuses; empty for any.
  public var statuses: [ClosedRange<Int>]
  /// Taken as a boolean at the document's root element.
  public var when: XPath?
  /// Only for a body without anything in it.
  public var wantsEmptyBody: Bool
  public var outcome: OutcomeWord
  public var until: Until?
  /// For `unavailable` and `unreadable`.
  public var why: String?

  /// When a rate limit ends, where no Retry-After says so.
  public enum Until: Sendable, Hashable {
    /// At the budget's reset time.
    case resets
    case seconds(Int)
  }

  func matches(status: Int) -> Bool {
    statuses.isEmpty || statuses.contains { $0.contains(status) }
  }
}

/// The closed list of outcomes, as manifests write them.
public enum OutcomeWord: String, CaseIterable, Sendable {
  case tracked
  case notFound = "not_found"
  case notYetKnown = "not_yet_known"
  case badNumber = "bad_number"
  case postcodeRequired = "postcode_required"
  case badCredentials = "bad_credentials"
  case rateLimited = "rate_limited"
  case unavailable, unreadable

  func outcome(until: Timestamp? = nil, why: String) -> Outcome {
    switch self {
    case .tracked: .tracked
    case .notFound: .notFound
    case .notYetKnown: .notYetKnown
    case .badNumber: .badNumber
    case .postcodeRequired: .postcodeRequired
    case .badCredentials: .badCredentials
    case .rateLimited: .rateLimited(until: until)
    case .unavailable: .unavailable(why)
    case .unreadable: .unreadable(why)
    }
  }
}

/// The step that gets `{token}`.
public struct LoginRule: Sendable {
  /// Requests before it.
  public var steps: [StepRule]
  public var request: RequestTemplate
  public var format: DocumentFormat
  public var answers: [AnswerRule]
  public var token: [XPath]
  /// Statuses besides 2xx that are no refusal.
  public var accepts: [ClosedRange<Int>]
  /// What `{login.…}` is, beside what the steps carry.
  public var carry: [(name: String, value: [XPath])]
  public var expires: Expiry

  /// How long a token lasts. `seconds` and `at` are looked at first, then `fixed`.
  public struct Expiry: Sendable {
    public var seconds: [XPath]
    public var at: TimeRule?
    public var fixed: Int?
  }
}
