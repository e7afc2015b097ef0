import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Site

@Suite("Requests come twice, and too often") struct RepetitionTests {
  private static let body = #"{"number": "00340434161094042557", "order": "4711"}"#
  private func key(_ key: String) -> HTTPFields { [.idempotencyKey: key] }

  @Test("The same request under the same key gets the first answer again, for a day")
  func again() async throws {
    try await RunningSite.run { site in
      let hook = #"{"url": "https://shop.example/hook"}"#
      let first = try await site.api(.post, "/v1/webhooks", hook, headers: key("a-1"))
      #expect(first.status == 201)
      #expect(first.headers[.replayed] == nil)
      let again = try await site.api(.post, "/v1/webhooks", hook, headers: key("\"a-1\""))
      #expect(again.status == 201)
      #expect(again.body == first.body)
      #expect(again.headers[.location] == first.headers[.location])
      #expect(again.headers[.replayed] == "true")
      #expect(try await site.database.read { try $0.integer("SELECT count(*) FROM webhook_endpoint") } == 1)
      site.clock.advance(seconds: 24 * 3600)
      let late = try await site.api(.post, "/v1/webhooks", hook, headers: key("a-1"))
      #expect(try late.text("id") != first.text("id"))
    }
  }

  @Test("Another request under a used key is refused, and so is a key that is none")
  func another() async throws {
    try await RunningSite.run { site in
      #expect(try await site.api(.post, "/v1/shipments", Self.body, headers: key("k")).status == 201)
      let other = try await site.api(.post, "/v1/shipments", Self.body + " ", headers: key("k"))
      #expect(other.status == 422)
      #expect(try other.text("type") == "/problems/idempotency-key-reused")
      for bad in ["\"\"", String(repeating: "k", count: 256), "a b"] {
        #expect(try await site.api(.post, "/v1/shipments", Self.body, headers: key(bad)).status == 400)
      }
    }
  }

  @Test("A request whose first is still under way is told so")
  func underWay() async throws {
    try await RunningSite.run { site in
      let answers = site.desk.answers
      let call = "POST\n/v1/shipments\napplication/json\n" + Self.body
      _ = try await answers.begin("k", request: Array(call.utf8), shop: "fjordlicht", at: site.clock.now)
      let answer = try await site.api(.post, "/v1/shipments", Self.body, headers: key("k"))
      #expect(answer.status == 409)
      #expect(try answer.text("type") == "/problems/request-under-way")
    }
  }

  @Test("A request that was refused frees its key")
  func freed() async throws {
    try await RunningSite.run { site in
      let refused = try await site.api(.post, "/v1/shipments", #"{"numer": "1"}"#, headers: key("k"))
      #expect(refused.status == 422)
      let mended = try await site.api(.post, "/v1/shipments", Self.body, headers: key("k"))
      #expect(mended.status == 201)
    }
  }

  @Test("Every answer says what is left of the minute; then 429 with the seconds to wait, for this key alone")
  func rates() async throws {
    try await RunningSite.run(perMinute: 2) { site in
      let first = try await site.api(.get, "/v1/shop")
      #expect(first.headers[.rateLimitPolicy] == "\"key\";q=2;w=60")
      #expect(first.headers[.rateLimit] == "\"key\";r=1;t=60")
      site.clock.advance(seconds: 20)
      #expect(try await site.api(.get, "/v1/shipments/none").headers[.rateLimit] == "\"key\";r=0;t=40")
      let refused = try await site.api(.get, "/v1/shop")
      #expect(refused.status == 429)
      #expect(refused.headers[.retryAfter] == "40")
      #expect(refused.headers[.rateLimit] == "\"key\";r=0;t=40")
      #expect(try await site.api(.get, "/v1/shop", key: RunningSite.otherSecret).status == 200)
      site.clock.advance(seconds: 40)
      #expect(try await site.api(.get, "/v1/shop").status == 200)
    }
  }

  @Test("An address that takes other methods says which")
  func methods() async throws {
    try await RunningSite.run { site in
      let answer = try await site.api(.put, "/v1/shipments/x")
      #expect(answer.status == 405)
      #expect(answer.headers[.allow] == "GET, PATCH, DELETE, HEAD")
      #expect(try await site.api(.post, "/v1/nothing").status == 404)
    }
  }
}
