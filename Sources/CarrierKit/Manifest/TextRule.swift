import Tracking

/// A rule for answers that have words and no codes.
public struct TextRule: Sendable {
  public enum Test: Sendable {
    case equals, begins, contains
  }

  public var test: Test
  /// Any of them; folded by `fold`.
  var words: [[UInt8]]
  /// Guard phrases: one of these in the text and the rule does not apply.
  var unless: [[UInt8]]
  public var language: String?
  public var meaning: Meaning

  /// Compares bytes: a carrier without codes has dozens of rules, and `String` searches by character.
  func matches(_ folded: [UInt8], language: String?) -> Bool {
    if let mine = self.language, let language, mine != language { return false }
    let isMatch = words.contains {
      switch test {
      case .equals: folded == $0
      case .begins: folded.starts(with: $0)
      case .contains: TextRule.holds(folded, $0)
      }
    }
    return isMatch && !unless.contains { TextRule.holds(folded, $0) }
  }

  private static func holds(_ text: [UInt8], _ phrase: [UInt8]) -> Bool {
    guard let first = phrase.first, text.count >= phrase.count else { return phrase.isEmpty }
    return text.withUnsafeBufferPointer { text in
      phrase.withUnsafeBufferPointer { phrase in
        for start in 0...(text.count - phrase.count) where text[start] == first {
          var length = 1
          while length < phrase.count, text[start + length] == phrase[length] { length += 1 }
          if length == phrase.count { return true }
        }
        return false
      }
    }
  }

  /// One letter case, single blanks, no final full stop; as UTF-8.
  static func fold(_ text: String) -> [UInt8] {
    var folded = Array((tidyText(text) ?? "").lowercased().utf8)
    while let last = folded.last, last == 0x2E || last == 0x21 || last == 0x20 { folded.removeLast() }
    return folded
  }
}
