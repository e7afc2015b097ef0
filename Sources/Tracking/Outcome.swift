/// What became of asking a carrier for one number. A closed list; every answer is one of these.
public enum Outcome: Hashable, Sendable {
  case tracked
  /// The carrier does not know the number.
  case notFound
  /// The carrier knows the number will come, or has no data yet.
  case notYetKnown
  case badNumber
  case postcodeRequired
  case badCredentials
  /// Not before this moment, where the carrier said one.
  case rateLimited(until: Timestamp?)
  /// Could not be reached, timed out, or 5xx.
  case unavailable(String)
  /// Answered something that the manifest cannot read; says what.
  case unreadable(String)

  /// It says something of the account we ask with and nothing of the shipment: the account pauses, and what is known of
  /// the shipment stays as it is, the count of its own failures included.
  public var concernsAccount: Bool {
    switch self {
    case .rateLimited, .badCredentials: true
    default: false
    }
  }

  /// Whether this failure is one more of what the last outcome was. A number that the carrier could not look up for a
  /// day has not been refused yet; being unreachable and being unreadable are one trouble.
  func continues(_ last: String?) -> Bool {
    switch self {
    case .unavailable, .unreadable:
      last == Outcome.unavailable("").name || last == Outcome.unreadable("").name
    default: last == name
    }
  }

  /// The word used in fixtures, metrics and JSON.
  public var name: String {
    switch self {
    case .tracked: "tracked"
    case .notFound: "not_found"
    case .notYetKnown: "not_yet_known"
    case .badNumber: "bad_number"
    case .postcodeRequired: "postcode_required"
    case .badCredentials: "bad_credentials"
    case .rateLimited: "rate_limited"
    case .unavailable: "unavailable"
    case .unreadable: "unreadable"
    }
  }

  public static let names = [
    "tracked", "not_found", "not_yet_known", "bad_number", "postcode_required", "bad_credentials", "rate_limited",
    "unavailable", "unreadable",
  ]
}
