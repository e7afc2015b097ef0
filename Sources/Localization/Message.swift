/// A text with named placeholders, cut into pieces once.
struct Template: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case text(String)
    case placeholder(String)
  }

  let pieces: [Piece]

  /// Placeholders are `{name}` with letters, digits and `_`; `{{` and `}}` are braces.
  /// Throws the reason in words.
  init(_ source: String) throws(TemplateError) {
    var pieces: [Piece] = []
    var literal = ""
    var rest = source[...]
    while let character = rest.popFirst() {
      if character == "{", rest.first != "{" {
        guard let end = rest.firstIndex(of: "}") else { throw .unclosed }
        let name = String(rest[..<end])
        guard !name.isEmpty, name.utf8.allSatisfy({ $0.isNameByte }) else { throw .badName(name) }
        if !literal.isEmpty { pieces.append(.text(literal)) }
        literal = ""
        pieces.append(.placeholder(name))
        rest = rest[rest.index(after: end)...]
      } else if character == "{" || character == "}" {
        guard rest.popFirst() == character else { throw .unopened }
        literal.append(character)
      } else {
        literal.append(character)
      }
    }
    if !literal.isEmpty { pieces.append(.text(literal)) }
    self.pieces = pieces
  }

  /// The text with its values; a placeholder without one gives nothing.
  func filled(_ values: [String: String]) -> String {
    if pieces.count == 1, case .text(let text)? = pieces.first { return text }
    return pieces.reduce(into: "") { result, piece in
      switch piece {
      case .text(let text): result += text
      case .placeholder(let name): result += values[name] ?? ""
      }
    }
  }

  var placeholders: Set<String> {
    Set(pieces.compactMap { if case .placeholder(let name) = $0 { name } else { nil } })
  }
}

enum TemplateError: Error {
  case unclosed, unopened
  case badName(String)

  var words: String {
    switch self {
    case .unclosed: "a placeholder is not closed with }"
    case .unopened: "a } stands alone; write }} for a brace"
    case .badName(let name): "'{\(name)}' is no placeholder; names have letters, digits and _"
    }
  }
}

/// What a catalog holds under a key.
enum Message: Sendable, Hashable {
  case plain(Template)
  case plural([PluralCategory: Template])

  var placeholders: Set<String> {
    switch self {
    case .plain(let template): template.placeholders
    case .plural(let forms): forms.values.reduce(into: []) { $0.formUnion($1.placeholders) }
    }
  }
}

extension UInt8 {
  fileprivate var isNameByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
