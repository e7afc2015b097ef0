import Storage
import Testing
import Tracking

@Suite struct ListTests {
  @Test("Pages follow each other without gap or repetition while shipments are added")
  func stable() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.add((0..<25).map { "A\($0)" })
    var seen: [String] = []
    var cursor: ListCursor?
    for round in 0..<10 {
      let page = try await fixture.shipments.list(shop: "fjordlicht", after: cursor, limit: 10)
      seen += page.shipments.map(\.number)
      try await fixture.add(["B\(round)"])
      guard let next = page.next else { break }
      cursor = ListCursor(next.text)
    }
    #expect(seen == (0..<25).reversed().map { "A\($0)" })
  }

  @Test(
    "Filters narrow the list, alone and together",
    arguments: [
      (ShipmentFilter(), ["A3", "A2", "A1", "A0"]),
      (ShipmentFilter(order: "1001"), ["A1", "A0"]),
      (ShipmentFilter(number: "A2"), ["A2"]),
      (ShipmentFilter(state: .inTransit), ["A3", "A1"]),
      (ShipmentFilter(delay: .late), ["A3"]),
      (ShipmentFilter(delay: DelayLevel.none), ["A2", "A1", "A0"]),
      (ShipmentFilter(order: "1001", state: .inTransit), ["A1"]),
      (ShipmentFilter(order: "9"), []),
    ])
  func filters(filter: ShipmentFilter, expected: [String]) async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.shops.save(shop("kontor"), at: start)
    var new = (0..<4).map { shipment("A\($0)", order: $0 < 2 ? "1001" : nil) }
    new[1].status = Status(.inTransit)
    new[3].status = Status(.inTransit)
    new[3].delay = Delay(level: .late, since: start)
    _ = try await fixture.shipments.add(new + [shipment("A0", shop: "kontor", order: "1001")], at: start)
    let list = try await fixture.shipments.list(shop: "fjordlicht", filter: filter)
    #expect(list.shipments.map(\.number) == expected)
    #expect(list.next == nil)
  }

  @Test("A cursor survives its text; a made-up one is none", arguments: ["", "s", "x1", "s-1", "s0", "s!", "1"])
  func cursors(text: String) {
    #expect(ListCursor(text) == nil)
    #expect(ListCursor("s2n9c")?.text == "s2n9c")
  }

  @Test("The limit is clamped", arguments: [(Int.min, 1), (0, 1), (2, 2), (Int.max, 3)])
  func limits(limit: Int, count: Int) async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.add(["A1", "A2", "A3"])
    #expect(try await fixture.shipments.list(shop: "fjordlicht", limit: limit).shipments.count == count)
  }
}
