import Foundation
import HTTPTypes
import Testing

@testable import Site

@Suite("What the operator's machines are answered") struct OperatorViewTests {
  private static func view(loop: String? = nil) -> OperatorView {
    var view = OperatorView()
    view.checks = [OperatorView.Check("poll loops") { loop }]
    view.metrics = { "figure 1\n" }
    return view
  }

  @Test("Ready says each check by its name")
  func ready() async throws {
    try await RunningSite.run(view: Self.view()) { site in
      let answer = try await site.get("/readyz")
      #expect(answer.status == 200)
      #expect(answer.body == "database: ok\npoll loops: ok\n")
      #expect(try await site.get("/livez").status == 200)
    }
  }

  @Test("A failed check makes 503 and says which, while the program is alive")
  func failed() async throws {
    try await RunningSite.run(view: Self.view(loop: "one has not turned for 31 s")) { site in
      let answer = try await site.get("/readyz")
      #expect(answer.status == 503)
      #expect(answer.body == "database: ok\npoll loops: failed: one has not turned for 31 s\n")
      #expect(try await site.get("/livez").status == 200)
    }
  }

  @Test("Metrics are there for this machine, and nowhere else")
  func metrics() async throws {
    try await RunningSite.run(view: Self.view()) { site in
      let answer = try await site.get("/metrics")
      #expect(answer.status == 200)
      #expect(answer.body == "figure 1\n")
      #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
      // A proxy on this machine passes on what anybody asks.
      #expect(try await site.get("/metrics", headers: [.forwardedFor: "203.0.113.9"]).status == 404)
      #expect(try await site.get("/metrics", host: "track.fjordlicht.example").status == 404)
    }
    try await RunningSite.run { site in
      let answer = try await site.get("/metrics")
      #expect(answer.status == 404)
    }
  }

  @Test(
    "Readers are loopback and the listed addresses, never through a proxy",
    arguments: [
      ("127.0.0.1", "127.0.0.1", false, true), ("::1", "[::1]", false, true), ("127.0.0.1", "localhost", false, true),
      ("127.0.0.1", "localhost", true, false), ("127.0.0.1", "track.example.com", false, false),
      ("10.1.2.3", "tidings.internal", false, true), ("10.1.2.3", "tidings.internal", true, false),
      ("10.2.2.3", "localhost", false, false), (nil, "localhost", false, false),
    ] as [(String?, String, Bool, Bool)])
  func readers(_ peer: String?, _ host: String, _ isForwarded: Bool, _ may: Bool) {
    var view = Self.view()
    view.readers = ["10.1.0.0/16"].compactMap { AddressBlock($0) }
    #expect(view.mayRead(peer: peer, host: host, isForwarded: isForwarded) == may)
  }

  @Test("A new book of carriers is read from the next request on")
  func shelf() throws {
    let shelf = CarrierShelf(try CarrierBook(rules: []) { _, _ in 0 })
    #expect(shelf.book.ids.isEmpty)
    shelf.replace(try RunningSite.book(quota: 1))
    #expect(!shelf.book.ids.isEmpty)
  }
}
