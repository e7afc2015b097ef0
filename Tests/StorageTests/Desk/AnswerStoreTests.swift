import Storage
import Testing
import Tracking

@Suite("Answers are kept for those who ask again") struct AnswerStoreTests {
  private let answer = KeptAnswer(status: 201, contentType: "application/json", location: "/x", body: "{\"a\":\"ü\"}")

  @Test("The same request under the same key gets the same answer; another is told; a shop has its own keys")
  func again() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.shops.save(shop("mohnblume"), at: start)
    let answers = AnswerStore(fixture.database, box: box)
    func begin(_ request: [UInt8], shop: ShopID = "fjordlicht", at now: Timestamp = start) async throws -> Repetition {
      try await answers.begin("k", request: request, shop: shop, at: now)
    }
    #expect(try await begin([1]) == .first)
    #expect(try await begin([1]) == .underWay)
    #expect(try await begin([2]) == .anotherRequest)
    try await answers.keep(answer, for: "k", shop: "fjordlicht")
    #expect(try await begin([1]) == .again(answer))
    #expect(try await begin([2]) == .anotherRequest)
    #expect(try await begin([2], shop: "mohnblume") == .first)
    // An answer that is kept is not forgotten.
    try await answers.forget("k", shop: "fjordlicht")
    #expect(try await begin([1], at: start.adding(hours: 23)) == .again(answer))
    #expect(try await begin([2], at: start.adding(hours: 24)) == .first)
  }

  @Test("A request that came to nothing frees its key, and so does one that died")
  func freed() async throws {
    let answers = AnswerStore(try await Fixture.inMemory().database, box: box)
    #expect(try await answers.begin("k", request: [1], shop: "fjordlicht", at: start) == .first)
    try await answers.forget("k", shop: "fjordlicht")
    #expect(try await answers.begin("k", request: [2], shop: "fjordlicht", at: start) == .first)
    #expect(
      try await answers.begin("k", request: [2], shop: "fjordlicht", at: start.adding(seconds: 60)) == .first)
  }

  @Test("Nothing of an answer can be read from the database")
  func sealed() async throws {
    let fixture = try await Fixture.inMemory()
    let answers = AnswerStore(fixture.database, box: box)
    _ = try await answers.begin("secret-key", request: [1], shop: "fjordlicht", at: start)
    try await answers.keep(answer, for: "secret-key", shop: "fjordlicht")
    let rows = try await fixture.database.read { connection in
      try connection.rows("SELECT key_hash, fingerprint, answer FROM kept_answer", []) { row in
        (0..<3).map { row.text($0) ?? "" }.joined()
      }
    }
    #expect(rows.count == 1)
    #expect(rows.allSatisfy { !$0.contains("secret") && !$0.contains("201") })
  }
}
