import Crypto
import Storage
import Testing
import Tracking

@Suite("Opt-in and its proof") struct SubscriptionTests {
  @Test("Without a yes nothing but the question is sent; the yes counts once and is proven")
  func optIn() async throws {
    let outbox = try await Outbox.inMemory()
    let parcel = try #require(try await outbox.fixture.add(["A1"]).first)
    let request = try outbox.request(subject: .shipment(parcel.id))
    #expect(try await outbox.subscriptions.ask(request, at: start) == .questionQueued)
    try await outbox.tell(.delayLate, isBad: true)
    #expect(try await outbox.expand().mails == 0)
    let jobs = try await outbox.claimMails()
    #expect(jobs.map(\.content) == [.question(order: nil)])

    let now = start.adding(hours: 1)
    guard case .confirmed(let yes) = try await outbox.subscriptions.confirm(request.id, how: "button", at: now) else {
      Issue.record("not confirmed")
      return
    }
    #expect(yes.confirmedAt == now)
    #expect(try await outbox.subscriptions.confirm(request.id, how: "button", at: now) == .already(yes))
    // The question was claimed before the yes: it is not sent after it.
    #expect(try await !outbox.outbox.begin(jobs[0], owner: owner, at: start))
    #expect(try await outbox.subscriptions.ask(request, at: now) == .alreadyConfirmed)
    let proof = try await outbox.subscriptions.consents(of: "Anna@example.org")
    #expect(proof.map(\.event) == [.asked, .confirmed])
    #expect(proof.map(\.how) == ["form", "button"])
    #expect(proof.allSatisfy { $0.textVersion == "t1" && $0.language == "de" })
  }

  @Test("The proof can be neither changed nor deleted, and holds no address")
  func appendOnly() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.add(["A1"])
    try await outbox.subscribe()
    for statement in ["UPDATE consent SET at = 1", "DELETE FROM consent"] {
      await #expect(throws: StorageError.self) {
        _ = try await outbox.fixture.database.transaction { try $0.execute(SQL(statement), []) }
      }
    }
    let texts = try await outbox.fixture.database.read { connection in
      try connection.rows("SELECT address_fingerprint || how || subscription FROM consent", []) { $0.text(0) ?? "" }
    }
    #expect(texts.count == 2)
    #expect(texts.allSatisfy { !$0.contains("anna") })
  }

  @Test("A form posted a thousand times, about many parcels, sends one address five questions a day")
  func flood() async throws {
    let outbox = try await Outbox.inMemory()
    let parcels = try await outbox.fixture.add((0..<20).map { "A\($0)" })
    for number in 0..<1000 {
      let request = try outbox.request(UInt8(number % 250), subject: .shipment(parcels[number % 20].id))
      _ = try? await outbox.subscriptions.ask(request, at: start.adding(seconds: Int64(number)))
    }
    #expect(try await outbox.claimMails(at: start.adding(seconds: 1000)).count == 5)
  }

  @Test("The link in the question ends after seven days")
  func expiry() async throws {
    let outbox = try await Outbox.inMemory()
    let parcel = try #require(try await outbox.fixture.add(["A1"]).first)
    let request = try outbox.request(subject: .shipment(parcel.id))
    _ = try await outbox.subscriptions.ask(request, at: start)
    let late = start.adding(seconds: 7 * 86_400 + 1)
    #expect(try await outbox.subscriptions.confirm(request.id, how: "button", at: late) == .expired)
    #expect(try await outbox.subscriptions.confirm(subscriptionID(9), how: "button", at: late) == .unknown)
  }

  @Test("A token opens its own scope and nothing else; one letter off opens nothing")
  func tokens() throws {
    let tokens = SubscriptionTokens(masterKey: SymmetricKey(data: [UInt8](repeating: 1, count: 32)))
    let others = SubscriptionTokens(masterKey: SymmetricKey(data: [UInt8](repeating: 2, count: 32)))
    let id = try subscriptionID(0xfb)
    for scope in SubscriptionScope.allCases {
      let token = tokens.token(for: id, scope: scope)
      #expect(token.utf8.count == 43)
      for other in SubscriptionScope.allCases {
        #expect((tokens.id(of: token, scope: other) == id) == (other == scope))
      }
      #expect(others.id(of: token, scope: scope) == nil)
      for index in token.indices.dropLast() {
        var wrong = token
        wrong.replaceSubrange(index...index, with: token[index] == "A" ? "B" : "A")
        #expect(tokens.id(of: wrong, scope: scope) == nil)
      }
    }
    for text in ["", "x", String(repeating: "=", count: 43), String(repeating: "ä", count: 43)] {
      #expect(tokens.id(of: text, scope: .stop) == nil)
    }
  }
}
