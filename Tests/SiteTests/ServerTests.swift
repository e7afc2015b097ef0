import Glibc
import Testing
import Tracking

@testable import Site

@Suite struct ServerTests {
  @Test("an inherited socket is served like an address")
  func inherited() async throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(bound == 0 && listen(descriptor, 16) == 0)
    try await RunningSite.run(listen: .inherited(descriptor: descriptor)) { site in
      let answer = try await site.get("/livez")
      #expect(answer.status == 200)
      #expect(answer.body == "alive\n")
    }
  }

  @Test("readiness asks the database; robots stay out; problems explain themselves")
  func health() async throws {
    try await RunningSite.run { site in
      let ready = try await site.get("/readyz")
      #expect(ready.status == 200)
      #expect(ready.body == "database: ok\n")
      #expect(try await site.get("/robots.txt").body.contains("Disallow: /"))
      #expect(try await site.get("/problems/invalid-fields").body.hasPrefix("invalid-fields (422)"))
      #expect(try await site.get("/problems/nothing").status == 404)
    }
  }

  @Test("hosts without a page of their own show the default shop's; other shops have theirs")
  func hosts() async throws {
    try await RunningSite.run { site in
      let own = try await site.get("/t/x", host: "TRACK.mohnblume.example:443").body
      #expect(own.contains("Mohnblume"))
      #expect(try await site.get("/t/x", host: "somewhere.example").body.contains("Fjordlicht"))
    }
  }

  @Test(
    "the reader's address is believed from listed proxies only, up to the first that is none",
    arguments: [
      ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
      ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
      ("10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
      ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
      ("10.0.0.1", "10.0.0.3", "10.0.0.1"),
      ("10.0.0.1", "unknown", "10.0.0.1"),
      ("::ffff:10.0.0.1", "2001:db8::1", "2001:db8::1"),
    ])
  func forwarded(peer: String, header: String, expected: String) {
    let proxies = ["10.0.0.0/8"].compactMap { AddressBlock($0) }
    #expect(ClientAddress.of(peer: peer, forwarded: header, proxies: proxies) == expected)
  }

  @Test(
    "neighborhoods are /24 and /56",
    arguments: [
      ("192.0.2.1", "192.0.2.254", true), ("192.0.2.1", "192.0.3.1", false),
      ("2001:db8:0:100::1", "2001:db8:0:1ff::9", true),
      ("2001:db8:0:100::1", "2001:db8:0:200::1", false), ("::ffff:192.0.2.1", "192.0.2.9", true),
    ])
  func neighborhoods(left: String, right: String, isSame: Bool) throws {
    let first = try #require(AddressBlock.neighborhood(of: left))
    #expect((AddressBlock.neighborhood(of: right) == first) == isSame)
  }

  @Test(
    "what is no address or block is refused",
    arguments: ["", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0", "a/8", "1.2.3.4/8/9"])
  func noAddress(text: String) {
    #expect(AddressBlock(text) == nil)
  }

  @Test("dates are written as RFC 9110 wants them")
  func dates() {
    #expect(HTTPDate.format(Timestamp(seconds: 784_111_777)) == "Sun, 06 Nov 1994 08:49:37 GMT")
  }
}
