/// A public tracking link of a carrier: how to recognize one, and perhaps how to offer one.
public struct LinkRule: Hashable, Sendable {
  /// Lower case; matches itself and its subdomains.
  public var host: String
  /// Name of the query parameter that holds the number; letter case does not matter.
  public var query: String?
  /// `{number}` for the number, `*` for any one segment; without `{number}` a prefix that must match.
  public var path: String?
  /// As `path`, for what stands after `#`.
  public var fragment: String?
  /// The link a customer is given, with `{number}` and perhaps `{language}` (two letters).
  public var offer: String?

  public init(host: String, query: String? = nil, path: String? = nil, fragment: String? = nil, offer: String? = nil) {
    self.host = host
    self.query = query
    self.path = path
    self.fragment = fragment
    self.offer = offer
  }
}
