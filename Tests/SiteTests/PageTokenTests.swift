import Crypto
import Foundation
import Storage
import Testing
import Tracking

@testable import Site

@Suite struct PageTokenTests {
  private let tokens = PageTokens(masterKey: SymmetricKey(data: Data(repeating: 1, count: 32)))
  private let id = ShipmentID("00112233445566778899aabbccddeeff")

  @Test("a token opens its own shipment, scope and version and nothing else")
  func opens() throws {
    let token = try #require(tokens.token(for: id, scope: .shipment, version: 1))
    #expect(token.utf8.count == 43)
    let claim = try #require(tokens.claim(token[...]))
    #expect(claim.id == id)
    #expect(tokens.verify(claim.tag, id: id, scope: .shipment, version: 1))
    #expect(!tokens.verify(claim.tag, id: id, scope: .shipment, version: 2))
    #expect(!tokens.verify(claim.tag, id: id, scope: .order, version: 1))
    #expect(!tokens.verify(claim.tag, id: "00112233445566778899aabbccddeefe", scope: .shipment, version: 1))
  }

  @Test("links lead to the shop's own host; the server's base serves shops that have none")
  func hosts() throws {
    let token = try #require(tokens.token(for: id, scope: .shipment, version: 1))
    var shop = Shop(id: "a", brand: Brand(name: "A", color: "#123456"), hosts: ["track.a.example", "b.example"])
    let links = PageLinks(tokens: tokens, publicBase: "https://server.example/")
    #expect(links.page(id, shop: shop, version: 1) == "https://track.a.example/t/" + token)
    shop.hosts = []
    #expect(links.page(id, shop: shop, version: 1) == "https://server.example/t/" + token)
    #expect(PageLinks(tokens: tokens).page(id, shop: shop, version: 1) == "/t/" + token)
  }

  @Test("another master key opens nothing")
  func otherKey() throws {
    let token = try #require(tokens.token(for: id, scope: .shipment, version: 1))
    let others = PageTokens(masterKey: SymmetricKey(data: Data(repeating: 2, count: 32)))
    let claim = try #require(others.claim(token[...]))
    #expect(!others.verify(claim.tag, id: claim.id, scope: .shipment, version: 1))
  }

  @Test("every single changed character ends a token")
  func tampering() throws {
    let token = try #require(tokens.token(for: id, scope: .order, version: 7))
    for index in token.indices {
      var changed = token
      changed.replaceSubrange(index...index, with: token[index] == "A" ? "B" : "A")
      guard let claim = tokens.claim(changed[...]) else { continue }
      #expect(!tokens.verify(claim.tag, id: claim.id, scope: .order, version: 7))
    }
  }

  @Test("a token shows neither the id nor that two belong together")
  func opaque() throws {
    let first = try #require(tokens.token(for: id, scope: .shipment, version: 1))
    let second = try #require(tokens.token(for: id, scope: .shipment, version: 2))
    let bytes = try #require(Base64URL.decode(first))
    #expect(!Hexadecimal.encode(bytes).contains(id.rawValue))
    #expect(zip(first, second).count { $0 == $1 } < 20)
  }

  @Test(
    "what no token could be is refused before any look-up",
    arguments: [
      "", "x", String(repeating: "A", count: 42), String(repeating: "A", count: 44), String(repeating: "+", count: 43),
      String(repeating: "é", count: 43),
    ])
  func malformed(text: String) {
    #expect(tokens.claim(text[...]) == nil)
  }

  @Test(
    "ids that are not 128 bits in hexadecimal have no token",
    arguments: ["", "1", "order-1", "00112233445566778899AABBCCDDEEFF"])
  func otherIDs(text: String) {
    #expect(tokens.token(for: ShipmentID(text), scope: .shipment, version: 1) == nil)
  }

  @Test("a page ends 90 days after the parcel came to its end, and never before that")
  func expiry() {
    var shipment = Shipment(id: id, shop: "s", carrier: "dhl", number: "1", createdAt: Timestamp(seconds: 0))
    let end = Timestamp(seconds: 1_000_000)
    #expect(!LinkExpiry.isOver(shipment, at: end.adding(hours: 10_000)))
    shipment.status = Status(.delivered)
    shipment.stateSince = end
    #expect(!LinkExpiry.isOver(shipment, at: end.adding(hours: 90 * 24)))
    #expect(LinkExpiry.isOver(shipment, at: end.adding(hours: 90 * 24).adding(seconds: 1)))
  }

  @Test("secrets of the API carry their own checksum and 160 random bits")
  func secrets() {
    var generator = SplitMix(seed: 9)
    let secret = APISecret.make(using: &generator)
    #expect(secret.hasPrefix("tk_live_"))
    #expect(secret.utf8.count == 46)
    #expect(APISecret.isWellFormed(secret))
    #expect(APISecret.make(using: &generator) != secret)
    for index in secret.indices {
      var changed = secret
      changed.replaceSubrange(index...index, with: secret[index] == "0" ? "1" : "0")
      #expect(!APISecret.isWellFormed(changed))
    }
  }
}
