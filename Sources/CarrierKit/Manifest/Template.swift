import StrictYAML

/// A text with placeholders, parsed once: `parcels/{number|pad:14}`.
public struct Template: Sendable, Hashable {
  public enum Placeholder: Sendable, Hashable, CustomStringConvertible {
    case number, numbers, language, country, postcode, service, token, signature
    case secret(String)
    /// What a step before got, and what the login got beside the token.
    case step(String), login(String)

    public var description: String {
      switch self {
      case .number: "{number}"
      case .numbers: "{numbers}"
      case .language: "{language}"
      case .country: "{country}"
      case .postcode: "{postcode}"
      case .service: "{service}"
      case .token: "{token}"
      case .signature: "{signature}"
      case .secret(let name): "{secret.\(name)}"
      case .step(let name): "{step.\(name)}"
      case .login(let name): "{login.\(name)}"
      }
    }

    static let words = ["number", "numbers", "language", "country", "postcode", "service", "token", "signature"]

    init?(_ word: String) {
      switch word {
      case "number": self = .number
      case "numbers": self = .numbers
      case "language": self = .language
      case "country": self = .country
      case "postcode": self = .postcode
      case "service": self = .service
      case "token": self = .token
      case "signature": self = .signature
      default:
        let pieces = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard pieces.count == 2, !pieces[1].isEmpty else { return nil }
        switch pieces[0] {
        case "secret": self = .secret(pieces[1])
        case "step": self = .step(pieces[1])
        case "login": self = .login(pieces[1])
        default: return nil
        }
      }
    }
  }

  enum Filter: Sendable, Hashable {
    case upper, lower
    /// Without blanks: `8011 PK` is asked for as `8011PK`.
    case compact
    case pad(Int)
    case drop(String)
    /// The first characters, and what follows after them: one number in two parameters.
    case take(Int), skip(Int)

    func apply(_ text: String) -> String {
      switch self {
      case .upper: return text.uppercased()
      case .lower: return text.lowercased()
      case .compact: return text.filter { !$0.isWhitespace }
      case .pad(let width):
        let missing = width - text.utf8.count
        return missing > 0 ? String(repeating: "0", count: missing) + text : text
      case .take(let count): return String(text.prefix(count))
      case .skip(let count): return String(text.dropFirst(count))
      case .drop(let prefix): return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
      }
    }
  }

  indirect enum Part: Sendable, Hashable {
    case text(String)
    case value(Placeholder, [Filter])
    /// Left out where a placeholder in it has no value.
    case optional([Part])
  }

  let parts: [Part]
  public let source: String

  /// All placeholders, and those outside optional parts.
  public var placeholders: Set<Placeholder> { Template.placeholders(parts, withOptional: true) }
  var needed: Set<Placeholder> { Template.placeholders(parts, withOptional: false) }

  private static func placeholders(_ parts: [Part], withOptional: Bool) -> Set<Placeholder> {
    parts.reduce(into: []) { found, part in
      switch part {
      case .text: break
      case .value(let placeholder, _): found.insert(placeholder)
      case .optional(let inner): if withOptional { found.formUnion(placeholders(inner, withOptional: true)) }
      }
    }
  }

  /// A placeholder that has no value in this request.
  struct Missing: Error {
    var placeholder: Placeholder
  }

  func render(_ value: (Placeholder, [Filter]) throws(Missing) -> String) throws(Missing) -> String {
    try Template.render(parts, value)
  }

  private static func render(
    _ parts: [Part], _ value: (Placeholder, [Filter]) throws(Missing) -> String
  ) throws(Missing) -> String {
    var out = ""
    for part in parts {
      switch part {
      case .text(let text): out += text
      case .value(let placeholder, let filters): out += try value(placeholder, filters)
      case .optional(let inner):
        do throws(Missing) { out += try render(inner, value) } catch {}
      }
    }
    return out
  }
}

extension Template.Placeholder {
  /// Whether it is the value of an answer before.
  var isCarried: Bool {
    switch self {
    case .step, .login: true
    default: false
    }
  }

  /// Whether a login got it.
  var comesFromLogin: Bool {
    switch self {
    case .token, .login: true
    default: false
    }
  }
}

extension Template {
  /// Nil where a placeholder or filter is unknown; `report` is told what and what would be right.
  static func parse(_ source: String, report: @escaping (String, String?) -> Void) -> Template? {
    var parser = TemplateParser(source, report: report)
    let parts = parser.parse(inOptional: false)
    return parser.failed ? nil : Template(parts: parts, source: source)
  }
}

private struct TemplateParser {
  private var rest: Substring
  private let report: (String, String?) -> Void
  private(set) var failed = false

  init(_ source: String, report: @escaping (String, String?) -> Void) {
    rest = source[...]
    self.report = report
  }

  mutating func parse(inOptional: Bool) -> [Template.Part] {
    var parts: [Template.Part] = []
    var text = ""
    func flush() {
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
    }
    while let character = rest.first {
      if inOptional, rest.hasPrefix("?}") {
        rest = rest.dropFirst(2)
        flush()
        return parts
      }
      if character == "{", rest.dropFirst().first == "?" {
        rest = rest.dropFirst(2)
        flush()
        parts.append(.optional(parse(inOptional: true)))
      } else if character == "{", let word = placeholderWord() {
        flush()
        if let part = value(word) { parts.append(part) }
      } else {
        text.append(character)
        rest = rest.dropFirst()
      }
    }
    if inOptional { fail("'{?' has no '?}'", nil) }
    flush()
    return parts
  }

  /// What stands between the braces, if that looks like a placeholder: a letter right behind the brace, no blanks
  /// or quotes up to the closing one. Braces of JSON and GraphQL do not look like that.
  private mutating func placeholderWord() -> String? {
    let inner = rest.dropFirst()
    guard let first = inner.first, first.isLetter, let end = inner.firstIndex(of: "}") else { return nil }
    let word = inner[..<end]
    guard word.allSatisfy({ !$0.isWhitespace && $0 != "\"" && $0 != "{" && $0 != "," }) else { return nil }
    rest = rest[rest.index(after: end)...]
    return String(word)
  }

  private mutating func value(_ word: String) -> Template.Part? {
    let pieces = word.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard let name = pieces.first, let placeholder = Template.Placeholder(name) else {
      let name = pieces.first ?? word
      let near = didYouMean(name, among: Template.Placeholder.words)
      let known =
        Template.Placeholder.words.map { "{\($0)}" }.joined(separator: ", ")
        + ", {secret.name}, {step.name}, {login.name}"
      fail("unknown placeholder '{\(name)}'", near.map { "did you mean '{\($0)}'?" } ?? "known: \(known)")
      return nil
    }
    return .value(placeholder, pieces.dropFirst().compactMap { filter($0) })
  }

  private mutating func filter(_ text: String) -> Template.Filter? {
    let pieces = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (pieces.first, pieces.count > 1 ? pieces[1] : nil) {
    case ("upper", nil): return .upper
    case ("lower", nil): return .lower
    case ("compact", nil): return .compact
    case ("pad", let width?) where Int(width).map({ (1...64).contains($0) }) == true:
      return Int(width).map(Template.Filter.pad)
    case ("drop", let prefix?) where !prefix.isEmpty: return .drop(prefix)
    case ("take", let count?) where Int(count).map({ (1...64).contains($0) }) == true:
      return Int(count).map(Template.Filter.take)
    case ("skip", let count?) where Int(count).map({ (1...64).contains($0) }) == true:
      return Int(count).map(Template.Filter.skip)
    default:
      fail("unknown filter '\(text)'", "known: upper, lower, compact, pad:14, drop:00, take:2, skip:2")
      return nil
    }
  }

  private mutating func fail(_ message: String, _ hint: String?) {
    failed = true
    report(message, hint)
  }
}
