/// Finds http links in running text.
enum Links {
  /// The links in `text`, in order, as they stand there.
  static func found(in text: String) -> [Substring] {
    var links: [Substring] = []
    var rest = text[...]
    while links.count < 256, let start = nextStart(in: rest) {
      let link = rest[start...].prefix { !endsLink($0) }
      let trimmed = trimmingPunctuation(link)
      if trimmed.utf8.count > 10 { links.append(trimmed) }
      rest = rest[link.endIndex...]
    }
    return links
  }

  private static func nextStart(in text: Substring) -> Substring.Index? {
    let utf8 = text.utf8
    var at = utf8.startIndex
    while let colon = utf8[at...].firstIndex(of: UInt8(ascii: ":")) {
      for scheme in ["https", "http"] {
        guard utf8[colon...].starts(with: "://".utf8),
          let start = utf8.index(colon, offsetBy: -scheme.utf8.count, limitedBy: utf8.startIndex),
          String(text[start..<colon]).lowercased() == scheme
        else { continue }
        return start
      }
      at = utf8.index(after: colon)
    }
    return nil
  }

  private static func endsLink(_ character: Character) -> Bool {
    character.isWhitespace || character == "\"" || character == "<" || character == ">" || character == "'"
      || character == "`" || character == "\u{201C}" || character == "\u{201D}"
  }

  /// Sentences end behind links.
  private static func trimmingPunctuation(_ link: Substring) -> Substring {
    var link = link
    while let last = link.last, ".,;:!?)]}*".contains(last) { link.removeLast() }
    return link
  }
}
