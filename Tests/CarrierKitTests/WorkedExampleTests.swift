import CarrierKit
import Foundation
import StrictYAML
import Testing
import Tracking

/// The worked example of docs/carriers.md is a carrier that works.
@Suite("The worked example of the format")
struct WorkedExampleTests {
  /// The fenced blocks of the section, by their language.
  private static let blocks: [String: String] = {
    let text = Project.text("\(Project.root)/docs/carriers.md") ?? ""
    guard let start = text.firstRange(of: "## A worked example") else { return [:] }
    var blocks: [String: String] = [:]
    let pieces = text[start.upperBound...].components(separatedBy: "```")
    for piece in stride(from: 1, to: pieces.count, by: 2).map({ pieces[$0] }) {
      guard let line = piece.firstIndex(of: "\n") else { continue }
      let language = String(piece[..<line])
      if blocks[language] == nil { blocks[language] = String(piece[piece.index(after: line)...]) }
    }
    return blocks
  }()

  @Test("Its manifest loads, its number is recognized, and its answer reads as printed there")
  func example() throws {
    let manifest = try #require(Self.blocks["yaml"])
    let carrier = try CarrierCatalog.decode(manifest, file: "docs/carriers.md", folder: "nordpakket")
    let api = try #require(carrier.apis.first)
    let message = try #require(Self.blocks["http"].flatMap { HTTPMessage(Array($0.utf8)) })
    let answer = try #require(message.answer)
    let read = AnswerReader(api).read(
      answer, asks: [Ask(number: "NP4170288010")], now: Timestamp(seconds: 1_795_000_000))
    let expected = try JSONValue.parse(try #require(Self.blocks["json"]))
    let actual = try JSONValue(read.map(ObservationReport.init))
    let got = try actual.pretty
    #expect(actual == expected, "got \(got)")
    let recognizer = try Recognizer(CarrierCatalog([carrier]))
    #expect(recognizer.recognize("https://nordpakket.example/spor/NP4170288010").first?.carrier == "nordpakket")
  }
}
