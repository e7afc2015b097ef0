import Testing

/// The only permitted arrows, from each target to those of ours that it may import. The house is drawn in
/// docs/ARCHITECTURE.md; an arrow that is not here is a decision to be recorded, not a line to be added in passing.
private let permitted: [String: Set<String>] = [
  "StrictYAML": [],
  "Markup": [],
  "Tracking": [],
  "Foresight": ["Tracking"],
  "CarrierKit": ["Tracking", "StrictYAML", "CXML", "CPCRE2"],
  "Storage": ["Tracking"],
  "Localization": ["Tracking", "StrictYAML"],
  "Transport": ["CCurl"],
  "Presentation": ["Tracking", "Localization", "Markup"],
  "Polling": ["Tracking", "Foresight", "CarrierKit", "Storage"],
  "Site": ["Tracking", "StrictYAML", "CarrierKit", "Storage", "Localization", "Presentation", "Markup"],
  "Outreach": ["Tracking", "Storage", "Localization", "Presentation", "Markup"],
  "Sandbox": ["Tracking"],
  "tidings": [
    "StrictYAML", "Markup", "Tracking", "Foresight", "CarrierKit", "Storage", "Localization", "Transport",
    "Presentation", "Polling", "Outreach", "Site", "Sandbox",
  ],
]

private let system: Set<String> = ["CXML", "CCurl", "CPCRE2"]

@Suite("The house stands as drawn")
struct ArrowTests {
  @Test("Every target is drawn, and every drawn target exists")
  func complete() {
    let found = Set(ProjectSources.files.map(\.target))
    #expect(found == Set(permitted.keys))
  }

  @Test("Imports follow the permitted arrows only", arguments: permitted.keys.sorted())
  func arrows(target: String) {
    let ours = Set(permitted.keys).union(system)
    for file in ProjectSources.files where file.target == target {
      let forbidden = Set(file.imports).intersection(ours).subtracting(permitted[target] ?? []).subtracting([target])
      #expect(forbidden.isEmpty, "\(file.path) imports \(forbidden.sorted())")
    }
  }

  @Test("The arrows have no circle")
  func acyclic() {
    var depth: [String: Int] = [:]
    func height(_ target: String, _ path: [String]) -> Int {
      #expect(!path.contains(target), "a circle: \(path + [target])")
      if path.contains(target) { return 0 }
      if let known = depth[target] { return known }
      let value = 1 + (permitted[target] ?? []).map { height($0, path + [target]) }.reduce(0, max)
      depth[target] = value
      return value
    }
    for target in permitted.keys { #expect(height(target, []) <= 8) }
  }
}
