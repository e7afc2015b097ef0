import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Site

@Suite("A support agent looks after a shipment") struct DeskAPITests {
  /// A shipment with one confirmed reader and one piece of news.
  private func told(_ site: RunningSite) async throws -> ShipmentID {
    var shipment = try await site.add { $0.status = Status(.inTransit) }
    let id = try #require(SubscriptionID(bytes: [UInt8](repeating: 9, count: 16)))
    let request = SubscriptionRequest(
      id: id, shop: "fjordlicht", subject: .shipment(shipment.id),
      address: try #require(MailAddress("anna@example.org")), language: "de", wishes: .all, textVersion: "t",
      how: "form")
    _ = try await site.desk.subscriptions.ask(request, at: site.clock.now)
    _ = try await site.desk.subscriptions.confirm(id, how: "button", at: site.clock.now)
    let base = shipment.version
    shipment.version += 1
    let news = News(kind: .delayLate, shipment: shipment.id, episode: "e", at: site.clock.now, isBad: true)
    _ = try await site.shipments.commit(
      [Change(shipment: shipment, baseVersion: base, news: [news])], owner: nil, at: site.clock.now)
    _ = try await site.outbox.expand(at: site.clock.now, limit: 9) { _ in "{}" }
    return shipment.id
  }

  @Test("Held news is shown with the reason, released news waits again with its ground")
  func hold() async throws {
    try await RunningSite.run { site in
      let path = "/v1/shipments/\(try await told(site).rawValue)"
      #expect(try await site.api(.put, "\(path)/hold", "{}").mistakes() == ["/reason is missing"])
      let held = try await site.api(.put, "\(path)/hold", #"{"reason": "we call first"}"#)
      #expect(held.body == #"{"held":true,"messages":1}"#)
      let log = try await site.api(.get, "\(path)/messages")
      #expect(try log.text("news", "0", "type") == "delay.late")
      #expect(try log.text("news", "0", "messages", "0", "to") == "a…@example.org")
      #expect(try log.text("news", "0", "messages", "0", "why") == "held: we call first")
      #expect(try log.text("actions", "0", "action") == "hold")
      #expect(try log.text("actions", "0", "who")?.hasPrefix("key ") == true)
      #expect(!log.body.contains("anna@"))
      #expect(try await site.api(.delete, "\(path)/hold").body == #"{"held":false,"messages":1}"#)
      let after = try await site.api(.get, "\(path)/messages")
      #expect(
        try after.text("news", "0", "messages", "0", "why") == "waits: asked for all news, confirmed on 2026-11-24")
      #expect(try await site.api(.put, "\(path)/hold", #"{"reason": "x"}"#, key: RunningSite.otherSecret).status == 404)
    }
  }

  @Test("News goes by hand to who confirmed, and to nobody else")
  func send() async throws {
    try await RunningSite.run { site in
      let path = "/v1/shipments/\(try await told(site).rawValue)/messages"
      let sent = try await site.api(.post, path, #"{"event": "evt_1", "reason": "asked on the phone"}"#)
      #expect(sent.status == 202)
      #expect(try sent.value("news", "0", "messages", "0", "by_hand") == .bool(true))
      #expect(
        try sent.text("news", "0", "messages", "0", "why")
          == "waits: sent by hand; asked for all news, confirmed on 2026-11-24")
      #expect(try await site.api(.post, path).status == 202)
      #expect(try await site.api(.post, path, #"{"event": "evt_9"}"#).status == 409)
      let lonely = try await site.add { $0.number = "00340434161094042550" }
      let none = try await site.api(.post, "/v1/shipments/\(lonely.id.rawValue)/messages")
      #expect(none.status == 409)
      #expect(try none.text("detail") == "There is no news yet.")
    }
  }

  @Test("A closed shipment says so and why; reopened it goes on")
  func close() async throws {
    try await RunningSite.run { site in
      let id = try await told(site)
      let path = "/v1/shipments/\(id.rawValue)/closing"
      let closed = try await site.api(.put, path, #"{"reason": "refunded"}"#)
      #expect(closed.status == 200)
      #expect(try closed.text("closed", "reason") == "refunded")
      #expect(try await site.shipments.find(id)?.nextPollAt == nil)
      let log = try await site.api(.get, "/v1/shipments/\(id.rawValue)/messages")
      #expect(try log.text("news", "0", "messages", "0", "why") == "the shop closed the shipment: refunded")
      #expect(try await site.api(.delete, path).value("closed") == nil)
      #expect(try await site.shipments.find(id)?.nextPollAt == site.clock.now)
    }
  }

  @Test("News that nobody was told says why")
  func nobody() async throws {
    try await RunningSite.run { site in
      var shipment = try await site.add()
      let base = shipment.version
      shipment.version += 1
      let news = News(kind: .shipmentDelivered, shipment: shipment.id, episode: "e", at: site.clock.now, isBad: false)
      _ = try await site.shipments.commit(
        [Change(shipment: shipment, baseVersion: base, news: [news])], owner: nil, at: site.clock.now)
      let path = "/v1/shipments/\(shipment.id.rawValue)/messages"
      #expect(try await site.api(.get, path).text("news", "0", "why_not") == "its messages are not made yet")
      _ = try await site.outbox.expand(at: site.clock.now, limit: 9) { _ in "{}" }
      #expect(
        try await site.api(.get, path).text("news", "0", "why_not") == "nobody has asked for news of this shipment")
    }
  }
}
