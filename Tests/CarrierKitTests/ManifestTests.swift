import CarrierKit
import Foundation
import StrictYAML
import Testing
import Tracking

@Suite struct ManifestTests {
  static let broken = Project.folders("\(Project.root)/Fixtures/_invalid")

  @Test(
    "a broken manifest is refused with all its problems, each with its place and what would be right", arguments: broken
  )
  func invalid(_ rule: String) throws {
    let folder = "\(Project.root)/Fixtures/_invalid/\(rule)"
    let text = try #require(Project.text("\(folder)/carrier.yaml"))
    var problems = "nothing"
    do throws(YAMLProblems) {
      _ = try CarrierCatalog.decode(text, file: "carrier.yaml", folder: rule)
    } catch {
      problems = error.description
    }
    if FixtureTests.isUpdating {
      try (problems + "\n").write(toFile: "\(folder)/expected.txt", atomically: true, encoding: .utf8)
    }
    #expect(problems + "\n" == Project.text("\(folder)/expected.txt"))
    #expect(problems.contains("carrier.yaml:"))
  }

  @Test("a broken carrier does not break the others, and a broken override keeps the one before")
  func catalog() throws {
    let root = FileManager.default.temporaryDirectory.path + "/tidings-catalog-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    func put(_ path: String, _ text: String) throws {
      let url = URL(fileURLWithPath: "\(root)/\(path)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    try put("a/one/carrier.yaml", Manifest.text(id: "one"))
    try put("a/two/carrier.yaml", Manifest.text(id: "two").replacing("name: Example", with: "nmae: Example"))
    try put("b/one/carrier.yaml", "format: 2")
    try put("b/three/carrier.yaml", Manifest.text(id: "three"))
    let (catalog, problems) = CarrierCatalog.load(directories: ["\(root)/a", "\(root)/b"])
    #expect(catalog.sorted.map(\.id.rawValue) == ["one", "three"])
    #expect(catalog["one"]?.name == "Example")
    #expect(problems.list.contains { $0.position.file.hasSuffix("a/two/carrier.yaml") })
    #expect(problems.list.contains { $0.position.file.hasSuffix("b/one/carrier.yaml") })
  }

  @Test(
    "an exact code wins over patterns, the longer beginning over the shorter, and unlisted codes stay unrecognized",
    arguments: [
      ("RETRN_X", "returning"), ("RETRN_STOP", "exception"), ("LDTMV_MVMTV_PO", "out_for_delivery"),
      ("LDTMV_MVMTV_AA", "in_transit"), ("0007", "delivered"), ("7", "delivered"), ("70", nil), ("retrn_x", nil),
    ] as [(String, String?)])
  func codes(_ code: String, _ state: String?) throws {
    let text = Manifest.text(
      id: "one",
      states: """
              returning: ['RETRN_*']
              exception: [RETRN_STOP]
              out_for_delivery: ['LDTMV_*_PO']
              in_transit: ['LDTMV_*']
              delivered: ['07']
        """, extra: "    codes: { zeros: ignore }\n")
    let api = try #require(try CarrierCatalog.decode(text, file: "t", folder: "one").apis.first)
    #expect(api.codes.meaning(of: code)?.status?.state.rawValue == state)
  }

  @Test("a table beside the manifest adds to its codes, and a code in both is a problem with the table's line")
  func table() throws {
    let text = Manifest.text(id: "one", extra: "    table: codes.tsv\n")
    let good = "code\tnote\tstate\n# comment\nX1\tany\tdelivered/neighbor\n"
    let carrier = try CarrierCatalog.decode(text, file: "t", folder: "one") { $0 == "codes.tsv" ? good : nil }
    #expect(carrier.apis.first?.codes.meaning(of: "X1") == .status(Status(.delivered, .neighbor)))
    let twice = "code\tstate\nA1\tdelivered\nX2\tdeliverd\n"
    do throws(YAMLProblems) {
      _ = try CarrierCatalog.decode(text, file: "t", folder: "one") { _ in twice }
      Issue.record("the table was taken")
    } catch {
      #expect(error.description.contains("codes.tsv:2: the code 'A1' stands under 'in_transit' and 'delivered'"))
      #expect(error.description.contains("codes.tsv:3: unknown state 'deliverd' (did you mean 'delivered'?)"))
    }
  }
}

/// A small manifest for tests.
enum Manifest {
  static func text(
    id: String = "one", request: String? = nil, read: String? = nil, states: String? = nil, extra: String = ""
  ) -> String {
    """
    format: 1
    id: \(id)
    name: Example
    countries: [DE]
    secrets: [key]
    apis:
      main:
        request:
    \(request ?? "      url: 'https://api.example.com/p/{number}'\n      headers: { X-Api-Key: '{secret.key}' }")
    \(extra)
        answers:
          - { status: 200, when: parcels, outcome: tracked }
          - { status: 404, outcome: not_found }
          - { status: 429, outcome: rate_limited, until: resets }
        read:
    \(read ?? usualRead)
        states:
    \(states ?? "      in_transit: [A1]\n      delivered: [D1]\n      returning: [R1]\n      info: [I1]")
    """
  }

  static let usualRead = """
          shipments: parcels
          number: id
          checkpoints: events
          time: { at: time, format: iso8601, zone: { country: true, else: Europe/Berlin } }
          code: code
          text: text
          place: { city: city, country: country }
    """

  static func api(
    request: String? = nil, read: String? = nil, states: String? = nil, extra: String = ""
  ) throws -> CarrierAPI {
    let text = text(request: request, read: read, states: states, extra: extra)
    let carrier = try CarrierCatalog.decode(text, file: "test.yaml", folder: "one")
    guard let api = carrier.apis.first else { throw YAMLProblems([]) }
    return api
  }
}
