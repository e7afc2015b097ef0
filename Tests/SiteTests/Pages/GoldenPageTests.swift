import Foundation
import Testing

@testable import Site

/// `UPDATE_GOLDEN=1 swift test --filter GoldenPageTests` rewrites the files; look at what changed before it lands.
@Suite("Golden pages") struct GoldenPageTests {
  static let cases = PageSamples.kinds.flatMap { kind in ["de", "en"].map { (kind, $0) } }

  @Test("every kind of page in both languages is the file that was looked at", arguments: cases)
  func golden(kind: String, language: String) throws {
    let page = try PageSamples.render(kind, language)
    let file = PageSamples.root.appendingPathComponent("Fixtures/pages/\(kind).\(language).html")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(page.bytes).write(to: file)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(String(decoding: page.bytes, as: UTF8.self) == golden)
  }
}
