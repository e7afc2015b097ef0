import Storage
import Testing
import Tracking

@Suite("A shop alters its endpoints") struct EndpointDeskTests {
  @Test("After a rotation the old secret signs along for a while")
  func rotate() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.endpoint()
    let until = start.adding(hours: 24)
    #expect(try await outbox.endpoints.rotate("ep_1", shop: "fjordlicht", secret: "whsec_y", oldUntil: until))
    let endpoint = try #require(try await outbox.endpoints.find("ep_1", shop: "fjordlicht"))
    #expect(endpoint.secrets(at: start) == ["whsec_y", "whsec_x"])
    #expect(endpoint.secrets(at: until) == ["whsec_y"])
    #expect(try await !outbox.endpoints.rotate("ep_1", shop: "mohnblume", secret: "whsec_z", oldUntil: until))
  }

  @Test("Address, kinds and rest are altered one by one")
  func change() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.endpoint(kinds: [.delayLate])
    func change(_ change: EndpointChange) async throws -> WebhookEndpoint? {
      try await outbox.endpoints.change("ep_1", shop: "fjordlicht", change, at: start)
    }
    let moved = try await change(EndpointChange(url: "https://shop.example/new"))
    #expect(moved?.url == "https://shop.example/new")
    #expect(moved?.kinds == [.delayLate])
    #expect(try await change(EndpointChange(kinds: .some(nil)))?.kinds == nil)
    #expect(try await change(EndpointChange(isEnabled: false))?.disabledWhy == "by the shop")
    #expect(try await change(EndpointChange(isEnabled: true))?.disabledAt == nil)
    #expect(try await outbox.endpoints.change("ep_9", shop: "fjordlicht", EndpointChange(), at: start) == nil)
  }

  @Test("One event is sent again by its id, with the id it had")
  func replay() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.add(["A1"])
    try await outbox.endpoint()
    try await outbox.tell(.shipmentInTransit)
    try await outbox.expand()
    let run = try #require(try await outbox.claimEndpoints().first)
    try await outbox.outbox.settle(
      run, run.events.map { EventResult(sequence: $0.sequence, fate: .delivered, result: "200") }, owner: owner,
      at: start)
    #expect(try await outbox.endpoints.replay("ep_1", shop: "fjordlicht", event: 1, at: start) == 1)
    #expect(try await outbox.endpoints.replay("ep_1", shop: "fjordlicht", event: 1, at: start) == 0)
    #expect(try await outbox.endpoints.replay("ep_1", shop: "fjordlicht", event: 2, at: start) == 0)
    #expect(try await outbox.endpoints.replay("ep_1", shop: "mohnblume", event: 1, at: start) == 0)
    #expect(try await outbox.claimEndpoints().first?.events.map(\.id) == ["evt_1"])
  }
}
