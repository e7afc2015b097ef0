/// Writes the little XML that DHL and DPD need, and finds the few values in their requests.
enum XMLText {
  static func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.append(character)
      }
    }
    return out
  }

  /// `<name>text</name>`.
  static func element(_ name: String, _ text: String) -> String { "<\(name)>\(escaped(text))</\(name)>" }

  /// A start tag's attributes: ` a="1" b="2"`.
  static func attributes(_ pairs: [(String, String)]) -> String {
    pairs.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
  }

  /// The value of an attribute of the first element that has it; enough for the requests that carriers take here.
  static func attribute(_ name: String, in xml: String) -> String? {
    for quote in ["\"", "'"] {
      for lead in [" ", "\n", "\t"] {
        let parts = split(xml, at: "\(lead)\(name)=\(quote)")
        if let rest = parts { return unescaped(split(rest.after, at: quote)?.before ?? "") }
      }
    }
    return nil
  }

  /// The text of the first element with this local name, whatever its prefix.
  static func text(of name: String, in xml: String) -> String? {
    var rest = xml[...]
    while let open = rest.firstIndex(of: "<") {
      guard let close = rest[open...].firstIndex(of: ">") else { return nil }
      let tag = rest[rest.index(after: open)..<close].split(whereSeparator: \.isWhitespace).first ?? ""
      rest = rest[rest.index(after: close)...]
      guard tag.split(separator: ":").last.map(String.init) == name, !tag.hasPrefix("/") else { continue }
      return unescaped(String(rest.prefix { $0 != "<" })).trimmed
    }
    return nil
  }

  private static func split(_ text: String, at mark: String) -> (before: String, after: String)? {
    guard let range = text.firstRange(of: mark) else { return nil }
    return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
  }

  private static func unescaped(_ text: String) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
    return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}

extension String {
  var trimmed: String {
    var slice = self[...]
    while let first = slice.first, first.isWhitespace { slice.removeFirst() }
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return String(slice)
  }
}
