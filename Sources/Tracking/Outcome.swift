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
