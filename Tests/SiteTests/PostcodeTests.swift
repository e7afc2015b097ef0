import HTTPTypes
import Testing
import Tracking

@testable import Site

@Suite struct PostcodeTests {
  @Test("the right postcode unlocks this shipment for a day, by a signed cookie")
  func unlock() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let other = try await site.add { $0.number = "00340434161094042558" }
      let path = site.path(shipment.id)
      let granted = try await site.form(path + "/postcode", "postcode=30+449")
      #expect(granted.status == 303)
      #expect(granted.headers[.location] == path)
      let cookie = try #require(granted.headers[.setCookie])
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"))
      let pair = String(cookie.prefix { $0 != ";" })
      #expect(try await site.get(path, headers: [.cookie: pair]).body.contains("Weber"))
      #expect(try await site.get(path, headers: [.cookie: pair]).body.contains("Weber"))
      #expect(try await !site.get(path).body.contains("Weber"))
      #expect(try await !site.get(site.path(other.id), headers: [.cookie: pair]).body.contains("Weber"))
      let forged = pair.dropLast() + (pair.hasSuffix("A") ? "B" : "A")
      #expect(try await !site.get(path, headers: [.cookie: String(forged)]).body.contains("Weber"))
      site.clock.advance(seconds: 24 * 3600 + 1)
      #expect(try await !site.get(path, headers: [.cookie: pair]).body.contains("Weber"))
    }
  }

  @Test("over https the cookie is bound to the host and secure")
  func secureCookie() {
    let cookie = AccessCookie(masterKey: RunningSite.masterKey)
    let set = cookie.grant("shipment x", at: RunningSite.noon, isSecure: true)
    #expect(set.hasPrefix("__Host-t-"))
    #expect(set.hasSuffix("; Secure"))
    let pair = String(set.prefix { $0 != ";" })
    #expect(cookie.unlocks("shipment x", header: "a=b; " + pair, at: RunningSite.noon, isSecure: true))
    #expect(!cookie.unlocks("shipment x", header: pair, at: RunningSite.noon, isSecure: false))
    #expect(!cookie.unlocks("shipment y", header: pair, at: RunningSite.noon, isSecure: true))
  }

  @Test("five wrong postcodes lock the link, even for the right one; the lock opens again")
  func lock() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let path = site.path(shipment.id) + "/check"
      let before = try await site.get(site.path(shipment.id)).body
      for _ in 0..<4 {
        #expect(try await site.form(path, "postcode=10115").status == 422)
      }
      site.clock.advance(seconds: 11)
      #expect(try await site.get(site.path(shipment.id)).body == before)
      #expect(try await site.form(path, "postcode=10115").status == 429)
      #expect(try await site.form(path, "postcode=30449").status == 429)
      site.clock.advance(seconds: 15 * 60 + 1)
      #expect(try await site.form(path, "postcode=30449").status == 303)
    }
  }

  @Test("a neighborhood of addresses has a budget of wrong tries over all links")
  func neighborhood() {
    let lock = PostcodeLock()
    var granted = 0
    for index in 0..<200 {
      if case .open = lock.enter("link \(index)", from: "192.0.2.\(index % 250)", at: RunningSite.noon) { granted += 1 }
    }
    #expect(granted == 30)
    guard case .open = lock.enter("link", from: "198.51.100.1", at: RunningSite.noon) else {
      Issue.record("another neighborhood is not affected")
      return
    }
  }

  @Test("locks grow, so that a day allows about twenty guesses")
  func growing() {
    let lock = PostcodeLock()
    var tries = 0
    for minute in 0..<(24 * 60) {
      let now = RunningSite.noon.adding(seconds: Int64(minute) * 60)
      while case .open = lock.enter("link", from: nil, at: now) { tries += 1 }
    }
    #expect((15...25).contains(tries))
  }

  @Test("forms of other sites, broken bodies and links that lead nowhere change nothing")
  func bad() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let path = site.path(shipment.id) + "/postcode"
      let foreign = try await site.form(path, "postcode=30449", headers: [.fetchSite: "cross-site"])
      #expect(foreign.headers[.setCookie] == nil)
      let unknown = try await site.form("/t/unknown/postcode", "postcode=30449")
      #expect(unknown.status == 404)
      #expect(unknown.body == (try await site.get("/t/unknown").body))
      #expect(try await site.form(path, "").status == 422)
      #expect(try await site.form(path, "postcode=%ZZ").status == 422)
      #expect(try await site.form(path, String(repeating: "x", count: 100_000)).status == 422)
    }
  }

  @Test(
    "postcodes are compared as people write them",
    arguments: [
      ("30449", "30449", true), (" 30 449", "30449", true), ("D-30449", "30449", true), ("sw1a 1aa", "SW1A1AA", true),
      ("1234 ab", "1234AB", true), ("３０４４９", "30449", true), ("30448", "30449", false), ("", "30449", false),
      ("3044", "30449", false), ("30449", "", false), ("30449;drop", "30449", false), ("LV-1010", "1010", true),
    ])
  func postcodes(entered: String, stored: String, isSame: Bool) {
    #expect(Postcode.matches(entered, stored) == isSame)
  }
}
