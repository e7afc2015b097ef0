import Localization
import StrictYAML
import Testing

private let english = """
  greeting: "Hello {name}"
  braces: "{{literal}}"
  headline:
    late: "Arrives {day}, late"
  earlier:
    one: "{count} earlier update"
    other: "{count} earlier updates"
  """

private func problems(_ files: [(String, String)], required: Set<String> = []) -> [String] {
  do {
    _ = try Catalogs(files: files.map { (name: $0.0, text: $0.1) }, required: required)
    return []
  } catch {
    return error.list.map(\.description)
  }
}

@Suite struct CatalogsTests {
  @Test("texts come with their values, by nested keys")
  func texts() throws {
    let catalogs = try Catalogs(files: [("en.yaml", english)])
    let catalog = try #require(catalogs["en"])
    #expect(catalog.text("greeting", ["name": "Ada <3"]) == "Hello Ada <3")
    #expect(catalog.text("headline.late", ["day": "today"]) == "Arrives today, late")
    #expect(catalog.text("braces") == "{literal}")
    #expect(catalog.text("earlier", count: 1) == "1 earlier update")
    #expect(catalog.text("earlier", count: 1234) == "1,234 earlier updates")
    #expect(catalog.text("not.there") == "not.there")
    #expect(catalog.parts("greeting", ["name": "Ada"]) == [.text("Hello "), .value(name: "name", "Ada")])
    #expect(catalogs["de"]?.language == "en")
    #expect(catalog.direction == "ltr")
  }

  @Test(
    "plural forms follow CLDR",
    arguments: [
      ("pl", 1, "one"), ("pl", 2, "few"), ("pl", 5, "many"), ("pl", 22, "few"), ("pl", 112, "many"), ("ja", 1, "other"),
      ("ar", 0, "zero"), ("ar", 2, "two"), ("ar", 3, "few"), ("ar", 11, "many"), ("ar", 100, "other"),
      ("cs", 1, "one"), ("cs", 3, "few"), ("cs", 5, "other"), ("de", 0, "other"), ("fr", 0, "one"), ("he", 2, "two"),
    ])
  func plurals(language: String, count: Int, expected: String) throws {
    let all = ["zero", "one", "two", "few", "many", "other"]
    let own = try PluralForms.of(language)
    let forms = all.filter(own.contains).map { "  \($0): \"\($0)\"" }.joined(separator: "\n")
    let catalogs = try Catalogs(
      files: [("en.yaml", "n:\n  one: one\n  other: other"), ("\(language).yaml", "n:\n" + forms)])
    #expect(try #require(catalogs[language]).text("n", count: count) == expected)
  }

  @Test("every difference to English is reported with its place")
  func differences() {
    let german = """
      greeting: "Hallo {nmae}"
      braces: "<b>x</b>"
      headline:
        lat: "Kommt {day}"
      earlier: "frühere"
      """
    let found = problems([("c/en.yaml", english), ("c/de.yaml", german)], required: ["footer"])
    #expect(
      found == [
        "c/de.yaml:2:9: 'braces' holds markup (plain text only; the pages escape and mark up by themselves)",
        "c/en.yaml:1:1: the key 'footer' is missing; the program asks for it",
      ])
    let second = problems([
      ("c/en.yaml", english), ("c/de.yaml", german.replacing("<b>x</b>", with: "x")),
    ])
    #expect(
      second == [
        "c/de.yaml:1:1: the key 'headline.late' is missing (en has it)",
        "c/de.yaml:1:11: 'greeting' has the unknown placeholder {nmae} (did you mean {name}?)",
        "c/de.yaml:1:11: 'greeting' lacks the placeholder {name}",
        "c/de.yaml:4:8: unknown key 'headline.lat' (did you mean 'headline.late'?)",
        "c/de.yaml:5:10: 'earlier' must have plural forms (en has them)",
      ])
  }

  @Test(
    "a file that cannot be used says why",
    arguments: [
      ("a: ''", "'a' has no value"),
      ("a: '  '", "'a' has no value"),
      ("a:", "'a' has no value"),
      ("a: {}", "'a' holds no text"),
      ("a: [x]", "'a' must be text, found a list"),
      ("a: '{x'", "a placeholder is not closed with }"),
      ("a: 'x}'", "a } stands alone"),
      ("a: '{a b}'", "'{a b}' is no placeholder"),
      ("a: {one: x}", "'a' lacks the plural form other"),
      ("a: {one: x, few: y, other: z}", "'en' has no plural category 'few'"),
      ("A b: x", "'A b' is no key"),
      ("- a", "the file must be a mapping"),
      ("a: 'x &nbsp; y'", "'a' holds markup"),
    ])
  func unusable(text: String, expected: String) {
    let found = problems([("en.yaml", text)])
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test("a missing reference and a badly named file are told")
  func names() {
    #expect(problems([("de.yaml", "a: x")]).first?.contains("there is no en.yaml") == true)
    #expect(problems([("en.yaml", "a: x"), ("german.yaml", "a: x")]).first?.contains("no language tag") == true)
  }

  @Test("the version changes with any text and with nothing else")
  func version() throws {
    let one = try Catalogs(files: [("en.yaml", "a: x"), ("de.yaml", "a: y")]).version
    #expect(try Catalogs(files: [("de.yaml", "a: y"), ("en.yaml", "a: x")]).version == one)
    #expect(try Catalogs(files: [("en.yaml", "a: x"), ("de.yaml", "a: z")]).version != one)
  }

  @Test("right-to-left languages say so")
  func direction() throws {
    let catalogs = try Catalogs(files: [("en.yaml", "a: x"), ("ar.yaml", "a: y"), ("he.yaml", "a: y")])
    #expect(catalogs["ar"]?.direction == "rtl")
    #expect(catalogs["he"]?.direction == "rtl")
  }
}

/// The plural categories of a language, asked of the validator: it lists them for a file that has none.
private enum PluralForms {
  static func of(_ language: String) throws -> Set<String> {
    do {
      _ = try Catalogs(
        files: [
          ("en.yaml", "n: {one: a, other: b}"), ("\(language).yaml", "n: {zero: x, one: x, two: x, few: x, many: x}"),
        ])
      return []
    } catch {
      let hint = error.list.compactMap(\.hint).first { $0.contains(" has ") || $0.hasPrefix("it has ") } ?? ""
      return Set(hint.split(separator: "has ").last?.split(separator: ", ").map(String.init) ?? [])
    }
  }
}
