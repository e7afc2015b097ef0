import CarrierKit
import StrictYAML
import Testing

/// What `carriers new` writes.
@Suite struct SkeletonTests {
  @Test("The skeleton's problems are its empty places and nothing else; filled in, it loads")
  func skeleton() throws {
    let skeleton = try #require(CarrierSkeleton(id: "new-one"))
    var problems: [YAMLProblem] = []
    do throws(YAMLProblems) {
      _ = try CarrierCatalog.decode(skeleton.manifest, file: "carrier.yaml", folder: "new-one")
    } catch { problems = error.list }
    let lines = skeleton.manifest.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for problem in problems {
      let line = lines[problem.position.line - 1]
      let isEmpty =
        line.hasSuffix(":") || line.contains(": ,") || line.hasSuffix("[]") || line.contains("- host")
        || line.contains("- pattern")
      #expect(isEmpty, "\(problem.description): \(line)")
    }
    for place in ["name", "URL", "shipments", "host", "pattern"] {
      #expect(problems.contains { $0.description.contains(place) }, "\(place) is not named")
    }
    var filled = skeleton.manifest
    for (empty, value) in [
      ("name:\n", "name: New One\n"), ("- host:", "- host: new.example"), ("    query:", "    query: n"),
      ("    offer:", "    offer: 'https://new.example/?n={number}'"), ("- pattern:", "- pattern: '7[0-9]{5}'"),
      ("    valid: []", "    valid: ['712345']"), ("    invalid: []", "    invalid: ['812345']"),
      ("    title:", "    title: Tracking"), ("      url:", "      url: 'https://api.new.example/{number}'"),
      ("when: ,", "when: parcels,"), ("      shipments:", "      shipments: parcels"),
      ("      number:", "      number: id"),
      ("      checkpoints:", "      checkpoints: events"), ("at: ,", "at: time,"), ("      code:", "      code: code"),
      ("      text:", "      text: words"),
    ] { filled = filled.replacing(empty, with: value, maxReplacements: 1) }
    let carrier = try CarrierCatalog.decode(filled, file: "carrier.yaml", folder: "new-one")
    #expect(carrier.apis.map(\.id) == ["main"])
  }

  @Test("An id that is no folder's name is refused", arguments: ["", "../x", "A", "-a", "a b", "ä"])
  func ids(_ id: String) {
    #expect(CarrierSkeleton(id: id) == nil)
  }
}
