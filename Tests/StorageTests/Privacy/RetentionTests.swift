import Foundation
import Testing
import Tracking

@testable import Storage

@Suite("Retention") struct RetentionTests {
  private let days: Int64 = 60

  private func world() async throws -> (Outbox, PrivacyStore) {
    let outbox = try await Outbox.inMemory()
    return (outbox, PrivacyStore(outbox.fixture.database, box: box))
  }

  /// All text of the tables, for looking for what should not be there.
  private func text(_ database: SQLiteDatabase, _ tables: [String]) async throws -> String {
    try await database.read { connection in
      try tables.map { table in
        try connection.export(table, "1 = $1", [1]).map { "\($0)" }.joined()
          + (table == "checkpoint"
            ? connection.rows("SELECT dedupe_key FROM checkpoint", []) { $0.text(0) ?? "" }.joined() : "")
      }.joined()
    }
  }

  @Test("Sixty days after its end a parcel loses what is personal, and keeps what figures are made of")
  func cleared() async throws {
    let (outbox, store) = try await world()
    try await Person(outbox: outbox).live()
    let early = try await store.retain(days: days, at: start.adding(hours: 24 * days), limit: 100)
    #expect(early.isNothing)
    let moment = start.adding(hours: 24 * days + 1)
    let before = try #require(try await outbox.fixture.shipments.find(shop: "fjordlicht", order: Person.order).first)
    #expect(try await store.retain(days: days, at: moment, limit: 100).shipments == 1)
    #expect(try await store.retain(days: days, at: moment, limit: 100).isNothing)

    let after = try #require(try await outbox.fixture.shipments.find(shop: "fjordlicht", order: Person.order).first)
    #expect(after.status == before.status && after.promise == before.promise && after.version == before.version + 1)
    #expect(after.destination == Destination(country: "DE", region: "BY"))
    #expect(after.checkpoints.count == 1 && after.checkpoints.first?.time == before.checkpoints.first?.time)
    let rest = try await text(
      outbox.fixture.database, ["shipment", "checkpoint", "subscription", "unrecognized_code", "desk_action"])
    for gone in ["postal", "item", "neighbor", "pickup", "words", "place", "placecode", "closing"] {
      #expect(!rest.contains("secret-" + gone), "secret-\(gone) is still there")
    }
    #expect(!rest.contains(Person.address) && !rest.contains("4321.99"))
  }

  @Test("What was cleared and changes again is cleared again; a poll that began before puts nothing back")
  func again() async throws {
    let (outbox, store) = try await world()
    try await Person(outbox: outbox).live()
    let stale = try #require(try await outbox.fixture.shipments.find(shop: "fjordlicht", order: Person.order).first)
    let moment = start.adding(hours: 24 * days + 1)
    _ = try await store.retain(days: days, at: moment, limit: 100)
    let late = Change(shipment: stale, baseVersion: stale.version)
    #expect(try await outbox.fixture.shipments.commit([late], owner: nil, at: moment).conflicts.count == 1)
    var filled = try #require(try await outbox.fixture.shipments.find(stale.id))
    filled.receivedBy = "secret-neighbor"
    filled.version += 1
    let change = Change(shipment: filled, baseVersion: filled.version - 1)
    #expect(try await outbox.fixture.shipments.commit([change], owner: nil, at: moment).conflicts.isEmpty)
    #expect(try await store.retain(days: days, at: moment, limit: 100).shipments == 1)
    #expect(try await outbox.fixture.shipments.find(stale.id)?.receivedBy == nil)
  }

  @Test("A parcel under way keeps everything, however old it is, and so does who hears of it")
  func underWay() async throws {
    let (outbox, store) = try await world()
    try await outbox.fixture.add(["A1"])
    let id = try await outbox.subscribe()
    #expect(try await store.retain(days: days, at: start.adding(hours: 24 * 400), limit: 100).isNothing)
    #expect(try await outbox.subscriptions.find(id) != nil)
  }

  @Test("An address that said no, or never yes, goes after a week; the proof stays")
  func addresses() async throws {
    let (outbox, store) = try await world()
    try await outbox.fixture.add(["A1", "A2"])
    let stopped = try await outbox.subscribe(1)
    _ = try await outbox.subscriptions.withdraw(stopped, how: "link", at: start)
    let asked = try outbox.request(2, subject: .order("L-1"), address: "bert@example.org")
    _ = try await outbox.subscriptions.ask(asked, at: start)
    let kept = try await outbox.subscribe(3, to: "A2", address: "carla@example.org")
    #expect(try await store.retain(days: days, at: start.adding(hours: 24 * 7), limit: 100).subscriptions == 0)
    #expect(try await store.retain(days: days, at: start.adding(hours: 24 * 7 + 1), limit: 100).subscriptions == 2)
    #expect(try await outbox.subscriptions.find(kept) != nil)
    let proofs = try await outbox.subscriptions.consents(of: "anna@example.org")
    #expect(proofs.map(\.event) == [.asked, .confirmed, .withdrawn])
  }

  @Test("An order's subscription stays until its last parcel has ended")
  func orders() async throws {
    let (outbox, store) = try await world()
    let person = Person(outbox: outbox)
    try await person.live()
    try await outbox.fixture.shipments.add([shipment("LATE", order: Person.order)], at: start)
    let moment = start.adding(hours: 24 * days + 1)
    #expect(try await store.retain(days: days, at: moment, limit: 100) == retained(shipments: 1, subscriptions: 0))
    let late = try #require(try await outbox.fixture.shipments.find(shop: "fjordlicht", carrier: "dhl", number: "LATE"))
    var ended = late
    ended.status = Status(.exception, .lost)
    ended.stateSince = start
    ended.version += 1
    let change = Change(shipment: ended, baseVersion: late.version)
    _ = try await outbox.fixture.shipments.commit([change], owner: nil, at: start)
    #expect(try await store.retain(days: days, at: moment, limit: 100) == retained(shipments: 1, subscriptions: 1))
  }

  @Test("Small steps come to the end, and the database finds the next one by its index")
  func steps() async throws {
    let (outbox, store) = try await world()
    for parcel in try await outbox.fixture.add((0..<25).map { "A\($0)" }) {
      var ended = parcel
      ended.status = Status(.delivered)
      ended.version += 1
      let change = Change(shipment: ended, baseVersion: parcel.version)
      _ = try await outbox.fixture.shipments.commit([change], owner: nil, at: start)
    }
    var steps: [Int] = []
    while let last = Optional(try await store.retain(days: days, at: start.adding(hours: 2000), limit: 10).shipments) {
      steps.append(last)
      if last == 0 { break }
    }
    #expect(steps == [10, 10, 5, 0])
    let plan = try await outbox.fixture.database.read { connection in
      try connection.rows(SQL("EXPLAIN QUERY PLAN " + endedShipments.text), [1, 1]) { $0.text(3) ?? "" }.joined()
    }
    #expect(plan.contains("shipment_retention") && !plan.contains("TEMP B-TREE"), "\(plan)")
  }

  private func retained(shipments: Int, subscriptions: Int) -> Retained {
    var retained = Retained()
    retained.shipments = shipments
    retained.subscriptions = subscriptions
    return retained
  }
}
