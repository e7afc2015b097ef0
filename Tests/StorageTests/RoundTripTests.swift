import Storage
import Testing
import Tracking

@Suite struct RoundTripTests {
  @Test("Whatever the model can hold is read back as it was added", arguments: [1, 2, 3, 4] as [UInt64])
  func adding(seed: UInt64) async throws {
    let fixture = try await Fixture.inMemory()
    var random = RandomValues(seed: seed)
    let shipments = (0..<100).map { random.shipment($0) }
    _ = try await fixture.shipments.add(shipments, at: start)
    let read = try await fixture.shipments.find(shipments.map(\.id))
    #expect(read.count == shipments.count)
    for (mine, stored) in zip(shipments, read) { #expect(stored == mine) }
  }

  @Test("Whatever a change holds is read back as it was committed", arguments: [5, 6, 7, 8] as [UInt64])
  func committing(seed: UInt64) async throws {
    let fixture = try await Fixture.inMemory()
    var random = RandomValues(seed: seed)
    let before = (0..<100).map { random.shipment($0) }
    _ = try await fixture.shipments.add(before, at: start)
    let after = before.enumerated().map { index, old in
      var new = random.shipment(index)
      new.createdAt = old.createdAt
      new.version = old.version + 1
      return new
    }
    let changes = zip(before, after).map { Change(shipment: $1, baseVersion: $0.version) }
    let report = try await fixture.shipments.commit(changes, owner: nil, at: start)
    #expect(report.conflicts.isEmpty)
    let read = try await fixture.shipments.find(before.map(\.id))
    #expect(read.count == after.count)
    for (mine, stored) in zip(after, read) { #expect(stored == mine) }
  }

  @Test("Shops are read back as they were saved")
  func shops() async throws {
    let fixture = try await Fixture.inMemory()
    var random = RandomValues(seed: 9)
    for index in 0..<50 {
      let shop = random.shop(index)
      try await fixture.shops.save(shop, at: start)
      #expect(try await fixture.shops.find(shop.id) == shop)
    }
  }

  @Test("Every kind of news is read back as it was committed")
  func news() async throws {
    let fixture = try await Fixture.inMemory()
    let stored = try #require(try await fixture.add(["A1"]).first)
    let news = News.Kind.allCases.flatMap { kind in
      [true, false].map { bad in
        News(kind: kind, shipment: stored.id, episode: "e\(bad)", at: start.adding(milliseconds: 1), isBad: bad)
      }
    }
    let report = try await fixture.shipments.commit([stored.moved(news: news)], owner: nil, at: start)
    #expect(report.news == news)
    #expect(try await fixture.shipments.news(of: stored.id).map(\.news) == news)
  }

  @Test("A number that is none does not make a commit fail")
  func notANumber() async throws {
    let fixture = try await Fixture.inMemory()
    var change = try #require(try await fixture.add(["A1"]).first).moved()
    change.shipment.delay = Delay(level: .atRisk, confidence: .nan)
    try await fixture.shipments.commit([change], owner: nil, at: start)
    #expect(try await fixture.shipments.find(change.shipment.id)?.delay.confidence?.isNaN == true)
  }
}
