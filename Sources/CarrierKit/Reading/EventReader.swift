import Tracking

/// Reads one event, or the header as if it were one.
struct EventReader {
  let api: CarrierAPI
  let rule: EventRule
  let tree: AnswerDocument
  let language: String?
  let overrides: [Override]
  let explanation: Explanation?

  /// Nil for a node without anything to say.
  func read(_ node: Node, _ remarks: inout [String]) -> EventReading? {
    let place = readPlace(node)
    let written = rule.time?.read(at: node, in: tree, country: place.country)
    if let written, written.time == nil {
      remarks.append("a time cannot be read: '\(written.raw.prefix(40))'")
    }
    let text = rule.text.isEmpty ? nil : tree.text(rule.text, at: node).flatMap { tidyText(withoutHTML($0)) }
    let (code, meaning) = decide(node, text: text)
    guard written != nil || !code.isEmpty || text != nil else { return nil }
    let checkpoint = Checkpoint(
      time: written?.time, meaning: meaning, code: code, text: text, language: text == nil ? nil : language,
      place: place)
    return EventReading(checkpoint: checkpoint, override: override(of: meaning, node))
  }

  /// The first override that fits this state and whose condition holds. The state is asked first: it costs nothing.
  private func override(of meaning: Meaning, _ node: Node) -> Int? {
    overrides.firstIndex {
      $0.onEvent && $0.admits(meaning) && ($0.when.map { tree.isTrue($0, at: node) } ?? true)
    }
  }

  private func readPlace(_ node: Node) -> Place {
    let country = rule.place.country.isEmpty ? nil : tree.text(rule.place.country, at: node)
    return Place(
      name: rule.place.name.isEmpty ? nil : tree.text(rule.place.name, at: node),
      city: rule.place.city.isEmpty ? nil : tree.text(rule.place.city, at: node),
      postalCode: rule.place.postcode.isEmpty ? nil : tree.text(rule.place.postcode, at: node),
      country: country.flatMap(Countries.code))
  }

  /// The code that counts and its meaning: the codes in their order, then the words, then the fallback codes.
  /// Never a guess: a code that nobody listed is unrecognized.
  private func decide(_ node: Node, text: String?) -> (String, Meaning) {
    if let found = look(up: rule.code, node) { return found }
    if let text, !api.texts.isEmpty {
      let folded = TextRule.fold(text)
      if let rule = api.texts.first(where: { $0.matches(folded, language: language) }) {
        explanation?.note("text '\(text)': \(checkpointWord(rule.meaning))")
        return ("", rule.meaning)
      }
    }
    if let found = look(up: rule.fallbackCode, node) { return found }
    explanation?.note("no code\(text.map { ", text '\($0)'" } ?? ""): unrecognized")
    return ("", .unrecognized)
  }

  /// The first code in the table, else the first that is there at all, unrecognized; nil where all are blank.
  private func look(up expressions: [XPath], _ node: Node) -> (String, Meaning)? {
    var first: String?
    for expression in expressions {
      // A composite of nothing is only marks.
      guard let code = tree.text(expression, at: node), code.utf8.contains(where: isAlphanumeric) else { continue }
      if let meaning = api.codes.meaning(of: code) {
        explanation?.note(
          "code '\(code)' from \(expression): \(checkpointWord(meaning)) by '\(api.codes.rule(for: code) ?? code)'")
        return (code, meaning)
      }
      explanation?.note("code '\(code)' from \(expression): not in the table")
      first = first ?? code
    }
    return first.map { ($0, .unrecognized) }
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
  }
}

/// A meaning in the words of manifests and of `tidings carriers read`.
func checkpointWord(_ meaning: Meaning) -> String {
  switch meaning {
  case .status(let status): status.state.rawValue + (status.detail.map { "/" + $0.rawValue } ?? "")
  case .delayed(let reason): "delayed/\(reason.rawValue)"
  case .information: "info"
  case .revokesPrevious: "revokes"
  case .unrecognized: "unrecognized"
  }
}
