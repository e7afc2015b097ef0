import Storage
import Testing
import Tracking

@Suite struct PageTests {
  @Test("A page has the shipment with its history, the others of its order, and the shop")
  func whole() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.shops.save(shop("kontor"), at: start)
    var new = [shipment("A1", order: "1001"), shipment("A2", order: "1001"), shipment("A3", order: "1002")]
    new[1].checkpoints = [checkpoint("A")]
    _ = try await fixture.shipments.add(new + [shipment("A1", shop: "kontor", order: "1001")], at: start)
    let page = try #require(try await fixture.shipments.page(new[1].id))
    #expect(page == ShipmentPage(shipment: new[1], siblings: [new[0]], shop: shop()))
    #expect(try await fixture.shipments.page(shop: "fjordlicht", carrier: "dhl", number: "A2") == page)
    #expect(try await fixture.shipments.page("nobody") == nil)
    #expect(try await fixture.shipments.page(shop: "fjordlicht", carrier: "gls", number: "A2") == nil)
    #expect(try await fixture.shipments.versions(of: [new[0].id, "nobody"]) == [new[0].id: 1])
  }

  @Test("Revoking raises the version of one scope; an order's holds for all its shipments")
  func revoking() async throws {
    let fixture = try await Fixture.inMemory()
    let new = [shipment("A1", order: "1001"), shipment("A2", order: "1001"), shipment("A3")]
    _ = try await fixture.shipments.add(new, at: start)
    #expect(try await fixture.shipments.revokeLinks(of: new[0].id, scope: .shipment, at: start) == 2)
    #expect(try await fixture.shipments.revokeLinks(of: new[0].id, scope: .shipment, at: start) == 3)
    #expect(try await fixture.shipments.revokeLinks(of: new[1].id, scope: .order, at: start) == 2)
    #expect(try await fixture.shipments.revokeLinks(of: new[2].id, scope: .order, at: start) == nil)
    #expect(try await fixture.shipments.revokeLinks(of: "nobody", scope: .shipment, at: start) == nil)
    let pages = try await [fixture.shipments.page(new[0].id), fixture.shipments.page(new[1].id)]
    #expect(pages.map { $0?.linkVersion } == [3, 1])
    #expect(pages.map { $0?.orderLinkVersion } == [2, 2])
  }
}
