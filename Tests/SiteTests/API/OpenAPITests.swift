import Foundation
import Testing

@testable import Site

@Suite("The API's description") struct OpenAPITests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/openapi.json")

  @Test("What is served is the file in docs, and valid JSON (UPDATE_GOLDEN=1 writes it)")
  func golden() async throws {
    try await RunningSite.run { site in
      let answer = try await site.get("/v1/openapi.json")
      #expect(answer.status == 200)
      if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try answer.body.write(to: Self.file, atomically: true, encoding: .utf8)
      }
      #expect(try String(contentsOf: Self.file, encoding: .utf8) == answer.body)
      #expect(try answer.text("openapi") == "3.1.0")
    }
  }

  @Test("Every route is described, and everything that is described is there")
  func complete() async throws {
    try await RunningSite.run { site in
      guard case .object(let paths) = try await site.get("/v1/openapi.json").value("paths") else {
        Issue.record("no paths")
        return
      }
      var described: Set<String> = []
      for path in paths {
        guard case .object(let methods) = path.value else { continue }
        for method in methods { described.insert("\(method.name.uppercased()) \(path.name)") }
      }
      let served = Set(site.routes.filter { $0.contains(" /v1/") })
      #expect(described == served)
      #expect(described.count > 20)
    }
  }

  @Test("Every shape that is named is described")
  func references() async throws {
    try await RunningSite.run { site in
      let body = try await site.get("/v1/openapi.json").body
      let known = Set(APISchemas.all.map(\.0))
      #expect(known.count == APISchemas.all.count)
      let named = body.split(separator: "#/components/schemas/").dropFirst().map { String($0.prefix { $0 != "\"" }) }
      #expect(Set(named).isSubset(of: known))
      #expect(known.subtracting(named) == [])
    }
  }
}
