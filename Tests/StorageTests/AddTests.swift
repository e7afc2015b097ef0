import Storage
import Testing
import Tracking

@Suite struct AddTests {
  @Test("A new shipment is created as it came, as generation 1")
  func create() async throws {
    let fixture = try await Fixture.inMemory()
    var new = shipment("A1", order: "1001")
    new.promise = CivilDate("2026-11-24")
    new.items = [Item(name: "Lamp", quantity: 2)]
    let added = try await fixture.shipments.add([new], at: start)
    #expect(added == [.created(new)])
    #expect(try await fixture.shipments.find(new.id) == new)
  }

  @Test("A repeated POST returns the same shipment as it is stored")
  func repeated() async throws {
    let fixture = try await Fixture.inMemory()
    let first = try #require(try await fixture.add(["A1"]).first)
    let again = shipment("A1", order: "other", createdAt: start.adding(hours: 1))
    #expect(try await fixture.shipments.add([again], at: start.adding(hours: 1)) == [.existing(first)])
  }

  @Test("The same number twice in one call is one shipment")
  func twiceInOneCall() async throws {
    let fixture = try await Fixture.inMemory()
    let (one, two) = (shipment("A1"), shipment("A1", createdAt: start.adding(seconds: 1)))
    #expect(try await fixture.shipments.add([one, two], at: start) == [.created(one), .existing(one)])
  }

  @Test("Another shop or another carrier is another shipment")
  func others() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.shops.save(shop("kontor"), at: start)
    let new = [shipment("A1"), shipment("A1", carrier: "gls"), shipment("A1", shop: "kontor")]
    #expect(try await fixture.shipments.add(new, at: start) == new.map(Added.created))
  }

  @Test("A POST adopts what a plain link began, under its id, and makes it due")
  func adopt() async throws {
    let fixture = try await Fixture.inMemory()
    let begun = shipment("A1", source: .link)
    _ = try await fixture.shipments.add([begun], at: start)
    let claimed = try #require(try await fixture.claim().first)
    try await fixture.shipments.commit([claimed.moved()], owner: owner, at: start)

    let later = start.adding(hours: 1)
    var posted = shipment("A1", order: "1001", createdAt: later)
    posted.destination.postalCode = "28195"
    posted.promise = CivilDate("2026-11-24")
    let added = try await fixture.shipments.add([posted], at: later)
    guard case .adopted(let adopted)? = added.first else {
      Issue.record("not adopted: \(added)")
      return
    }
    #expect(adopted.id == begun.id)
    #expect(adopted.source == .api)
    #expect(adopted.order == "1001")
    #expect(adopted.promise == posted.promise)
    #expect(adopted.destination.postalCode == "28195")
    #expect(adopted.checkpoints == claimed.moved().shipment.checkpoints)
    #expect(adopted.version == claimed.version + 2)
    #expect(adopted.nextPollAt == later)
    #expect(try await fixture.shipments.find(begun.id) == adopted)
  }

  @Test("A plain link takes nothing over from a shipment that a shop posted")
  func linkAfterPost() async throws {
    let fixture = try await Fixture.inMemory()
    let posted = try #require(try await fixture.add(["A1"]).first)
    let link = shipment("A1", source: .link, createdAt: start.adding(hours: 1))
    #expect(try await fixture.shipments.add([link], at: start.adding(hours: 1)) == [.existing(posted)])
  }

  @Test(
    "A number that comes again is another generation only more than 90 days after its end",
    arguments: [
      (ShipmentState.delivered, 90, false), (.delivered, 91, true), (.returned, 91, true), (.expired, 91, true),
      (.inTransit, 400, false), (.pending, 400, false),
    ])
  func generations(state: ShipmentState, days: Int64, isNew: Bool) async throws {
    let fixture = try await Fixture.inMemory()
    let first = try #require(try await fixture.add(["A1"]).first)
    var change = Change(shipment: first, baseVersion: 1)
    change.shipment.status = Status(state)
    change.shipment.stateSince = start
    change.shipment.version = 2
    try await fixture.shipments.commit([change], owner: nil, at: start)

    let later = start.adding(hours: 24 * days)
    let again = shipment("A1", createdAt: later)
    let added = try await fixture.shipments.add([again], at: later)
    #expect(added.first?.shipment.generation == (isNew ? 2 : 1))
    #expect(added.first?.shipment.id == (isNew ? again.id : first.id))
    #expect(
      try await fixture.shipments.find(shop: "fjordlicht", carrier: "dhl", number: "A1") == added.first?.shipment)
    #expect(try await fixture.shipments.find(first.id) == change.shipment)
  }

  @Test("One shipment that cannot be added leaves none of its call")
  func atomic() async throws {
    let fixture = try await Fixture.inMemory()
    await #expect(throws: StorageError.constraint("FOREIGN KEY constraint failed")) {
      try await fixture.shipments.add([shipment("A1"), shipment("A2", shop: "nobody")], at: start)
    }
    #expect(try await fixture.shipments.overview(at: start).shipments == 0)
  }

  @Test("A shipment is found by number among carriers and by order")
  func finding() async throws {
    let fixture = try await Fixture.inMemory()
    let new = [
      shipment("A1", carrier: "dhl", order: "1001"), shipment("A1", carrier: "gls", order: "1002"),
      shipment("A2", carrier: "gls", order: "1001"),
    ]
    _ = try await fixture.shipments.add(new, at: start)
    #expect(try await fixture.shipments.find(shop: "fjordlicht", number: "A1") == [new[1], new[0]])
    #expect(try await fixture.shipments.find(shop: "fjordlicht", order: "1001") == [new[0], new[2]])
    #expect(try await fixture.shipments.find(shop: "kontor", order: "1001") == [])
    #expect(try await fixture.shipments.find([new[2].id, "nobody", new[0].id]) == [new[2], new[0]])
    #expect(try await fixture.shipments.find("nobody") == nil)
  }
}
