import CarrierKit
import Testing
import Tracking

/// Recognition with the carriers of the project.
@Suite("Recognition of the project's carriers")
struct CarrierRecognitionTests {
  let recognizer: Recognizer

  init() throws { recognizer = try Recognizer(Project.loaded.catalog) }

  /// Samples that another carrier claims first, by carrier and claimant, and why that is so.
  static let stated: [String: String] = [:]

  @Test("No carrier's valid sample is claimed first by another without a stated reason")
  func collisions() {
    var seen = Set<String>()
    for collision in recognizer.collisions() {
      let first = collision.candidates.first?.carrier.rawValue ?? "nobody"
      let key = "\(collision.own) by \(first)"
      seen.insert(key)
      #expect(Self.stated[key] != nil, "\(key): \(collision.sample): \(collision.candidates.map(\.description))")
      #expect(collision.candidates.contains { $0.carrier == collision.own }, "\(collision.own): \(collision.sample)")
    }
    #expect(seen == Set(Self.stated.keys), "stated reasons that no longer apply")
  }

  @Test("The link a customer is offered is recognized as that carrier's, number included")
  func offers() {
    for carrier in Project.loaded.catalog.sorted where carrier.links.contains(where: { $0.offer != nil }) {
      for sample in carrier.numbers.flatMap(\.valid) {
        for language in ["de", "en"] {
          let number = recognizer.recognize(sample).first { $0.carrier == carrier.id }?.number ?? sample
          let link = recognizer.trackingLink(carrier.id, number: number, language: language) ?? ""
          let found = recognizer.candidates(inLink: link)
          #expect(
            found.contains { $0.carrier == carrier.id && $0.number == number }, "\(link): \(found.map(\.description))")
        }
      }
    }
  }

  @Test("A usual carrier's number is its own, whoever shares the form")
  func usual() {
    for carrier in Project.loaded.catalog.sorted {
      for sample in carrier.numbers.flatMap(\.valid) {
        let found = recognizer.recognize(sample, hints: RecognitionHints(usualCarriers: [carrier.id]))
        #expect(found.first?.carrier == carrier.id, "\(sample): \(found.map(\.description))")
      }
    }
  }
}

extension Candidate {
  fileprivate var description: String { "\(carrier) \(confidence): \(why)" }
}
