import Tracking

/// A rule for answers that have words and no codes.
public struct TextRule: Sendable {
  public enum Test: Sendable {
    case equals, begins, contains
  }

  public var test: Test
  /// Any of them; folded by `fold`.
  public var words: [String]
  /// Guard phrases: one of these in the text and the rule does not apply.
  public var unless: [String]
  public var language: String?
  public var meaning: Meaning

  func matches(_ folded: String, language: String?) -> Bool {
    if let mine = self.language, let language, mine != language { return false }
    guard !unless.contains(where: folded.contains) else { return false }
    return words.contains {
      switch test {
      case .equals: folded == $0
      case .begins: folded.hasPrefix($0)
      case .contains: folded.contains($0)
      }
    }
  }

  /// One letter case, single blanks, no final full stop.
  static func fold(_ text: String) -> String {
    var folded = (tidyText(text) ?? "").lowercased()
    while let last = folded.last, ".!… ".contains(last) { folded.removeLast() }
    return folded
  }
}
