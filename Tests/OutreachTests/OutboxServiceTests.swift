import Foundation
import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Outreach

@Suite("The outbox at work") struct OutboxServiceTests {
  private struct Down: Error, CustomStringConvertible { let description = "not connected" }

  @Test("Every event arrives in order; an endpoint that is down delays no other and loses nothing")
  func independence() async throws {
    let world = try await OutreachWorld()
    try await world.endpoint("dead")
    try await world.endpoint("good")
    for kind in [News.Kind.shipmentInTransit, .delayLate, .shipmentDelivered] { try await world.tell(kind) }
    let sent = Sent<Hook>()
    let recovered = Sent<Bool>()
    let service = world.service(webhooks: { request, body in
      let hook = Hook(request, body, at: world.clock.now())
      sent.add(hook)
      if hook.host == "dead.example", recovered.all.isEmpty { throw Down() }
      return HTTPResponse(status: .noContent)
    })
    try await service.once()
    #expect(sent.all.filter { $0.host == "good.example" }.map(\.id) == ["evt_1", "evt_2", "evt_3"])
    #expect(sent.all.filter { $0.host == "dead.example" }.map(\.id) == ["evt_1"])
    try await service.once()
    #expect(sent.all.count == 4)

    recovered.add(true)
    world.clock.move(to: world.clock.now().adding(seconds: 6))
    try await service.once()
    let dead = sent.all.filter { $0.host == "dead.example" }
    #expect(dead.map(\.id) == ["evt_1", "evt_1", "evt_2", "evt_3"])
    #expect(dead[0].body == dead[1].body)
    #expect(dead[0].timestamp != dead[1].timestamp)
    #expect(try await world.endpoints.all(shop: "fjordlicht").allSatisfy { $0.failingSince == nil })
  }

  @Test("An endpoint that hangs is waited for by nobody else", .timeLimit(.minutes(1)))
  func hanging() async throws {
    let world = try await OutreachWorld()
    try await world.endpoint("hangs")
    try await world.endpoint("good")
    try await world.tell(.shipmentInTransit)
    let (delivered, deliver) = AsyncStream<Void>.makeStream()
    let service = world.service(webhooks: { request, _ in
      if request.authority == "good.example" {
        deliver.finish()
      } else {
        // Answers only after the other one was served: waiting for each other would never end.
        for await _ in delivered {}
      }
      return HTTPResponse(status: .ok)
    })
    try await service.once()
    #expect(try await world.outbox.backlog().count == 0)
  }

  @Test("A dead endpoint is tried ten times in about three days, then the next event has its turn; 410 ends it")
  func schedule() async throws {
    let world = try await OutreachWorld()
    try await world.endpoint("dead")
    try await world.tell(.shipmentInTransit)
    try await world.tell(.shipmentDelivered)
    let sent = Sent<Hook>()
    let service = world.service(webhooks: { request, body in
      let hook = Hook(request, body, at: world.clock.now())
      sent.add(hook)
      return HTTPResponse(status: hook.id == "evt_1" ? .found : .gone)
    })
    try await service.once()
    while sent.all.count < 11, let next = try await world.outbox.nextEndpoint(at: world.clock.now()) {
      // Not a moment before.
      world.clock.move(to: next.adding(milliseconds: -1))
      let before = sent.all.count
      if next > world.clock.now() { try await service.once() }
      #expect(sent.all.count == before)
      world.clock.move(to: next)
      try await service.once()
    }
    let hooks = sent.all
    #expect(hooks.map(\.id) == Array(repeating: "evt_1", count: 10) + ["evt_2"])
    let hours = hooks[9].at.seconds(since: hooks[0].at) / 3600
    #expect((70...90).contains(hours))
    let endpoint = try #require(try await world.endpoints.all(shop: "fjordlicht").first)
    #expect(endpoint.disabledWhy == "answered 410 Gone")
    #expect(try await world.outbox.nextEndpoint(at: world.clock.now()) == nil)
  }

  @Test("Retry-After is obeyed, as seconds and as a date")
  func retryAfter() {
    let now = Timestamp(seconds: 784_111_777 - 60)
    #expect(RetryAfter.moment("120", at: now) == now.adding(seconds: 120))
    #expect(RetryAfter.moment("Sun, 06 Nov 1994 08:49:37 GMT", at: now) == now.adding(seconds: 60))
    for text in ["", "-1", "soon", "Sun, 06 Foo 1994 08:49:37 GMT", "99999999999999999999"] {
      #expect(RetryAfter.moment(text, at: now).map { $0 > now } ?? true)
    }
  }

  @Test("An event says type, time, shipment, state, delay and link, and nothing personal")
  func body() async throws {
    let world = try await OutreachWorld()
    try await world.endpoint("good")
    var parcel = try #require(try await world.shipments.find(world.parcel.id))
    parcel.destination.postalCode = "24103"
    parcel.status = Status(.inTransit, .sorted)
    parcel.delay = Delay(
      level: .late, promise: CivilDate("2026-11-24"), expected: CivilDate("2026-11-26").map { DeliveryWindow(day: $0) },
      expectedSource: .carrier, cause: .weather, businessDaysLate: 2)
    let news = News(
      kind: .delayLate, shipment: parcel.id, episode: "late/1", at: OutreachWorld.start, isBad: true)
    parcel.version += 1
    try await world.shipments.commit(
      [Change(shipment: parcel, baseVersion: parcel.version - 1, news: [news])], owner: nil, at: OutreachWorld.start)
    let sent = Sent<Hook>()
    try await world.service(webhooks: { request, body in
      sent.add(Hook(request, body, at: OutreachWorld.start))
      return HTTPResponse(status: .ok)
    }).once()
    let body = try #require(sent.all.first?.body)
    #expect(
      body
        == """
        {"data":{"delay":{"business_days_late":2,"cause":"weather",\
        "expected":{"from":"2026-11-26","to":"2026-11-26"},"level":"late","promise":"2026-11-24"},\
        "expected":{"source":"carrier","window":{"from":"2026-11-26","to":"2026-11-26"}},"links":{"page":"https://track.example/t/x1"},"shipment":{"carrier":"dhl",\
        "id":"00112233445566778899aabbccddeeff","number":"00340434161094042557","order":"4711-20"},\
        "state":{"detail":"sorted","name":"in_transit","needs_action":"none"}},\
        "timestamp":"2026-11-22T09:00:00Z","type":"delay.late"}
        """.replacingOccurrences(of: "2026-11-22T09:00:00Z", with: OutreachWorld.start.rfc3339))
    #expect(!body.contains("24103"))
  }

  @Test(
    "A mail is tried again by what the relay said",
    arguments: [
      (MailOutcome.deferred("451"), 8), (.unknown("closed after DATA"), 8), (.refused("550"), 1), (.accepted("250"), 1),
    ])
  func mails(outcome: MailOutcome, attempts: Int) async throws {
    let world = try await OutreachWorld()
    _ = try await world.subscribe(1)
    try await world.tell(.delayLate, isBad: true)
    let sent = Sent<MailEnvelope>()
    let service = world.service(mailer: { envelope in
      sent.add(envelope)
      return outcome
    })
    for _ in 0..<12 {
      try await service.once()
      guard let next = try await world.outbox.nextMail(at: world.clock.now()) else { break }
      world.clock.move(to: next)
    }
    #expect(sent.all.count == attempts)
    // The same Message-ID, the same Date: the same mail.
    let identities = sent.all.map { envelope in
      String(decoding: envelope.bytes, as: UTF8.self).split(separator: "\r\n").first { $0.hasPrefix("Message-ID:") }
    }
    #expect(Set(identities).count == 1)
    #expect(sent.all.allSatisfy { $0.to == "anna1@example.org" && $0.from == "news@fjordlicht.example" })
  }

  @Test("Withdrawn while a message is handed over or before: none runs once the withdrawal is complete")
  func withdrawal() async throws {
    let world = try await OutreachWorld()
    // In half of the races the withdrawal comes from inside of the sending; in the others both start at once.
    for race in 0..<120 {
      let id = try await world.subscribe(UInt8(race))
      try await world.tell(.delayLate, isBad: true)
      let violations = Sent<Int>()
      let begun = Sent<Int>()
      let fromInside = race.isMultiple(of: 2)
      let service = world.service(mailer: { _ in
        begun.add(race)
        if (try? await world.subscriptions.find(id))?.withdrawnAt != nil { violations.add(race) }
        if fromInside {
          let answer = try? await world.subscriptions.withdraw(id, how: "link", at: world.clock.now())
          if answer != .afterTheOneBeingSent { violations.add(race) }
        }
        for _ in 0..<(race % 7) { await Task.yield() }
        if (try? await world.subscriptions.find(id))?.withdrawnAt != nil { violations.add(race) }
        return race.isMultiple(of: 3) ? .deferred("451") : .accepted("250")
      })
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await service.once() }
        if !fromInside {
          group.addTask { _ = try await world.subscriptions.withdraw(id, how: "link", at: world.clock.now()) }
        }
        try await group.waitForAll()
      }
      #expect(violations.all.isEmpty)
      #expect(begun.all.count == 1 || !fromInside)
      #expect(try await world.subscriptions.find(id)?.withdrawnAt != nil)
      let sentUntilNow = begun.all.count
      world.clock.move(to: world.clock.now().adding(hours: 48))
      try await service.once()
      #expect(begun.all.count == sentUntilNow)
    }
  }

  @Test("The service runs until it is told to stop, and what was committed meanwhile went out", .timeLimit(.minutes(1)))
  func running() async throws {
    let world = try await OutreachWorld()
    try await world.endpoint("good")
    let (arrived, arrive) = AsyncStream<String>.makeStream()
    let service = world.service(webhooks: { request, body in
      arrive.yield(Hook(request, body, at: OutreachWorld.start).id)
      return HTTPResponse(status: .ok)
    })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await service.run() }
      try await world.tell(.shipmentInTransit)
      var ids = arrived.makeAsyncIterator()
      #expect(await ids.next() == "evt_1")
      try await world.tell(.shipmentDelivered)
      #expect(await ids.next() == "evt_2")
      group.cancelAll()
      try await group.waitForAll()
    }
  }
}
