/// The entry: a file's text becomes a value, or all its problems at once.
///
/// ```swift
/// let shop = try YAMLDocument.decode(text, file: "shop.yaml") { root -> Shop? in
///   guard let map = root.mapping() else { return nil }
///   let name = map.required("name")?.string()
///   let color = map.optional("color")?.string() ?? "#000000"
///   let days = map.optional("days")?.int(in: 1...90) ?? 30
///   guard let name else { return nil }
///   return Shop(name: name, color: color, days: days)
/// }
/// ```
/// The closure reads everything it can: an accessor that fails records the problem and returns nil, and keys
/// that nobody asked for are reported when the closure is done. So one run names all mistakes of the file.
public enum YAMLDocument {
  /// The nodes of `text`.
  public static func parse(
    _ text: String, file: String, limits: YAMLLimits = YAMLLimits()
  ) throws(YAMLProblems) -> YAMLNode {
    var parser = YAMLParser(file: file, limits: limits)
    let (node, problems) = parser.parse(text)
    guard let node, problems.isEmpty else { throw YAMLProblems(problems) }
    return node
  }

  /// What `read` makes of `text`. Throws where the text is not YAML, where any problem was recorded, or
  /// where a key was never asked for.
  public static func decode<Value>(
    _ text: String, file: String, limits: YAMLLimits = YAMLLimits(), read: (YAMLValue) -> Value?
  ) throws(YAMLProblems) -> Value {
    var parser = YAMLParser(file: file, limits: limits)
    let (node, problems) = parser.parse(text)
    guard let node else { throw YAMLProblems(problems) }
    let collector = YAMLCollector(problems)
    let root = YAMLValue(node: node, path: "", collector: collector)
    let value = read(root)
    collector.finish()
    guard collector.problems.isEmpty else { throw YAMLProblems(collector.problems) }
    guard let value else {
      throw YAMLProblems([YAMLProblem(node.position, "the file cannot be used")])
    }
    return value
  }
}

/// What a reader asks of one mapping of a file: for a schema that has to say the same.
public struct YAMLShape: Hashable, Sendable {
  /// `apis.main.answers[0]`; empty for the file itself.
  public var path: String
  public var keys: Set<String>
  public var required: Set<String>
  /// Whether its keys are names of the writer's choice.
  public var isOpen: Bool
}

extension YAMLDocument {
  /// The shape of every mapping that `read` looked at, whether or not the file is right.
  public static func shapes(_ text: String, file: String, read: (YAMLValue) -> Void) -> [YAMLShape] {
    var parser = YAMLParser(file: file, limits: YAMLLimits())
    guard let node = parser.parse(text).node else { return [] }
    let collector = YAMLCollector([])
    read(YAMLValue(node: node, path: "", collector: collector))
    return collector.shapes
  }
}

/// Gathers the problems of one decoding, and the mappings whose unread keys are to be reported at its end.
final class YAMLCollector {
  private(set) var problems: [YAMLProblem]
  private var open: [YAMLMapping] = []

  init(_ problems: [YAMLProblem]) {
    self.problems = problems
  }

  func add(_ problem: YAMLProblem) {
    problems.append(problem)
  }

  func track(_ mapping: YAMLMapping) {
    open.append(mapping)
  }

  var shapes: [YAMLShape] {
    open.map { YAMLShape(path: $0.path, keys: $0.asked, required: $0.needed, isOpen: $0.allKnown) }
  }

  func finish() {
    for mapping in open { problems += mapping.leftovers() }
    open.removeAll()
  }
}
