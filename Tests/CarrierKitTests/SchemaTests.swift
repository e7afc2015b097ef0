import CarrierKit
import Foundation
import StrictYAML
import Testing
import Tracking

/// docs/carrier.schema.json says to editors what the loader says to everyone.
@Suite("The schema for editors")
struct SchemaTests {
  private typealias Object = [String: Any]

  private let schema: Object

  init() throws {
    let bytes = try #require(Project.bytes("\(Project.root)/docs/carrier.schema.json"))
    schema = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? Object)
  }

  /// Manifests that use between them every mapping that the loader knows.
  private static let shapes: [YAMLShape] = {
    var shapes = Project.loaded.catalog.sorted.flatMap { carrier -> [YAMLShape] in
      let folder = "\(Project.root)/Carriers/\(carrier.id)"
      let text = Project.text("\(folder)/carrier.yaml") ?? ""
      return CarrierCatalog.shapes(text, file: "carrier.yaml", folder: carrier.id.rawValue) {
        Project.text("\(folder)/\($0)")
      }
    }
    // `at` of a login's life time and texts with guards stand in few manifests; a small one names what is rare.
    shapes += CarrierCatalog.shapes(Manifest.text(), file: "one", folder: "one")
    return shapes
  }()

  /// The schema of the mapping at a path of the loader's, `apis.main.answers[0]`.
  private func object(at path: String) -> Object? {
    var current: Any? = schema
    let steps = path.replacing("[", with: ".[").split(separator: ".").map(String.init)
    for step in steps {
      guard let here = resolved(current, asMapping: !step.hasPrefix("[")) else { return nil }
      if step.hasPrefix("[") {
        // A list of one is written without the list.
        current = here["items"] ?? here
      } else if let property = (here["properties"] as? Object)?[step] {
        current = property
      } else {
        current = here["additionalProperties"]
      }
    }
    return resolved(current, asMapping: true)
  }

  /// Follows references, and chooses the alternative that is a mapping or a list.
  private func resolved(_ value: Any?, asMapping: Bool) -> Object? {
    guard let object = value as? Object else { return nil }
    if let reference = object["$ref"] as? String, let name = reference.split(separator: "/").last {
      return resolved((schema["$defs"] as? Object)?[String(name)], asMapping: asMapping)
    }
    for key in ["anyOf", "allOf"] {
      for one in object[key] as? [Any] ?? [] {
        if let found = resolved(one, asMapping: asMapping) { return found }
      }
    }
    return object["type"] as? String == (asMapping ? "object" : "array") ? object : nil
  }

  @Test("It names the keys that the loader knows, no other, and the same ones as needed")
  func keys() {
    #expect(Self.shapes.count > 1000)
    for shape in Self.shapes {
      guard let object = object(at: shape.path) else {
        Issue.record("the schema has no mapping at \(shape.path)")
        continue
      }
      if shape.isOpen {
        #expect(object["properties"] == nil, "\(shape.path): its keys are the writer's")
        continue
      }
      let names = Set((object["properties"] as? Object ?? [:]).keys)
      #expect(names == shape.keys, "\(shape.path): \(names.symmetricDifference(shape.keys).sorted())")
      let needed = Set(object["required"] as? [String] ?? [])
      // `request` is needed but where the carrier calls by itself: two keys of which the schema asks neither.
      #expect(
        needed == shape.required.subtracting(["request"]).union(needed.intersection(["request"])), "\(shape.path)")
      #expect(object["additionalProperties"] as? Bool == false, "\(shape.path): unknown keys are refused")
    }
  }

  @Test("Every mapping of the schema is one that a manifest of the project uses")
  func allSeen() {
    let seen = Set(
      Self.shapes.compactMap { shape in
        shape.path.split(separator: ".").last.map { $0.prefix { $0 != "[" } }.map(String.init)
      })
    let defs = Set(
      (schema["$defs"] as? Object ?? [:]).filter { _, value in
        (value as? Object)?["properties"] != nil
      }.keys)
    let words = [
      "link": "links", "number": "numbers", "answer": "answers", "step": "steps", "override": "overrides",
      "text_rule": "texts", "api": "apis",
    ]
    for name in defs where name != "api" { #expect(seen.contains(words[name] ?? name), "\(name)") }
  }

  @Test("Its lists of words are those of the loader")
  func words() throws {
    let defs = try #require(schema["$defs"] as? Object)
    func words(_ name: String, _ property: String? = nil) -> [String]? {
      let object = defs[name] as? Object
      let place = property.map { (object?["properties"] as? Object)?[$0] as? Object } ?? object
      return place?["enum"] as? [String]
    }
    #expect(words("state") == ShipmentState.allCases.map(\.rawValue))
    #expect(words("outcome") == OutcomeWord.allCases.map(\.rawValue))
    #expect(words("document") == DocumentFormat.allCases.map(\.rawValue))
    #expect(words("number", "check").map(Set.init) == Set(CheckRule.allCases.map(\.rawValue)))
    #expect(words("header", "use") == HeaderRule.Use.allCases.map(\.rawValue))
    #expect(words("read", "order") == ReadRule.Order.allCases.map(\.rawValue))
    let meaning = try #require((defs["meaning"] as? Object)?["pattern"] as? String)
    for state in ShipmentState.allCases { #expect(meaning.contains(state.rawValue), "\(state)") }
  }
}
