import StrictYAML

/// Reads one language's file.
///
/// ```yaml
/// headline:
///   late: "Kommt {day}, {count} Tage später"
/// earlier:
///   one: "{count} frühere Meldung"
///   other: "{count} frühere Meldungen"
/// ```
/// A mapping whose keys are all plural categories is a plural; any other mapping is a group, and its keys are
/// joined with points.
struct CatalogReader {
  let language: String
  let plurals: PluralRules
  private(set) var messages: [String: Message] = [:]
  private(set) var positions: [String: YAMLPosition] = [:]

  init(language: String) {
    self.language = language
    plurals = PluralRules(locale: language)
  }

  mutating func read(_ value: YAMLValue, key: String = "") {
    guard value.isMapping else {
      if let template = template(value) { put(.plain(template), key, value) }
      return
    }
    guard let entries = value.mapping()?.all() else { return }
    let categories = entries.map { PluralCategory(rawValue: $0.key) }
    if !key.isEmpty, !entries.isEmpty, !categories.contains(nil) {
      readPlural(entries.map { ($0.key, $0.value) }, key, value)
      return
    }
    if entries.isEmpty { value.problem("'\(key)' holds no text") }
    for entry in entries {
      guard entry.key.wholeMatch(of: /[a-z0-9_]+/) != nil else {
        entry.value.problem("'\(entry.key)' is no key", hint: "lower-case letters, digits and _")
        continue
      }
      read(entry.value, key: key.isEmpty ? entry.key : "\(key).\(entry.key)")
    }
  }

  private mutating func readPlural(_ entries: [(String, YAMLValue)], _ key: String, _ value: YAMLValue) {
    var forms: [PluralCategory: Template] = [:]
    for (name, form) in entries {
      guard let category = PluralCategory(rawValue: name) else { continue }
      if !plurals.categories.contains(category) {
        form.problem("'\(language)' has no plural category '\(name)'", hint: "it has " + wanted)
      }
      if let template = template(form) { forms[category] = template }
    }
    let missing = plurals.categories.filter { category in !entries.contains { $0.0 == category.rawValue } }
    if !missing.isEmpty {
      let names = PluralCategory.allCases.filter(missing.contains).map(\.rawValue).joined(separator: ", ")
      value.problem("'\(key)' lacks the plural form \(names)", hint: "'\(language)' has \(wanted)")
    }
    put(.plural(forms), key, value)
  }

  private mutating func put(_ message: Message, _ key: String, _ value: YAMLValue) {
    messages[key] = message
    positions[key] = value.position
  }

  private func template(_ value: YAMLValue) -> Template? {
    guard let text = value.string() else { return nil }
    if text.allSatisfy(\.isWhitespace) {
      value.problem("'\(value.path)' has no value")
    } else if text.contains("<") || text.contains("&#") || text.contains("&amp;") || text.contains("&nbsp;") {
      value.problem("'\(value.path)' holds markup", hint: "plain text only; the pages escape and mark up by themselves")
    }
    do {
      return try Template(text)
    } catch {
      value.problem("'\(value.path)': \(error.words)")
      return nil
    }
  }

  private var wanted: String {
    PluralCategory.allCases.filter(plurals.categories.contains).map(\.rawValue).joined(separator: ", ")
  }
}
