/// A mapping being read. It remembers which keys were asked for; the others are reported as unknown, each with
/// the known key it resembles, and a required key that is missing is reported unless an unknown one resembles it.
public final class YAMLMapping {
  public let position: YAMLPosition
  /// Where in the file, for messages: `apis.unified.budget`; empty for the file itself.
  public let path: String
  private let entries: [String: YAMLNode.Entry]
  private let order: [String]
  private let collector: YAMLCollector
  private(set) var asked: Set<String> = []
  private(set) var needed: Set<String> = []
  private var missing: [String] = []
  private(set) var allKnown = false

  init(_ entries: [YAMLNode.Entry], position: YAMLPosition, path: String, collector: YAMLCollector) {
    self.entries = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
    order = entries.map(\.key)
    self.position = position
    self.path = path
    self.collector = collector
    collector.track(self)
  }

  /// The keys that stand there, in the order of the file. Reading them asks for none.
  public var keys: [String] { order }

  /// Whether `key` stands there; counts as known from now on.
  public func has(_ key: String) -> Bool {
    asked.insert(key)
    return entries[key] != nil
  }

  /// The value of a key that may be left out.
  public func optional(_ key: String) -> YAMLValue? {
    asked.insert(key)
    return entries[key].map(value)
  }

  /// The value of a key that must stand there; its absence is recorded.
  public func required(_ key: String) -> YAMLValue? {
    asked.insert(key)
    needed.insert(key)
    if let entry = entries[key] { return value(of: entry) }
    missing.append(key)
    return nil
  }

  /// All entries, for a mapping whose keys are names of the writer's choice; every key counts as known.
  public func all() -> [(key: String, position: YAMLPosition, value: YAMLValue)] {
    allKnown = true
    return order.compactMap { key in
      entries[key].map { (key: key, position: $0.keyPosition, value: value(of: $0)) }
    }
  }

  /// Records a problem at a key (or at the mapping where the key is not there).
  public func problem(at key: String? = nil, _ message: String, hint: String? = nil) {
    let position = key.flatMap { entries[$0]?.keyPosition } ?? position
    collector.add(YAMLProblem(position, message, hint: hint))
  }

  private func value(of entry: YAMLNode.Entry) -> YAMLValue {
    YAMLValue(
      node: entry.value, path: path.isEmpty ? entry.key : "\(path).\(entry.key)", collector: collector)
  }

  /// Unknown and missing keys, once reading is done.
  func leftovers() -> [YAMLProblem] {
    guard !allKnown else { return [] }
    var problems: [YAMLProblem] = []
    var stillMissing = missing
    let free = asked.filter { entries[$0] == nil }
    for key in order where !asked.contains(key) {
      guard let entry = entries[key] else { continue }
      let meant = didYouMean(key, among: free)
      if let meant { stillMissing.removeAll { $0 == meant } }
      problems.append(
        YAMLProblem(
          entry.keyPosition, "unknown key '\(key)'\(inside)",
          hint: meant.map { "did you mean '\($0)'?" } ?? knownKeys()))
    }
    let absent = Set(stillMissing).sorted()
    return problems + absent.map { YAMLProblem(position, "the key '\($0)' is missing\(inside)") }
  }

  private var inside: String { path.isEmpty ? "" : " in '\(path)'" }

  private func knownKeys() -> String? {
    asked.isEmpty || asked.count > 30 ? nil : "known here: " + asked.sorted().joined(separator: ", ")
  }
}
