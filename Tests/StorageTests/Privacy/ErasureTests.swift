import Foundation
import Storage
import Testing
import Tracking

@Suite("Erasure leaves nothing, not even in unused places of the file") struct ErasureTests {
  /// The bytes of the database with its log.
  private static func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
      + ((try? Data(contentsOf: URL(fileURLWithPath: path + "-wal"))) ?? Data())
  }

  private static func left(_ path: String) throws -> [String] {
    let bytes = try bytes(path)
    return Person.secrets.filter { bytes.range(of: Data($0.value.utf8)) != nil }.map(\.key).sorted()
  }

  private func inFile(_ body: (String, Outbox) async throws -> Void) async throws {
    let name = "tidings-erase-\(UInt32.random(in: 0 ... .max))"
    let folder = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.sqlite").path
    let database = try await SQLiteDatabase.open(path: path, at: start)
    try await body(path, Outbox(try await Fixture(database)))
    try database.close()
  }

  @Test(
    "Nothing of a person is in the file or its log; others keep theirs",
    arguments: [DataSubject.address(Person.address.lowercased()), .order(Person.order)])
  func nothingLeft(subject: DataSubject) async throws {
    try await inFile { path, outbox in
      // Neighbors in the pages, that move about while the person's rows lie between them.
      try await outbox.fixture.add((0..<200).map { "N\($0)" })
      try await Person(outbox: outbox).live()
      for parcel in try await outbox.fixture.claim(limit: 200) where parcel.number.hasPrefix("N") {
        let events = (0..<6).map { checkpoint("AA", minutes: $0, text: String(repeating: "neighbor ", count: 30)) }
        try await outbox.fixture.shipments.commit([parcel.moved(adding: events)], owner: nil, at: start)
      }
      #expect(try Self.left(path) == Person.secrets.keys.sorted())

      let store = PrivacyStore(outbox.fixture.database, box: box)
      let foreseen = try await store.foresee(subject, shop: "fjordlicht")
      let erasure = try await store.erase(subject, shop: "fjordlicht", at: start)
      #expect(erasure.shipments == 1 && erasure.subscriptions == 1)
      #expect(foreseen.shipments == 1 && foreseen.subscriptions == 1)
      try await outbox.fixture.database.forgetDeleted(rewriting: true)
      #expect(try Self.left(path) == [])
      #expect(try await outbox.fixture.shipments.find(shop: "fjordlicht", carrier: "dhl", number: "N7") != nil)
    }
  }

  @Test("That an address said yes can be proven to whoever names it, also afterwards")
  func proof() async throws {
    let outbox = try await Outbox.inMemory()
    try await Person(outbox: outbox).live()
    let store = PrivacyStore(outbox.fixture.database, box: box)
    let erasure = try await store.erase(.address(Person.address), shop: nil, at: start.adding(hours: 1))
    #expect(erasure.proofsKept == 3)
    let proofs = try await outbox.subscriptions.consents(of: Person.address.uppercased())
    #expect(proofs.map(\.event) == [.asked, .confirmed, .withdrawn])
    #expect(proofs.last?.how == "erasure" && proofs.last?.at == start.adding(hours: 1))
    #expect(try await outbox.subscriptions.consents(of: "somebody@example.org") == [])
  }

  @Test("An address that never said yes does not take the parcel with it")
  func unconfirmed() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.shipments.add([shipment(Person.number, order: Person.order)], at: start)
    _ = try await Person(outbox: outbox).subscribe(confirmed: false)
    let store = PrivacyStore(outbox.fixture.database, box: box)
    let erasure = try await store.erase(.address(Person.address), shop: nil, at: start)
    #expect(erasure.shipments == 0 && erasure.subscriptions == 1)
    #expect(try await outbox.fixture.shipments.find(shop: "fjordlicht", order: Person.order).count == 1)
    // The question that was queued is not sent any more.
    #expect(try await outbox.claimMails() == [])
  }

  @Test("Another shop's order of the same number, a voucher's being given, and a poll under way are kept straight")
  func edges() async throws {
    let outbox = try await Outbox.inMemory()
    let fixture = outbox.fixture
    try await fixture.shops.save(shop("other"), at: start)
    try await fixture.shipments.add([shipment("B1", shop: "other", order: Person.order)], at: start)
    try await Person(outbox: outbox).live()
    let parcel = try #require(try await fixture.shipments.find(shop: "fjordlicht", order: Person.order).first)
    let store = PrivacyStore(fixture.database, box: box)
    #expect(try await store.erase(.order(Person.order), shop: "fjordlicht", at: start).shipments == 1)
    #expect(try await fixture.shipments.find(shop: "other", order: Person.order).count == 1)
    #expect(try await outbox.incentives.vouchersLeft(rule: "late", shop: "fjordlicht") == 0)
    let late = try await fixture.shipments.commit([parcel.moved()], owner: nil, at: start)
    #expect(late.conflicts == [parcel.id: .gone])
    #expect(try await outbox.claimEndpoints() == [])
    #expect(try await store.erase(.order(Person.order), shop: "fjordlicht", at: start).shipments == 0)
  }
}
