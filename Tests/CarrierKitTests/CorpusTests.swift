import CarrierKit
import Foundation
import Testing

/// The corpus of `Fuzzing/`, read once by each of its targets: what was found stays mended.
@Suite("The fuzzers' corpus")
struct CorpusTests {
  private static let world = FuzzWorld(carriers: "\(Project.root)/Carriers")

  @Test("Every input of a target's corpus is survived", arguments: FuzzTarget.allCases)
  func replay(_ target: FuzzTarget) throws {
    let world = try #require(Self.world, "the carriers that the targets read with are there")
    let folder = "\(Project.root)/Fuzzing/corpus/\(target.rawValue)"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(names.count >= 4)
    for name in names {
      let bytes = try #require(Project.bytes("\(folder)/\(name)"))
      let broken = target.take(bytes, world)
      #expect(broken == nil, "\(name): \(broken ?? "")")
    }
  }

  @Test("A target tells what is broken, so that a silent replay means something")
  func tells() throws {
    let world = try #require(Self.world)
    // Not a broken reader: a rewriter that was told to know a carrier replaces, and says so.
    let (out, report) = world.rewriter.rewrite(
      Array("https://www.dhl.de/de/privatkunden.html?piececode=00340434772511004814".utf8), as: .text)
    #expect(!report.replaced.isEmpty && out.starts(with: Array("https://t.example/p".utf8)))
  }
}
