import Storage
import Testing
import Tracking

private let note = DeskNote(who: "test", why: "the customer called")

@Suite("A person holds, releases and sends") struct HoldTests {
  private func world() async throws -> (outbox: Outbox, id: ShipmentID) {
    let outbox = try await Outbox.inMemory()
    let shipment = try #require(try await outbox.fixture.add(["A1"]).first)
    try await outbox.subscribe(to: "A1")
    return (outbox, shipment.id)
  }

  @Test("A held message waits, and goes when it is let go")
  func held() async throws {
    let (outbox, id) = try await world()
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    let job = try #require(try await outbox.claimMails().first)
    #expect(try await outbox.desk.hold(id, note: note, at: start) == 1)
    #expect(try await !outbox.outbox.begin(job, owner: owner, at: start))
    #expect(try await outbox.claimMails(at: start.adding(hours: 9)) == [])
    #expect(try await outbox.desk.release(id, note: note, at: start.adding(hours: 9)) == 1)
    #expect(try await outbox.claimMails(at: start.adding(hours: 9)).count == 1)
  }

  @Test("News that come while a shipment is held are held too, the newest only; the shop's events go on")
  func later() async throws {
    let (outbox, id) = try await world()
    try await outbox.endpoint()
    #expect(try await outbox.desk.hold(id, note: note, at: start) == 0)
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    try await outbox.tell(.delayLate, isBad: true, at: start.adding(seconds: 5))
    try await outbox.expand()
    #expect(try await outbox.claimMails(at: start.adding(hours: 2)) == [])
    #expect(try await outbox.claimEndpoints().first?.events.count == 2)
    #expect(try await outbox.desk.release(id, note: note, at: start.adding(hours: 2)) == 1)
    #expect(try await outbox.claimMails(at: start.adding(hours: 2)).map(\.kind) == [.delayLate])
  }

  @Test("A message that failed while the hold began is held, not tried again")
  func failed() async throws {
    let (outbox, id) = try await world()
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    let job = try #require(try await outbox.claimMails().first)
    #expect(try await outbox.outbox.begin(job, owner: owner, at: start))
    #expect(try await outbox.desk.hold(id, note: note, at: start) == 0)
    try await outbox.outbox.settle(job, .retry(at: start), result: "451", owner: owner, at: start)
    #expect(try await outbox.claimMails(at: start.adding(hours: 9)) == [])
    #expect(try await outbox.desk.log(of: id)?.messages.last?.state == .held)
  }

  @Test("A parcel that is held leaves the message about its order, which is made anew without it")
  func bundled() async throws {
    let outbox = try await Outbox.inMemory()
    let parcels = [shipment("A1", order: "4711"), shipment("A2", order: "4711")]
    _ = try await outbox.fixture.shipments.add(parcels, at: start)
    let request = try outbox.request(subject: .order("4711"))
    #expect(try await outbox.subscriptions.ask(request, at: start) == .questionQueued)
    _ = try await outbox.subscriptions.confirm(request.id, how: "button", at: start)
    for number in ["A1", "A2"] { try await outbox.tell(.delayLate, number, isBad: true) }
    try await outbox.expand()
    let later = start.adding(hours: 1)
    let both = try #require(try await outbox.claimMails(at: later).first)
    #expect(both.others.count == 1)
    try await outbox.desk.hold(parcels[0].id, note: note, at: later)
    #expect(try await !outbox.outbox.begin(both, owner: owner, at: later))
    let rest = try await outbox.claimMails(at: later)
    #expect(rest.count == 1)
    #expect(rest.first?.others == [])
    #expect(try await outbox.outbox.begin(try #require(rest.first), owner: owner, at: later))
  }

  @Test("A withdrawal ends what is held")
  func withdrawn() async throws {
    let (outbox, id) = try await world()
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    try await outbox.desk.hold(id, note: note, at: start)
    _ = try await outbox.subscriptions.withdraw(try subscriptionID(1), how: "link", at: start)
    #expect(try await outbox.desk.release(id, note: note, at: start) == 0)
    #expect(try await outbox.claimMails() == [])
    #expect(try await outbox.desk.sendByHand(id, news: nil, note: note, at: start) == .nobody)
  }

  @Test("What is sent by hand goes in spite of hold and wishes, and again with another Message-ID")
  func byHand() async throws {
    let outbox = try await Outbox.inMemory()
    let id = try #require(try await outbox.fixture.add(["A1"]).first).id
    try await outbox.subscribe(to: "A1", wishes: .badOnly)
    #expect(try await outbox.desk.sendByHand(id, news: nil, note: note, at: start) == .noSuchNews)
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    #expect(try await outbox.claimMails() == [])
    try await outbox.desk.hold(id, note: note, at: start)
    #expect(try await outbox.desk.sendByHand(id, news: nil, note: note, at: start) == .queued(1))
    let job = try #require(try await outbox.claimMails().first)
    #expect(try await outbox.outbox.begin(job, owner: owner, at: start))
    #expect(try await outbox.desk.sendByHand(id, news: nil, note: note, at: start) == .nobody)
    try await outbox.outbox.settle(job, .sent, result: "250", owner: owner, at: start)
    let later = start.adding(hours: 1)
    #expect(try await outbox.desk.sendByHand(id, news: 1, note: note, at: later) == .queued(1))
    #expect(try await outbox.claimMails(at: later).first?.id != job.id)
    #expect(try await outbox.desk.sendByHand(id, news: 99, note: note, at: later) == .noSuchNews)
    #expect(try await outbox.desk.sendByHand("none", news: nil, note: note, at: later) == .noSuchShipment)
  }

  @Test("The log says who was told what and why, and who was not and why not")
  func log() async throws {
    let (outbox, id) = try await world()
    try await outbox.endpoint()
    try await outbox.subscribe(2, to: "A1", wishes: .badOnly, address: "bert@example.org")
    let asked = try outbox.request(3, subject: .shipment(id), address: "cora@example.org")
    _ = try await outbox.subscriptions.ask(asked, at: start)
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    try await outbox.desk.hold(id, note: note, at: start)
    let log = try #require(try await outbox.desk.log(of: id))
    #expect(log.heldSince == start)
    #expect(log.actions.map(\.kind) == [.hold])
    #expect(log.actions.first?.why == "the customer called")
    #expect(log.readers.map(\.address) == ["a…@example.org", "b…@example.org", "c…@example.org"])
    #expect(log.news.map(\.kind) == [.shipmentInTransit])
    let told = log.messages.filter { $0.news != nil }.map { message in
      let who =
        switch message.receiver {
        case .reader(let who), .endpoint(let who): who
        }
      return "\(who) \(message.state.rawValue) \(message.result ?? "-")"
    }
    #expect(
      Set(told) == [
        "ep_1 pending -", "a…@example.org held -", "b…@example.org dropped not wished: bad_only",
        "c…@example.org dropped not confirmed",
      ])
    #expect(log.messages.count { $0.news == nil } == 3)
    #expect(try await outbox.desk.log(of: "none") == nil)
  }
}

extension Fixture {
  var openMails: Int64? {
    get async throws {
      try await database.read { try $0.integer("SELECT count(*) FROM delivery WHERE subscription IS NOT NULL") }
    }
  }
}
