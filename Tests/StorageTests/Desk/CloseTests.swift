import Testing
import Tracking

@testable import Storage

@Suite("A shop closes, corrects and removes shipments") struct CloseTests {
  @Test("A closed shipment is not polled, judged or told about, and says why; reopened it is due at once")
  func close() async throws {
    let outbox = try await Outbox.inMemory()
    let id = try #require(try await outbox.fixture.add(["A1"]).first).id
    try await outbox.subscribe(to: "A1")
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    let polled = try #require(
      try await outbox.fixture.shipments.claimDue(
        at: start, carrier: "dhl", limit: 1, owner: owner, leaseSeconds: 60
      ).first)
    let closed = try #require(
      try await outbox.fixture.shipments.close(id, why: "refunded", who: "test", at: start))
    #expect(closed.closing == Closing(at: start, why: "refunded"))
    #expect(try await outbox.claimMails().filter { $0.kind != nil } == [])
    #expect(try await outbox.desk.log(of: id)?.messages.last?.result == "closed")

    // The answer of a poll that was under way is computed anew, and changes nothing.
    let late = polled.applying(Observation(number: "A1", outcome: .tracked), at: start)
    let report = try await outbox.fixture.shipments.commit([late], owner: owner, at: start)
    #expect(report.conflicts[id] == .changed(version: closed.version))
    let again = closed.applying(Observation(number: "A1", outcome: .tracked), at: start)
    _ = try await outbox.fixture.shipments.commit([again], owner: owner, at: start)
    #expect(try await outbox.fixture.shipments.find(id)?.nextPollAt == nil)

    let reopened = try await outbox.fixture.shipments.reopen(id, note: DeskNote(who: "test"), at: start)
    #expect(reopened?.closing == nil)
    #expect(reopened?.nextPollAt == start)
    #expect(try await outbox.desk.log(of: id)?.actions.map(\.kind) == [.close, .reopen])
    #expect(try await outbox.fixture.shipments.close("none", why: "x", who: "test", at: start) == nil)
  }

  @Test("News that was committed before the closing is an event for the shop, and for no customer")
  func committedBefore() async throws {
    let outbox = try await Outbox.inMemory()
    let id = try #require(try await outbox.fixture.add(["A1"]).first).id
    try await outbox.endpoint()
    try await outbox.subscribe(to: "A1")
    try await outbox.tell(.shipmentInTransit)
    _ = try await outbox.fixture.shipments.close(id, why: "refunded", who: "test", at: start)
    #expect(try await outbox.expand() == Expanded(1, events: 1, mails: 0))
  }

  @Test("A removed shipment takes history, news, messages and addresses with it; the proof of consent stays")
  func remove() async throws {
    let outbox = try await Outbox.inMemory()
    let id = try #require(try await outbox.fixture.add(["A1"]).first).id
    try await outbox.endpoint()
    try await outbox.subscribe(to: "A1")
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    let job = try #require(try await outbox.claimMails().first)
    #expect(try await !outbox.subscriptions.removeShipment(id, shop: "mohnblume", at: start))
    #expect(try await outbox.subscriptions.removeShipment(id, shop: "fjordlicht", at: start))
    #expect(try await !outbox.outbox.begin(job, owner: owner, at: start))
    #expect(try await outbox.fixture.shipments.find(id) == nil)
    #expect(try await outbox.fixture.openMails == 0)
    #expect(try await outbox.claimEndpoints() == [])
    #expect(
      try await outbox.subscriptions.consents(of: "anna@example.org").map(\.event) == [.asked, .confirmed, .withdrawn])
    #expect(try await !outbox.subscriptions.removeShipment(id, shop: "fjordlicht", at: start))
  }
}
