import CarrierKit
import Sandbox
import Testing
import Tracking

@Suite struct SandboxNumberTests {
  @Test("a number of the sandbox alone tells its carrier", arguments: ["dhl", "hermes", "dpd", "gls"] as [CarrierID])
  func recognized(_ carrier: CarrierID) throws {
    let recognizer = try Recognizer(
      InProcess.catalog.sorted.map {
        RecognitionRules(carrier: $0.id, name: $0.name, countries: $0.countries, numbers: $0.numbers, links: $0.links)
      })
    for serial in stride(from: 0, to: 2_000, by: 13) {
      let number = try #require(SandboxNumbers.number(carrier, serial: serial))
      let first = recognizer.recognize(number).first
      #expect(first?.carrier == carrier, "\(first?.why ?? "nobody")")
    }
  }
}
