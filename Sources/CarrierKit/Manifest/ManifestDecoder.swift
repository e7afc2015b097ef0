import StrictYAML
import Tracking

/// Decodes a manifest. Every method reads all it can, so that one run names all mistakes.
struct ManifestDecoder {
  /// The folder's name; the manifest's id has to be the same.
  let folder: String
  /// Reads a file beside the manifest; nil where there is none.
  let file: (String) -> String?

  func carrier(_ root: YAMLValue) -> Carrier? {
    guard let map = root.mapping() else { return nil }
    _ = map.required("format")?.choice(of: ["1"])
    let id = map.required("id")?.string()
    if let id { check(id: id, map) }
    let name = map.required("name")?.string()
    let countries = map.required("countries")?.list()?.compactMap(country) ?? []
    let about = map.optional("about")?.string()
    let links = map.optional("links")?.list()?.compactMap(link) ?? []
    let numbers = map.optional("numbers")?.list()?.compactMap(number) ?? []
    let secrets = map.optional("secrets")?.list()?.compactMap { $0.string() } ?? []
    let carrierID = CarrierID(id ?? folder)
    // A carrier that cannot be asked is still recognized.
    let entries = map.optional("apis")?.mapping()?.all()
    if !map.has("apis"), links.isEmpty, numbers.isEmpty {
      map.problem("without 'apis' a carrier needs 'numbers' or 'links' to be recognized by")
    }
    let apis = entries?.compactMap { api($0.key, $0.value, carrier: carrierID, secrets: Set(secrets)) }
    if entries?.isEmpty == true {
      map.problem(
        at: "apis", "at least one API is needed", hint: "leave 'apis' out for a carrier that is only recognized")
    }
    if let apis, apis.count == entries?.count { checkUse(of: secrets, in: apis, map) }
    guard let name else { return nil }
    return Carrier(
      id: carrierID, name: name, countries: countries, about: about, links: links, numbers: numbers, apis: apis ?? [])
  }

  private func check(id: String, _ map: YAMLMapping) {
    if !id.utf8.allSatisfy({ ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }) {
      map.problem(at: "id", "the id '\(id)' may hold a-z, 0-9 and '-' only")
    } else if id != folder {
      map.problem(at: "id", "the id '\(id)' is not the folder's name", hint: "write '\(folder)'")
    }
  }

  private func country(_ value: YAMLValue) -> String? {
    guard let text = value.string() else { return nil }
    guard Countries.isKnown(text) else {
      value.problem(
        "'\(text)' is no ISO 3166-1 alpha-2 country", hint: Countries.code(of: text).map { "did you mean '\($0)'?" })
      return nil
    }
    return text
  }

  private func checkUse(of secrets: [String], in apis: [CarrierAPI], _ map: YAMLMapping) {
    let used = Set(apis.flatMap(\.secrets))
    for name in secrets where !used.contains(name) {
      map.problem(at: "secrets", "the secret '\(name)' is listed and nowhere used")
    }
  }

  // MARK: Links and numbers

  private func link(_ value: YAMLValue) -> LinkRule? {
    guard let map = value.mapping() else { return nil }
    let host = map.required("host")?.string()
    let query = map.optional("query")?.string()
    let path = map.optional("path")?.string()
    let fragment = map.optional("fragment")?.string()
    let offer = map.optional("offer")?.string()
    let holders = [query != nil, path?.contains("{number}") == true, fragment?.contains("{number}") == true]
    if holders.count(where: { $0 }) != 1 {
      map.problem("exactly one place of a link holds the number", hint: "query: name, or {number} in path or fragment")
    }
    if let host, host != host.lowercased() || host.contains("/") {
      map.problem(at: "host", "'\(host)' is no host name", hint: "lower case, without scheme and path")
    }
    if let offer { check(offer: offer, map) }
    return host.map { LinkRule(host: $0, query: query, path: path, fragment: fragment, offer: offer) }
  }

  private func check(offer: String, _ map: YAMLMapping) {
    let template = Template.parse(offer) { map.problem(at: "offer", $0, hint: $1) }
    guard let template else { return }
    if !offer.hasPrefix("https://") { map.problem(at: "offer", "the link is not https") }
    if !template.placeholders.contains(.number) { map.problem(at: "offer", "the link lacks {number}") }
    for other in template.placeholders where other != .number && other != .language {
      map.problem(at: "offer", "\(other) has no place in a link", hint: "{number} and {language} only")
    }
  }

  private func number(_ value: YAMLValue) -> NumberRule? {
    guard let map = value.mapping() else { return nil }
    let pattern = map.required("pattern")?.string()
    let check = map.optional("check")?.choice(CheckRule.self)
    let label = map.optional("label")?.string()
    let valid = map.optional("valid")?.strings() ?? []
    let invalid = map.optional("invalid")?.strings() ?? []
    if valid.isEmpty || invalid.isEmpty {
      map.problem("a pattern needs samples", hint: "at least one under 'valid' and one under 'invalid'")
    }
    guard let pattern else { return nil }
    let rule = NumberRule(pattern: pattern, check: check, label: label, valid: valid, invalid: invalid)
    prove(rule, map)
    return rule
  }

  /// The samples have to say what the pattern says.
  private func prove(_ rule: NumberRule, _ map: YAMLMapping) {
    let pattern: Pattern
    do throws(PatternProblem) { pattern = try Pattern(rule.pattern) } catch {
      map.problem(at: "pattern", "the pattern does not compile: \(error)")
      return
    }
    func holds(_ sample: String) -> Bool {
      guard let number = TrackingNumber(sample), let match = pattern.match(number.bytes) else { return false }
      guard let check = rule.check else { return true }
      return check.holds(Array(number.bytes[match.checked]) + (match.check.map { Array(number.bytes[$0]) } ?? []))
    }
    for sample in rule.valid where !holds(sample) {
      map.problem(at: "valid", "the sample '\(sample)' does not fit the pattern or its check digit")
    }
    for sample in rule.invalid where holds(sample) {
      map.problem(at: "invalid", "the sample '\(sample)' fits the pattern and its check digit")
    }
  }
}

extension ManifestDecoder {
  // MARK: Expressions

  func xpath(_ value: YAMLValue?) -> XPath? {
    guard let value, let source = value.string() else { return nil }
    switch XPath.compile(source) {
    case .success(let expression): return expression
    case .failure(let fault):
      value.problem(fault.message, hint: fault.hint)
      return nil
    }
  }

  /// One or a list.
  func xpaths(_ value: YAMLValue?) -> [XPath] {
    value?.oneOrMore().compactMap { xpath($0) } ?? []
  }

  func meaning(_ value: YAMLValue?) -> Meaning? {
    guard let value, let word = value.string() else { return nil }
    switch StateWord.meaning(word) {
    case .success(let meaning): return meaning
    case .failure(let fault):
      value.problem(fault.message, hint: fault.hint)
      return nil
    }
  }

  func formats(_ value: YAMLValue?) -> [TimeFormat] {
    value?.oneOrMore().compactMap { one in
      guard let text = one.string() else { return nil }
      switch TimeFormat.named(text) {
      case .success(let format): return format
      case .failure(let fault):
        one.problem(fault.message, hint: fault.hint)
        return nil
      }
    } ?? []
  }
}
