import StrictYAML
import Testing

/// The problems of `text`, one a line, as a person sees them.
private func problems(_ text: String, limits: YAMLLimits = YAMLLimits()) -> [String] {
  do {
    _ = try YAMLDocument.parse(text, file: "f.yaml", limits: limits)
    return []
  } catch {
    return error.list.map(\.description)
  }
}

@Suite struct YAMLParserTests {
  @Test("scalars stay the text that was written: zeros, NO and dates included")
  func scalarsAreText() throws {
    let node = try YAMLDocument.parse("[00340, NO, 2026-11-23, 1e3, ~, '', \"a\\tb\"]", file: "f.yaml")
    guard case .list(let items) = node.content else {
      Issue.record("not a list: \(node)")
      return
    }
    let texts = items.map { if case .scalar(let text, _) = $0.content { text } else { "?" } }
    #expect(texts == ["00340", "NO", "2026-11-23", "1e3", "~", "", "a\tb"])
  }

  @Test("positions are line and column of the value, columns in scalars")
  func positions() throws {
    let node = try YAMLDocument.parse("a: 1\nüö:\n  - x\n  - y\n", file: "f.yaml")
    guard case .mapping(let entries) = node.content, entries.count == 2,
      case .list(let items) = entries[1].value.content, items.count == 2
    else {
      Issue.record("unexpected shape: \(node)")
      return
    }
    #expect(entries[0].value.position.description == "f.yaml:1:4")
    #expect(entries[1].keyPosition.description == "f.yaml:2:1")
    #expect(items[1].position.description == "f.yaml:4:5")
  }

  @Test(
    "what people trip over is refused with its place",
    arguments: [
      ("a: &x 1\nb: 2", ["f.yaml:1:4: anchors (&) and aliases (*) are not used here"]),
      ("a: !!int 3", ["f.yaml:1:4: tags (!) are not used here"]),
      ("b: !secret\n  c: d", ["f.yaml:1:4: tags (!) are not used here"]),
      ("<<: {a: 1}", ["f.yaml:1:1: merge keys (<<) are not used here"]),
      ("? [a]\n: b", ["f.yaml:1:3: a key must be text, this is a list"]),
      ("a: 1\na: 2", ["f.yaml:2:1: the key 'a' stands twice in this mapping, first in line 1"]),
      ("", ["f.yaml:1:1: the file is empty"]),
      ("# nothing but a comment\n", ["f.yaml:1:1: the file is empty"]),
      ("a: 1\n---\nb: 2", ["f.yaml:2:1: not valid YAML: but found another document"]),
      ("a:\n\tb: 1", ["f.yaml:2:1: not valid YAML: found character that cannot start any token"]),
      ("a: b: c", ["f.yaml:1:5: not valid YAML: mapping values are not allowed in this context"]),
      ("a: *nobody", ["f.yaml:1:4: not valid YAML: found undefined alias"]),
      ("a: 'open", ["f.yaml:1:9: not valid YAML: found unexpected end of stream"]),
    ])
  func refused(text: String, beginnings: [String]) {
    let found = problems(text)
    #expect(found.count == beginnings.count)
    for (line, beginning) in zip(found, beginnings) { #expect(line.hasPrefix(beginning)) }
  }

  @Test("`<<` in quotes is a key as any other")
  func quotedMerge() {
    #expect(problems("'<<': 1").isEmpty)
  }

  @Test("several keys that stand twice are all reported, next to other problems of the file")
  func duplicates() {
    let found = problems("a: 1\nb: {c: 1, \"c\": 2, d: !x 3}\na: 2\na: 3\n")
    #expect(
      found.map { String($0.prefix { $0 != " " }) } == [
        "f.yaml:2:11:", "f.yaml:2:22:", "f.yaml:3:1:", "f.yaml:4:1:",
      ])
    #expect(found.dropFirst().first?.contains("tags") == true)
  }

  @Test("a file over a limit is refused, not read")
  func limits() {
    #expect(problems("a: 12345", limits: YAMLLimits(bytes: 5)).first?.contains("larger than 5 bytes") == true)
    #expect(problems("[[[[x]]]]", limits: YAMLLimits(depth: 3)).first?.contains("deeper than 3") == true)
    #expect(problems("[a, b, c]", limits: YAMLLimits(nodes: 3)) == ["f.yaml:1:8: the file holds more than 3 values"])
  }

  @Test("a file of brackets alone is refused by depth")
  func deep() {
    #expect(problems(String(repeating: "[", count: 100_000)).count == 1)
    #expect(problems(String(repeating: "- ", count: 100_000)).count == 1)
  }
}
