import Storage
import Testing
import Tracking

@Suite struct ShopTests {
  @Test("A shop is found by id and by each of its hosts, and replaced whole")
  func shops() async throws {
    let fixture = try await Fixture.inMemory()
    var mine = shop(hosts: ["a.example", "b.example", "a.example"])
    mine.carriers = ["dhl", "gls"]
    try await fixture.shops.save(mine, at: start)
    #expect(try await fixture.shops.find("fjordlicht") == mine)
    #expect(try await fixture.shops.find(host: "b.example") == mine)
    mine.hosts = ["c.example"]
    try await fixture.shops.save(mine, at: start)
    #expect(try await fixture.shops.find(host: "b.example") == nil)
    #expect(try await fixture.shops.find(host: "c.example") == mine)
    #expect(try await fixture.shops.all() == [mine])
  }

  @Test("A host belongs to one shop; the one who comes second changes nothing")
  func hostTaken() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.shops.save(shop(hosts: ["a.example"]), at: start)
    await #expect(throws: StorageError.constraint("UNIQUE constraint failed: shop_host.host")) {
      try await fixture.shops.save(shop("kontor", hosts: ["a.example"]), at: start)
    }
    #expect(try await fixture.shops.find("kontor") == nil)
  }

  @Test("A shop with shipments is not removed; one without goes with its keys and hosts")
  func removing() async throws {
    let fixture = try await Fixture.inMemory()
    try await fixture.add(["A1"])
    await #expect(throws: StorageError.constraint("FOREIGN KEY constraint failed")) {
      try await fixture.shops.remove("fjordlicht")
    }
    try await fixture.shops.save(shop("kontor", hosts: ["k.example"]), at: start)
    try await fixture.shops.addKey(secret: "s3cret", shop: "kontor", name: "till", at: start)
    #expect(try await fixture.shops.remove("kontor"))
    #expect(try await fixture.shops.remove("kontor") == false)
    #expect(try await fixture.shops.key(secret: "s3cret") == nil)
    #expect(try await fixture.shops.find(host: "k.example") == nil)
  }

  @Test("A key is found by its secret until it is revoked, and never by a secret wrong by one character")
  func keys() async throws {
    let fixture = try await Fixture.inMemory()
    let key = try await fixture.shops.addKey(secret: "td_live_abc", shop: "fjordlicht", name: "till", at: start)
    #expect(try await fixture.shops.key(secret: "td_live_abc") == key)
    #expect(try await fixture.shops.key(secret: "td_live_abd") == nil)
    try await fixture.shops.noteUse([key.id: start.adding(seconds: 9)])
    try await fixture.shops.noteUse([key.id: start.adding(seconds: 3)])
    #expect(try await fixture.shops.key(secret: "td_live_abc")?.lastUsedAt == start.adding(seconds: 9))
    #expect(try await fixture.shops.revokeKey(id: key.id, shop: "kontor", at: start) == false)
    #expect(try await fixture.shops.revokeKey(id: key.id, shop: "fjordlicht", at: start))
    #expect(try await fixture.shops.revokeKey(id: key.id, shop: "fjordlicht", at: start) == false)
    #expect(try await fixture.shops.key(secret: "td_live_abc") == nil)
    #expect(try await fixture.shops.keys(shop: "fjordlicht").map(\.revokedAt) == [start])
  }

  @Test("A secret is stored as its SHA-256 only")
  func hash() async throws {
    // The example of FIPS 180-2, appendix B.1.
    #expect(APIKey.hash(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let fixture = try await Fixture.inMemory()
    try await fixture.shops.addKey(secret: "abc", shop: "fjordlicht", name: "till", at: start)
    let stored = try await fixture.database.read { connection in
      try connection.row("SELECT hash FROM api_key", []) { $0.text(0) }
    }
    #expect(stored == APIKey.hash(of: "abc"))
  }

  @Test("A key for an unknown shop is refused")
  func unknownShop() async throws {
    let fixture = try await Fixture.inMemory()
    await #expect(throws: StorageError.constraint("FOREIGN KEY constraint failed")) {
      try await fixture.shops.addKey(secret: "abc", shop: "nobody", name: "till", at: start)
    }
  }
}
