/// The languages the sandbox's carriers speak.
enum WireLanguage: Sendable {
  case english, german

  /// German where the tag says German (`de`, `DE`, `de-DE`, `de_DE`), English for all else.
  init(tag: String?) {
    self = tag?.lowercased().hasPrefix("de") == true ? .german : .english
  }
}
