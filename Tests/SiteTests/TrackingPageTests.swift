import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Site

@Suite struct TrackingPageTests {
  @Test("a link shows its shipment without what only the postcode unlocks")
  func levelZero() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let answer = try await site.get(site.path(shipment.id))
      #expect(answer.status == 200)
      #expect(answer.body.contains("00340434161094042557"))
      #expect(answer.body.contains("Fjordlicht"))
      #expect(!answer.body.contains("Weber"))
      #expect(!answer.body.contains("30449"))
      #expect(!answer.body.contains("Pendelleuchte"))
    }
  }

  @Test("unknown, wrong, revoked, ended and foreign links answer the same bytes and headers")
  func alike() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let ended = try await site.add {
        $0.number = "00340434161094042558"
        $0.stateSince = RunningSite.noon.adding(hours: -91 * 24)
      }
      let revoked = try await site.add { $0.number = "00340434161094042559" }
      _ = try await site.shipments.revokeLinks(of: revoked.id, scope: .shipment, at: RunningSite.noon)
      let good = site.path(shipment.id)
      let flipped = good.dropLast(3) + (good.hasSuffix("AAA") ? "BBB" : "AAA")
      var answers: [RunningSite.Answer] = []
      for path in [
        site.path(ShipmentID(String(repeating: "a", count: 32))), String(flipped), site.path(ended.id),
        site.path(revoked.id), "/t/x", "/t/" + String(repeating: "A", count: 43),
        "/t/" + String(repeating: "A", count: 5000),
        site.path(shipment.id, scope: .shipment, version: 2), "/t/%00%FF", good + "/7", "/nothing/here",
      ] {
        answers.append(try await site.get(path))
      }
      for answer in answers {
        #expect(answer.status == 404)
        #expect(answer.body == answers[0].body)
        #expect(answer.headers == answers[0].headers)
      }
      let foreign = try await site.get(good, host: "track.mohnblume.example")
      #expect(foreign.status == 404)
      #expect(try await site.get(good, host: "track.fjordlicht.example").status == 200)
    }
  }

  @Test("every answer carries the headers that keep a link private")
  func headers() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      for path in [
        site.path(shipment.id), "/t/wrong", "/robots.txt", "/v1/shipments", "/livez", "/p/123", "/problems/x",
      ] {
        let headers = try await site.get(path).headers
        #expect(headers[.cacheControl] == "private, no-store", "\(path)")
        #expect(headers[.xContentTypeOptions] == "nosniff", "\(path)")
        #expect(headers[.referrerPolicy] == "no-referrer", "\(path)")
        #expect(headers[.robots]?.contains("noindex") == true, "\(path)")
        #expect(headers[.openerPolicy] == "same-origin", "\(path)")
        #expect(headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true, "\(path)")
        #expect(headers[.date]?.hasSuffix(" GMT") == true, "\(path)")
      }
      let policy = try await site.get(site.path(shipment.id)).headers[.contentSecurityPolicy] ?? ""
      #expect(policy.contains("style-src 'sha256-"))
      #expect(!policy.contains("unsafe"))
    }
  }

  @Test("the language follows the link, then the order, then the header")
  func language() async throws {
    try await RunningSite.run { site in
      let plain = try await site.add()
      let english = try await site.add {
        $0.number = "00340434161094042558"
        $0.language = "en"
      }
      func language(_ path: String, _ accept: String? = nil) async throws -> String? {
        var headers: HTTPFields = [:]
        headers[.acceptLanguage] = accept
        return try await site.get(path, headers: headers).headers[.contentLanguage]
      }
      #expect(try await language(site.path(plain.id)) == "de")
      #expect(try await language(site.path(plain.id), "en") == "en")
      #expect(try await language(site.path(plain.id) + "?l=de", "en") == "de")
      #expect(try await language(site.path(english.id), "de") == "en")
      #expect(try await language(site.path(english.id) + "?l=fr", "de") == "en")
    }
  }

  @Test("a page is served from the cache until its shipment is committed")
  func cache() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add { $0.status = Status(.inTransit) }
      let path = site.path(shipment.id)
      let first = try await site.get(path).body
      #expect(try await site.get(path).body == first)
      var changed = shipment
      changed.status = Status(.delivered, .mailbox)
      changed.version += 1
      _ = try await site.shipments.commit(
        [Change(shipment: changed, baseVersion: shipment.version)], owner: nil, at: RunningSite.noon)
      #expect(try await site.get(path).body != first)
      _ = try await site.shipments.revokeLinks(of: shipment.id, scope: .shipment, at: RunningSite.noon)
      site.clock.advance(seconds: 11)
      #expect(try await site.get(path).status == 404)
    }
  }

  @Test("an order's link shows all its parcels and a page for each; a shipment's link shows its own only")
  func order() async throws {
    try await RunningSite.run { site in
      let first = try await site.add { $0.status = Status(.inTransit) }
      let second = try await site.add {
        $0.number = "00340434161094042558"
        $0.createdAt = RunningSite.noon.adding(seconds: 1)
      }
      let page = try #require(try await site.shipments.page(second.id))
      let link = try #require(site.orderPath(page))
      let answer = try await site.get(link)
      #expect(answer.status == 200)
      #expect(answer.body.contains(first.number) && answer.body.contains(second.number))
      #expect(try await site.get(link + "/1").body.contains(first.number))
      #expect(try await site.get(link + "/2").body.contains(second.number))
      #expect(try await site.get(link + "/3").status == 404)
      #expect(try await !site.get(site.path(first.id)).body.contains(second.number))
      let other = try #require(try await site.shipments.page(first.id))
      #expect(site.orderPath(other) == link)
    }
  }

  @Test(
    "HEAD gives the header of GET without a body, a method that a page does not take is said, odd queries do no harm")
  func methods() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let path = site.path(shipment.id)
      let whole = try await site.get(path)
      let head = try await site.head(path)
      #expect(head.status == 200)
      #expect(head.body.isEmpty)
      #expect(head.headers[.contentLength] == whole.headers[.contentLength])
      for path in [path, "/t/unknown", "/p/dhl/00340434161094042557", "/p/xyz/1"] {
        let refused = try await site.post(path, headers: [:], body: "")
        #expect(refused.status == 405)
        #expect(refused.headers[.allow] == "GET, HEAD")
      }
      #expect(try await site.post("/nowhere", headers: [:], body: "").status == 404)
      #expect(try await site.get(path + "?words").status == 200)
      #expect(try await site.get(path + "?" + String(repeating: "a&", count: 3000)).status == 200)
    }
  }
}
