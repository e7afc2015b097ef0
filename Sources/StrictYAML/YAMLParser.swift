import Yams

/// From text to nodes, through Yams. What Yams permits and people trip over is refused here:
/// anchors, aliases, merge keys, tags, keys that are not text, keys that stand twice.
struct YAMLParser {
  let file: String
  let limits: YAMLLimits
  private var problems: [YAMLProblem] = []
  private var nodes = 0
  private var markers = KeyMarkers("")

  init(file: String, limits: YAMLLimits) {
    self.file = file
    self.limits = limits
  }

  /// The file's node, and every problem found on the way. No node where the text is not YAML at all.
  mutating func parse(_ text: String) -> (node: YAMLNode?, problems: [YAMLProblem]) {
    guard text.utf8.count <= limits.bytes else {
      return (nil, [problem(1, 1, "the file is larger than \(limits.bytes) bytes")])
    }
    var markers = KeyMarkers(text)
    while true {
      do {
        // The basic resolver knows no types: `1` and `"1"` are the same key, and nothing is matched by pattern.
        let parser = try Parser(yaml: markers.text, resolver: .basic)
        let root = try parser.singleRoot()
        self.markers = markers
        // A node holds its anchor weakly; the parser holds it strongly and has to outlive the walk.
        let node = withExtendedLifetime(parser) { root.flatMap { convert($0, depth: 0) } }
        if node == nil, problems.isEmpty { problems.append(problem(1, 1, "the file is empty")) }
        return (node, problems)
      } catch YamlError.duplicatedKeysInMapping(_, let context)
        where markers.mark(line: context.mark.line, column: context.mark.column)
      {
        continue
      } catch let error as YamlError {
        return (nil, [problem(for: error, in: markers.text)])
      } catch {
        return (nil, [problem(1, 1, "the file cannot be read as YAML")])
      }
    }
  }

  private mutating func convert(_ node: Node, depth: Int) -> YAMLNode? {
    let position = position(of: node)
    nodes += 1
    guard nodes <= limits.nodes else {
      if nodes == limits.nodes + 1 {
        problems.append(YAMLProblem(position, "the file holds more than \(limits.nodes) values"))
      }
      return nil
    }
    guard depth <= limits.depth else {
      problems.append(YAMLProblem(position, "nested deeper than \(limits.depth) levels"))
      return nil
    }
    guard node.anchor == nil else {
      problems.append(
        YAMLProblem(position, "anchors (&) and aliases (*) are not used here", hint: "write the value out, or quote it")
      )
      return nil
    }
    refuseTag(of: node, at: position)
    switch node {
    case .scalar(let scalar):
      return YAMLNode(position: position, content: .scalar(scalar.string, quoted: scalar.style != .plain))
    case .sequence(let sequence):
      return YAMLNode(position: position, content: .list(sequence.compactMap { convert($0, depth: depth + 1) }))
    case .mapping(let mapping):
      let entries = mapping.compactMap { entry($0.key, $0.value, depth: depth + 1) }
      return YAMLNode(position: position, content: .mapping(unique(entries)))
    case .alias:
      problems.append(YAMLProblem(position, "aliases (*) are not used here", hint: "write the value out, or quote it"))
      return nil
    }
  }

  private mutating func entry(_ key: Node, _ value: Node, depth: Int) -> YAMLNode.Entry? {
    let position = position(of: key)
    guard let node = convert(key, depth: depth) else { return nil }
    guard case .scalar(let name, let quoted) = node.content else {
      problems.append(YAMLProblem(position, "a key must be text, this is \(node.kind)", hint: "quote it"))
      return nil
    }
    guard quoted || name != "<<" else {
      problems.append(YAMLProblem(position, "merge keys (<<) are not used here", hint: "write the keys out"))
      return nil
    }
    return convert(value, depth: depth).map {
      YAMLNode.Entry(key: markers.name(name), keyPosition: position, value: $0)
    }
  }

  /// The first entry of every key; the others are problems.
  private mutating func unique(_ entries: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
    var firstLine: [String: Int] = [:]
    return entries.filter { entry in
      guard let line = firstLine.updateValue(firstLine[entry.key] ?? entry.keyPosition.line, forKey: entry.key) else {
        return true
      }
      problems.append(
        YAMLProblem(
          entry.keyPosition, "the key '\(entry.key)' stands twice in this mapping, first in line \(line)",
          hint: "keep one of them"))
      return false
    }
  }

  private mutating func refuseTag(of node: Node, at position: YAMLPosition) {
    // Asked of the scalar, list or mapping itself: the node's own `tag` is made explicit by asking for it.
    let tag =
      switch node {
      case .scalar(let scalar): scalar.tag
      case .sequence(let sequence): sequence.tag
      case .mapping(let mapping): mapping.tag
      case .alias(let alias): alias.tag
      }
    // Yams itself gives `str` to quoted scalars, and one of the three to keys once it has compared them.
    let harmless: [Tag.Name] = [.implicit, .str, .seq, .map]
    if !harmless.contains(where: { $0.rawValue == tag.rawValue }) {
      problems.append(YAMLProblem(position, "tags (!) are not used here", hint: "quote the text if it begins with !"))
    }
  }

  private func position(of node: Node) -> YAMLPosition {
    let line = node.mark?.line ?? 1
    return YAMLPosition(file: file, line: line, column: markers.column(node.mark?.column ?? 1, line: line))
  }

  private func problem(_ line: Int, _ column: Int, _ message: String, hint: String? = nil) -> YAMLProblem {
    YAMLProblem(YAMLPosition(file: file, line: line, column: column), message, hint: hint)
  }

  private func problem(for error: YamlError, in text: String) -> YAMLProblem {
    switch error {
    case .scanner(let context, let message, let mark, _), .parser(let context, let message, let mark, _),
      .composer(let context, let message, let mark, _):
      let begun = context.map { " (\($0.text), which began in line \($0.mark.line))" } ?? ""
      return problem(mark.line, mark.column, "not valid YAML: \(message)\(begun)", hint: YAMLParser.hint(for: message))
    case .reader(let message, let offset, _, _):
      let before = text.prefix(max(0, offset ?? 0))
      let line = before.unicodeScalars.count { $0 == "\n" } + 1
      return problem(line, 1, "not valid YAML: \(message)", hint: "the file must be UTF-8 text")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "'\($0)'" }.joined(separator: ", ")
      return problem(
        context.mark.line, context.mark.column,
        keys.count == 1
          ? "the key \(names) stands twice in this mapping" : "keys stand twice in this mapping: \(names)",
        hint: "keep one of them")
    default:
      return problem(1, 1, "the file cannot be read as YAML")
    }
  }

  private static func hint(for message: String) -> String? {
    if message.contains("cannot start any token") { return "indent with blanks, not tabs; quote text with @ or `" }
    if message.contains("mapping values are not allowed") { return "quote text that holds ': '" }
    if message.contains("undefined alias") { return "quote text that begins with *" }
    if message.contains("expected <block end>") || message.contains("could not find expected ':'") {
      return "check the indentation of this line and of the one before"
    }
    return nil
  }
}
