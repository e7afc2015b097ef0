import Storage
import Testing
import Tracking

@Suite("Events wait in order") struct EndpointQueueTests {
  private func ready() async throws -> Outbox {
    let outbox = try await Outbox.inMemory()
    try await outbox.fixture.add(["A1"])
    try await outbox.endpoint("ep_1")
    try await outbox.endpoint("ep_2")
    for (index, kind) in [News.Kind.shipmentInTransit, .shipmentOutForDelivery, .shipmentDelivered].enumerated() {
      try await outbox.tell(kind, at: start.adding(seconds: Int64(index)))
    }
    try await outbox.expand()
    return outbox
  }

  @Test("An event that is to be tried again holds back those behind it, at its own endpoint only")
  func headOfLine() async throws {
    let outbox = try await ready()
    let runs = try await outbox.claimEndpoints()
    #expect(runs.map { $0.events.map(\.id) } == [["evt_1", "evt_2", "evt_3"], ["evt_1", "evt_2", "evt_3"]])
    #expect(try await outbox.claimEndpoints(owner: other) == [])
    let later = start.adding(seconds: 5)
    try await outbox.outbox.settle(
      runs[0],
      [
        EventResult(sequence: 1, fate: .delivered, result: "200"),
        EventResult(sequence: 2, fate: .retry(at: later), result: "503"),
      ], owner: owner, at: start)
    try await outbox.outbox.settle(runs[1], [], owner: owner, at: start)
    #expect(try await outbox.claimEndpoints().map(\.endpoint.id) == ["ep_2"])
    let again = try await outbox.claimEndpoints(at: later)
    #expect(again.map(\.endpoint.id) == ["ep_1"])
    #expect(again.first?.events.map(\.sequence) == [2, 3])
    #expect(again.first?.events.map(\.attempts) == [1, 0])
    #expect(again.first?.endpoint.failingSince == start)
  }

  @Test("A run whose lease went to another settles nothing")
  func lostLease() async throws {
    let outbox = try await ready()
    let run = try #require(try await outbox.claimEndpoints().first)
    let late = start.adding(seconds: 60)
    let next = try #require(try await outbox.claimEndpoints(at: late, owner: other).first)
    #expect(next.events == run.events)
    let results = run.events.map { EventResult(sequence: $0.sequence, fate: .delivered, result: "200") }
    try await outbox.outbox.settle(run, results, owner: owner, at: late)
    #expect(try await outbox.outbox.backlog().count == 6)
    try await outbox.outbox.settle(next, results, owner: other, at: late)
    #expect(try await outbox.outbox.backlog().count == 3)
  }

  @Test("An endpoint that is gone gets nothing more; enabled again, it gets what had waited, and a replay the rest")
  func gone() async throws {
    let outbox = try await ready()
    let run = try #require(try await outbox.claimEndpoints().first)
    try await outbox.outbox.settle(
      run, [EventResult(sequence: 1, fate: .endpointGone(why: "410"), result: "410")], owner: owner, at: start)
    let stored = try #require(try await outbox.endpoints.all(shop: "fjordlicht").first)
    #expect(stored.disabledAt == start && stored.disabledWhy == "410")
    #expect(try await outbox.claimEndpoints().isEmpty)
    try await outbox.tell(.shipmentReturning, at: start.adding(seconds: 9))
    #expect(try await outbox.expand().events == 1)

    try await outbox.endpoint("ep_1")
    let later = start.adding(seconds: 60)
    #expect(try await outbox.claimEndpoints(at: later).first?.events.map(\.sequence) == [2, 3])
    let replayed = try await outbox.endpoints.replay(
      "ep_1", shop: "fjordlicht", from: start, to: start.adding(seconds: 2), at: later)
    #expect(replayed == 1)
    #expect(try await outbox.claimEndpoints(at: later.adding(seconds: 60)).first?.events.map(\.sequence) == [1, 2, 3])
  }
}
