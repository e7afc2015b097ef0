import Foundation
import Tracking

/// Takes from an answer what is not needed to read it: whatever nobody knows to be harmless is replaced.
///
/// Kept are words that the manifest names, codes, times, countries and offsets; words of a text rule stand for the text
/// they matched; numbers and secrets become those of a fixture. Everything else becomes `x` or `0`.
struct AnswerScrubber {
  private let api: CarrierAPI
  private let literals: Set<String>
  private let replaced: [(real: String, fixture: String)]
  private var kept: Set<String> = []

  /// - Parameter replaced: what stands for what; an empty one is not looked for.
  init(_ api: CarrierAPI, observations: [Observation], replaced: [(real: String, fixture: String)]) {
    self.api = api
    self.replaced = replaced.filter { !$0.real.isEmpty }
    literals = ManifestLiterals.quoted(in: api)
    for observation in observations {
      for checkpoint in observation.checkpoints + (observation.header.map { [$0] } ?? []) { keep(checkpoint) }
    }
  }

  private mutating func keep(_ checkpoint: Checkpoint) {
    kept.insert(checkpoint.code)
    kept.formUnion(checkpoint.code.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    if let raw = checkpoint.time?.raw {
      kept.insert(raw)
      kept.formUnion(raw.split(separator: " ").map(String.init))
    }
  }

  /// The body without what is personal; nil where it is neither JSON nor XML.
  func scrub(_ body: [UInt8]) -> [UInt8]? {
    switch body.first(where: { !isBlank($0) }) {
    case 0x7B, 0x5B: MarkedText.json(body, scrub: value)
    case 0x3C where !looksLikeHTML(body): MarkedText.xml(body, scrub: value)
    default: nil
    }
  }

  /// What stands for one value.
  func value(_ text: String, isNumber: Bool) -> String {
    guard let tidy = tidyText(text) else { return text }
    let key = AnswerReader.key(tidy)
    if let pair = replaced.first(where: { $0.real == tidy || AnswerReader.key($0.real) == key }) { return pair.fixture }
    if isNumber { return tidy.utf8.count <= 3 || kept.contains(tidy) ? text : "0" }
    if isHarmless(tidy) { return text }
    // A document within: its own values are looked at one by one.
    if tidy.hasPrefix("{") || tidy.hasPrefix("[") || tidy.hasPrefix("<"), let inner = scrub(Array(text.utf8)) {
      return String(decoding: inner, as: UTF8.self)
    }
    return words(of: tidy) ?? "x"
  }

  private func isHarmless(_ text: String) -> Bool {
    if ["true", "false", "Y", "N", "x"].contains(text) || kept.contains(text) || literals.contains(text) {
      return true
    }
    if api.codes.rule(for: text) == api.codes.folding.fold(text) { return true }
    if Countries.code(of: text) != nil || (text.contains("/") && TimeZone(identifier: text) != nil) { return true }
    return isOffset(text)
  }

  private func isOffset(_ text: String) -> Bool {
    let digits = text.dropFirst().filter { $0 != ":" }
    return text == "Z"
      || (text.hasPrefix("+") || text.hasPrefix("-")) && digits.count <= 4 && digits.allSatisfy(\.isNumber)
  }

  /// The words of the first text rule that knows the text: they say the same to the reader.
  private func words(of text: String) -> String? {
    let folded = TextRule.fold(text)
    guard let rule = api.texts.first(where: { $0.matches(folded, language: nil) }) else { return nil }
    let word = rule.words.first { word in
      switch rule.test {
      case .equals: folded == word
      case .begins: folded.starts(with: word)
      case .contains: folded.firstRange(of: word) != nil
      }
    }
    return word.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The texts in quotes in a manifest's expressions: what they compare an answer with.
enum ManifestLiterals {
  static func quoted(in api: CarrierAPI) -> Set<String> {
    var found: Set<String> = []
    // By reflection, so that an expression under a new key is not forgotten.
    visit(api) { found.formUnion(quoted($0.source)) }
    return found
  }

  private static func visit(_ value: Any, _ take: (XPath) -> Void) {
    if let expression = value as? XPath { return take(expression) }
    for child in Mirror(reflecting: value).children { visit(child.value, take) }
  }

  private static func quoted(_ source: String) -> [String] {
    var found: [String] = []
    var rest = source[...]
    while let start = rest.firstIndex(where: { $0 == "'" || $0 == "\"" }) {
      let body = rest[rest.index(after: start)...]
      guard let end = body.firstIndex(of: rest[start]) else { break }
      if let text = tidyText(String(body[..<end])) { found.append(text) }
      rest = body[body.index(after: end)...]
    }
    return found
  }
}
