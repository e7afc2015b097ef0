import StrictYAML
import Testing

private enum Color: String, CaseIterable { case red, green, blue }

/// The problems of reading `text` with `read`, as a person sees them.
private func problems(_ text: String, _ read: (YAMLMapping) -> Void) -> [String] {
  do {
    let _: Bool = try YAMLDocument.decode(text, file: "f.yaml") { root in
      root.mapping().map(read)
      return true
    }
    return []
  } catch {
    return error.list.map(\.description)
  }
}

@Suite struct YAMLMappingTests {
  @Test("every accessor gives the value that was written")
  func values() throws {
    let text = """
      name: 007
      count: 12
      share: 0.25
      on: true
      every: 1h30m
      color: green
      tags: [a, b]
      one: x
      inner: {left: 1}
      """
    let ok: Bool = try YAMLDocument.decode(text, file: "f.yaml") { root in
      guard let map = root.mapping() else { return nil }
      #expect(map.required("name")?.string() == "007")
      #expect(map.required("count")?.int(in: 1...20) == 12)
      #expect(map.required("share")?.double(in: 0...1) == 0.25)
      #expect(map.required("on")?.bool() == true)
      #expect(map.required("every")?.duration() == 5400)
      #expect(map.required("color")?.choice(Color.self) == .green)
      #expect(map.required("tags")?.strings() == ["a", "b"])
      #expect(map.required("one")?.strings() == ["x"])
      #expect(map.optional("absent") == nil)
      #expect(map.required("inner")?.mapping()?.all().map(\.key) == ["left"])
      return true
    }
    #expect(ok)
  }

  @Test("five mistakes are five lines, each with its place and what would be right")
  func allAtOnce() {
    let found = problems("nmae: x\ncount: many\ncolor: grean\ninner:\n  lfet: 1\n  right: 2\n") { map in
      _ = map.required("name")?.string()
      _ = map.required("count")?.int()
      _ = map.required("color")?.choice(Color.self)
      let inner = map.required("inner")?.mapping()
      _ = inner?.optional("left")
      _ = inner?.optional("right")
      _ = map.required("key")?.string()
    }
    #expect(
      found == [
        "f.yaml:1:1: the key 'key' is missing",
        "f.yaml:1:1: unknown key 'nmae' (did you mean 'name'?)",
        "f.yaml:2:8: 'count' must be a whole number, found 'many'",
        "f.yaml:3:8: 'color' cannot be 'grean' (did you mean 'green'?)",
        "f.yaml:5:3: unknown key 'lfet' in 'inner' (did you mean 'left'?)",
      ])
  }

  @Test("a key nobody knows names the known ones")
  func unknownKey() {
    let found = problems("a: 1\nzebra: 2") { _ = $0.optional("a")?.int() }
    #expect(found == ["f.yaml:2:1: unknown key 'zebra' (known here: a)"])
  }

  @Test(
    "a value of another type is refused",
    arguments: [
      ("v: []", "f.yaml:1:4: 'v' must be text, found a list"),
      ("v: {}", "f.yaml:1:4: 'v' must be text, found a mapping"),
      ("v:", "f.yaml:1:3: 'v' has no value"),
      ("v: ''", "f.yaml:1:4: 'v' has no value"),
    ])
  func wrongType(text: String, expected: String) {
    #expect(problems(text) { _ = $0.required("v")?.string() } == [expected])
  }

  @Test("the Norwegian and the yes are no booleans", arguments: ["NO", "yes", "on", "True", "1"])
  func booleans(word: String) {
    let found = problems("v: \(word)") { _ = $0.required("v")?.bool() }
    #expect(found == ["f.yaml:1:4: 'v' must be true or false, found '\(word)'"])
  }

  @Test(
    "whole numbers are whole, in range and within Int",
    arguments: ["1.0", "0x10", "+5", "", "99999999999999999999", "1_000", "101", "-1"])
  func integers(word: String) {
    let found = problems("v: \(word)") { _ = $0.required("v")?.int(in: 0...100) }
    #expect(found.count == 1)
  }

  @Test("numbers are finite and decimal", arguments: ["nan", "inf", "0x1p3", "0,5", "1e999"])
  func doubles(word: String) {
    #expect(problems("v: \(word)") { _ = $0.required("v")?.double() }.count == 1)
  }

  @Test(
    "durations need units, in falling order, once each",
    arguments: [("90s", 90), ("15m", 900), ("1h30m", 5400), ("2d", 172_800), ("0s", 0)])
  func durations(word: String, seconds: Int) {
    let found = problems("v: \(word)") { #expect($0.required("v")?.duration() == seconds) }
    #expect(found.isEmpty)
  }

  @Test(
    "what is no duration is refused",
    arguments: ["90", "m", "1m1h", "1h1h", "1.5h", "-1s", "9999999999999999999d", "99999999999999999d", "1 h"])
  func badDurations(word: String) {
    #expect(problems("v: \(word)") { _ = $0.required("v")?.duration() }.count == 1)
  }

  @Test("problems of several files sort by file, line and column and stand once")
  func sorting() {
    let a = YAMLProblem(YAMLPosition(file: "a", line: 10, column: 1), "x")
    let b = YAMLProblem(YAMLPosition(file: "a", line: 9, column: 2), "y")
    let c = YAMLProblem(YAMLPosition(file: "0", line: 99, column: 2), "z")
    #expect(YAMLProblems([a, b, c, a]).list == [c, b, a])
  }
}

@Suite struct SuggestionTests {
  @Test(
    "the nearest candidate within a third of the letters is meant",
    arguments: [
      ("nmae", "name"), ("per-day", "per_day"), ("secret", "secrets"), ("Budget", "budget"), ("brodaget", nil),
      ("x", nil), ("", nil),
    ] as [(String, String?)])
  func suggestions(word: String, expected: String?) {
    #expect(didYouMean(word, among: ["name", "per_day", "secrets", "budget"]) == expected)
  }
}
