/// What the news asks of the reader. The only thing that colors a page.
public enum Tone: String, CaseIterable, Sendable, Hashable {
  /// Nothing to do.
  case calm
  /// It is there for you.
  case good
  /// Changed; good to know.
  case attention
  /// Act, or it does not arrive.
  case problem
}
