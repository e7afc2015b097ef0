import Foundation
import Testing
import Tracking

@testable import Storage

@Suite("News become deliveries") struct ExpandTests {
  @Test("Two expanders at the same time, on two connections, make each delivery exactly once")
  func twice() async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("tidings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let path = directory.appendingPathComponent("t.sqlite").path
    let one = Outbox(try await Fixture(SQLiteDatabase.open(path: path, at: start)))
    let two = Outbox(try await Fixture(SQLiteDatabase.open(path: path, at: start)))
    let numbers = (0..<60).map { "A\($0)" }
    let shipments = try await one.fixture.add(numbers)
    try await one.endpoint()
    for (index, number) in numbers.prefix(10).enumerated() {
      try await one.subscribe(UInt8(index), to: number, address: "a\(index)@example.org")
    }
    _ = try await one.fixture.shipments.commit(shipments.map { $0.moved(news: [$0.news()]) }, owner: nil, at: start)

    let sums = try await withThrowingTaskGroup(of: Expanded.self) { group in
      for worker in 0..<6 {
        let outbox = worker.isMultiple(of: 2) ? one : two
        group.addTask {
          var sum = Expanded()
          while case let done = try await outbox.expand(limit: 4), done.news > 0 {
            sum.news += done.news
            sum.events += done.events
            sum.mails += done.mails
          }
          return sum
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums.map(\.news).reduce(0, +) == 60)
    #expect(sums.map(\.events).reduce(0, +) == 60)
    #expect(sums.map(\.mails).reduce(0, +) == 10)
    var events: [Int64] = []
    while let run = try await one.claimEndpoints().first {
      events += run.events.map(\.sequence)
      try await one.outbox.settle(
        run, run.events.map { EventResult(sequence: $0.sequence, fate: .delivered, result: "200") }, owner: owner,
        at: start)
    }
    #expect(events == Array(1...60))
    #expect(try await one.claimMails().filter { $0.kind != nil }.count == 10)
    try one.fixture.database.close()
    try two.fixture.database.close()
  }

  @Test(
    "Each gets what they wished for",
    arguments: [
      (News.Kind.shipmentInTransit, false, [Wishes.all]),
      (.shipmentPending, false, []),
      (.deliveryToday, false, [.all, .important]),
      (.shipmentDelivered, false, [.all, .important]),
      (.delayLate, true, [.all, .important, .badOnly]),
      (.delayResolved, false, [.all, .important, .badOnly]),
      (.shipmentException, true, [.all, .important, .badOnly]),
    ])
  func wishes(kind: News.Kind, isBad: Bool, expected: [Wishes]) async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.add(["A1"])
    for (index, wishes) in Wishes.allCases.enumerated() {
      try await outbox.subscribe(UInt8(index), wishes: wishes, address: "a\(index)@example.org")
    }
    try await outbox.tell(kind, isBad: isBad)
    try await outbox.expand()
    let told = try await outbox.claimMails().filter { $0.kind != nil }.map(\.subscription.wishes)
    #expect(Set(told) == Set(expected))
  }

  @Test("After a silence only the newest news of each shipment is told; the shop gets every event")
  func newestOnly() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.add(["A1", "A2"])
    try await outbox.endpoint()
    try await outbox.subscribe(1, to: "A1")
    try await outbox.subscribe(2, to: "A2", address: "ben@example.org")
    for kind in [News.Kind.shipmentInTransit, .shipmentOutForDelivery, .shipmentDelivered] {
      try await outbox.tell(kind, "A1")
    }
    try await outbox.tell(.shipmentInTransit, "A2")
    #expect(try await outbox.expand() == Expanded(4, events: 4, mails: 4))
    #expect(Set(try await outbox.claimMails().map(\.kind)) == [.shipmentDelivered, .shipmentInTransit])
    let id = try #require(try await outbox.fixture.shipments.find(shop: "fjordlicht", number: "A1").first).id
    let log = try #require(try await outbox.desk.log(of: id))
    let mails = log.messages.filter { $0.consent != nil && $0.news != nil }
    #expect(mails.map(\.state) == [.dropped, .dropped, .pending])
    #expect(mails.map(\.result) == ["superseded", "superseded", nil])
  }

  @Test("Calm news wait half an hour after the last message, bad news do not")
  func rest() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.add(["A1"])
    try await outbox.subscribe()
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    let first = try #require(try await outbox.claimMails().first)
    #expect(try await outbox.outbox.begin(first, owner: owner, at: start))
    try await outbox.outbox.settle(first, .sent, result: "250", owner: owner, at: start)

    let soon = start.adding(seconds: 60)
    try await outbox.tell(.deliveryToday, at: soon)
    try await outbox.expand(at: soon)
    #expect(try await outbox.claimMails(at: soon) == [])
    #expect(try await outbox.outbox.nextMail(at: soon) == start.adding(seconds: 1800))
    try await outbox.tell(.delayLate, isBad: true, at: soon)
    try await outbox.expand(at: soon)
    #expect(try await outbox.claimMails(at: soon).map(\.kind) == [.delayLate])
  }

  @Test("An order's subscription hears of all its shipments, a stranger's or another shop's of none")
  func subjects() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.shops.save(shop("kontor"), at: start)
    _ = try await outbox.fixture.shipments.add(
      [
        shipment("A1", order: "4711"), shipment("A2", order: "4711"), shipment("A3"),
        shipment("A4", shop: "kontor", order: "4711"),
      ], at: start)
    let request = try outbox.request(subject: .order("4711"))
    _ = try await outbox.subscriptions.ask(request, at: start)
    _ = try await outbox.subscriptions.confirm(request.id, how: "button", at: start)
    for number in ["A1", "A2", "A3"] { try await outbox.tell(.shipmentInTransit, number) }
    #expect(try await outbox.expand().mails == 2)
  }

  @Test("Parcels of an order that change together are one message; it is handed over and settled as one")
  func bundled() async throws {
    let outbox = try await Outbox.inMemory()
    _ = try await outbox.fixture.shipments.add(["A1", "A2"].map { shipment($0, order: "4711") }, at: start)
    let request = try outbox.request(subject: .order("4711"))
    _ = try await outbox.subscriptions.ask(request, at: start)
    _ = try await outbox.subscriptions.confirm(request.id, how: "button", at: start)
    try await outbox.tell(.shipmentInTransit, "A1")
    try await outbox.expand()
    #expect(try await outbox.claimMails().isEmpty)
    let soon = start.adding(seconds: 40)
    try await outbox.tell(.delayLate, "A2", isBad: true, at: soon)
    try await outbox.expand(at: soon)

    let due = start.adding(seconds: 100)
    let jobs = try await outbox.claimMails(at: due)
    let job = try #require(jobs.first)
    #expect(jobs.count == 1 && job.kind == .shipmentInTransit)
    #expect(job.others.map(\.shipment.number) == ["A2"])
    #expect(try await outbox.outbox.begin(job, owner: owner, at: due))
    try await outbox.outbox.settle(job, .retry(at: due), result: "451", owner: owner, at: due)
    let again = try #require(try await outbox.claimMails(at: due).first)
    #expect(again.id == job.id && again.attempts == 1 && again.others == job.others)
    #expect(try await outbox.outbox.begin(again, owner: owner, at: due))
    try await outbox.outbox.settle(again, .sent, result: "250", owner: owner, at: due)
    #expect(try await outbox.outbox.backlog().count == 0)
    for number in ["A1", "A2"] {
      let id = try #require(try await outbox.fixture.shipments.find(shop: "fjordlicht", number: number).first).id
      #expect(try await outbox.desk.log(of: id)?.messages.filter { $0.news != nil }.map(\.state) == [.sent])
    }
  }

  @Test("A bundle whose reader has withdrawn does not begin, whatever it holds")
  func bundleWithdrawn() async throws {
    let outbox = try await Outbox.inMemory()
    _ = try await outbox.fixture.shipments.add(["A1", "A2"].map { shipment($0, order: "4711") }, at: start)
    let request = try outbox.request(subject: .order("4711"))
    _ = try await outbox.subscriptions.ask(request, at: start)
    _ = try await outbox.subscriptions.confirm(request.id, how: "button", at: start)
    for number in ["A1", "A2"] { try await outbox.tell(.shipmentInTransit, number) }
    try await outbox.expand()
    let due = start.adding(seconds: 100)
    let job = try #require(try await outbox.claimMails(at: due).first)
    _ = try await outbox.subscriptions.withdraw(request.id, how: "link", at: due)
    #expect(try await !outbox.outbox.begin(job, owner: owner, at: due))
    #expect(try await outbox.claimMails(at: due.adding(hours: 1)).isEmpty)
  }

  @Test("An endpoint gets the kinds it asked for; the secrets are not readable in the database")
  func kinds() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.add(["A1"])
    try await outbox.endpoint("ep_1", kinds: [.delayLate])
    try await outbox.endpoint("ep_2")
    try await outbox.tell(.shipmentInTransit)
    try await outbox.tell(.delayLate, isBad: true)
    #expect(try await outbox.expand().events == 3)
    let secrets = try await outbox.fixture.database.read { connection in
      try connection.rows("SELECT secrets FROM webhook_endpoint", []) { $0.text(0) ?? "" }
    }
    #expect(secrets.count == 2)
    #expect(secrets.allSatisfy { !$0.contains("whsec") })
    #expect(try await outbox.endpoints.all(shop: "fjordlicht").map(\.secrets) == [["whsec_x"], ["whsec_x"]])
  }
}

extension Expanded {
  init(_ news: Int, events: Int, mails: Int) {
    self.init()
    self.news = news
    self.events = events
    self.mails = mails
  }
}
