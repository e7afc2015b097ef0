import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Site

@Suite("A shop keeps its webhooks") struct WebhookAPITests {
  @Test("The secret is shown when the webhook is made and when it is rotated, never else")
  func secrets() async throws {
    try await RunningSite.run { site in
      let made = try await site.api(
        .post, "/v1/webhooks", #"{"url": "https://shop.example/hook", "events": ["delay.late"]}"#)
      #expect(made.status == 201)
      let id = try #require(try made.text("id"))
      let secret = try #require(try made.text("secret"))
      #expect(secret.hasPrefix("whsec_"))
      #expect(secret.count == 6 + 44)
      let path = "/v1/webhooks/\(id)"
      #expect(made.headers[.location] == path)
      for answer in [try await site.api(.get, path), try await site.api(.get, "/v1/webhooks")] {
        #expect(answer.status == 200)
        #expect(answer.body.contains("delay.late"))
        #expect(!answer.body.contains("whsec_"))
      }
      let rotated = try await site.api(.post, "\(path)/rotate-secret", #"{"keep_old_hours": 2}"#)
      #expect(try rotated.text("old_secret_until") == "2026-11-24T14:04:00Z")
      let stored = try #require(try await site.desk.endpoints.find(id, shop: "fjordlicht"))
      let fresh = try #require(try rotated.text("secret"))
      #expect(stored.secrets(at: site.clock.now) == [fresh, secret])
      #expect(fresh != secret)
      #expect(stored.secrets(at: site.clock.now.adding(hours: 2)).count == 1)
    }
  }

  @Test(
    "Addresses that cannot or must not be used are refused with a hint",
    arguments: [
      ("http://shop.example/", "must begin with https://"), ("ftp://shop.example/", "must begin with https://"),
      ("https://user:pw@shop.example/", "holds a user or a password"), ("https://", "is no web address"),
      ("nonsense", "is no web address"), ("https://127.0.0.1/", "only this machine"),
      ("https://10.1.2.3/", "only this machine"), ("https://[::1]/", "only this machine"),
      ("https://localhost/", "only this machine"), ("https://shop.example/a b", "is no web address"),
    ])
  func addresses(url: String, expected: String) async throws {
    try await RunningSite.run { site in
      let answer = try await site.api(.post, "/v1/webhooks", #"{"url": "\#(url)"}"#)
      #expect(answer.status == 422)
      let mistakes = try answer.mistakes()
      #expect(mistakes.first?.contains(expected) == true, "\(mistakes)")
    }
  }

  @Test("Unknown events and fields are told with what was meant")
  func unknown() async throws {
    try await RunningSite.run { site in
      let answer = try await site.api(
        .post, "/v1/webhooks", #"{"ulr": "x", "events": ["delay.lat", "delay.late", "delay.late"]}"#)
      #expect(
        try answer.mistakes() == [
          "/url is missing", "/events/0 is no event (did you mean 'delay.late'?)", "/events/2 stands there twice",
          "/ulr unknown field (did you mean 'url'?)",
        ])
      let typed = try await site.api(.post, "/v1/webhooks", #"{"url": "https://shop.example/", "events": ["x", 7]}"#)
      #expect(try typed.mistakes() == ["/events/1 must be a string, found a number"])
    }
  }

  @Test("Address, events and rest are changed one by one; a removed webhook is gone")
  func change() async throws {
    try await RunningSite.run { site in
      let made = try await site.api(.post, "/v1/webhooks", #"{"url": "https://shop.example/hook"}"#)
      let path = "/v1/webhooks/\(try made.text("id") ?? "")"
      let off = try await site.api(.patch, path, #"{"enabled": false, "events": ["delay.late"]}"#)
      #expect(try off.text("status") == "disabled")
      #expect(try off.text("disabled_why") == "by the shop")
      let on = try await site.api(.patch, path, #"{"enabled": true, "events": null, "url": "https://b.example/"}"#)
      #expect(try on.text("status") == "enabled")
      #expect(try on.value("events") == nil)
      #expect(try on.text("url") == "https://b.example/")
      #expect(try await site.api(.patch, path, #"{"url": null}"#).status == 422)
      #expect(try await site.api(.patch, path, "{}", key: RunningSite.otherSecret).status == 404)
      #expect(try await site.api(.delete, path).status == 204)
      #expect(try await site.api(.get, path).status == 404)
    }
  }

  @Test("A test event goes at once and says what came of it")
  func test() async throws {
    try await RunningSite.run { site in
      let made = try await site.api(.post, "/v1/webhooks", #"{"url": "https://shop.example/hook"}"#)
      let path = "/v1/webhooks/\(try made.text("id") ?? "")/test"
      let answer = try await site.api(.post, path, #"{"event": "shipment.delivered"}"#)
      #expect(answer.status == 200)
      #expect(try answer.value("delivered") == .bool(true))
      #expect(try answer.text("result") == "shipment.delivered to https://shop.example/hook")
      #expect(try await site.api(.post, path).text("event") == "delay.late")
    }
  }

  @Test("Events are sent again by id and by time")
  func replay() async throws {
    try await RunningSite.run { site in
      let made = try await site.api(.post, "/v1/webhooks", #"{"url": "https://shop.example/hook"}"#)
      let path = "/v1/webhooks/\(try made.text("id") ?? "")/replay"
      var shipment = try await site.add()
      let base = shipment.version
      shipment.version += 1
      let news = News(
        kind: .delayLate, shipment: shipment.id, episode: "e", at: site.clock.now, isBad: true)
      _ = try await site.shipments.commit(
        [Change(shipment: shipment, baseVersion: base, news: [news])], owner: nil, at: site.clock.now)
      _ = try await site.outbox.expand(at: site.clock.now, limit: 9) { _ in "{}" }
      let run = try #require(
        try await site.outbox.claimEndpoints(
          at: site.clock.now, limit: 1, eventsEach: 9, owner: LeaseOwner(rawValue: 1),
          leaseUntil: site.clock.now.adding(hours: 1)
        ).first)
      try await site.outbox.settle(
        run, run.events.map { EventResult(sequence: $0.sequence, fate: .delivered, result: "200") },
        owner: LeaseOwner(rawValue: 1), at: site.clock.now)
      func queued(_ body: String) async throws -> JSONValue? {
        try await site.api(.post, path, body).value("queued")
      }
      #expect(try await queued(#"{"from": "2026-11-24T12:04:00.001Z"}"#) == .number("0"))
      #expect(try await queued(#"{"from": "2026-11-24T13:04:00+01:00", "to": "2026-11-24T12:05:00Z"}"#) == .number("1"))
      #expect(try await queued(#"{"event": "evt_1"}"#) == .number("0"))
      #expect(try await queued(#"{"event": "evt_99999999999999999999"}"#) == .number("0"))
      let wrong = try await site.api(.post, path, #"{"event": "1", "from": "today"}"#)
      #expect(
        try wrong.mistakes() == [
          "/from stands beside an event (one event, or a span of time)",
          "/event is no id of an event (as in evt_12, the webhook-id)",
        ])
      #expect(try await site.api(.post, path, "{}").mistakes() == ["/from is missing"])
    }
  }
}
