import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Site

@Suite struct PlainLinkTests {
  private static let number = "00340434161094042557"

  @Test("a plain link begins a shipment on first sight and answers alike until data comes")
  func begins() async throws {
    try await RunningSite.run { site in
      let unknown = try await site.get("/p/dhl/\(Self.number)")
      #expect(unknown.status == 200)
      let begun = try #require(
        try await site.shipments.find(shop: "fjordlicht", carrier: "dhl", number: Self.number))
      #expect(begun.source == .link)
      site.clock.advance(seconds: 11)
      let again = try await site.get("/p/dhl/\(Self.number)")
      #expect(again.body == unknown.body)
      #expect(try await site.shipments.list(shop: "fjordlicht").shipments.count == 1)
    }
  }

  @Test("a number that a shop handed in answers like one that nobody knows")
  func alike() async throws {
    try await RunningSite.run { site in
      try await site.add { $0.lastSeenAt = nil }
      let known = try await site.get("/p/dhl/\(Self.number)")
      let unknown = try await site.get("/p/dhl/00340434161094042558")
      #expect(known.status == unknown.status)
      #expect(known.body == unknown.body.replacing("00340434161094042558", with: Self.number))
    }
  }

  @Test("a number without data looks the same whatever its carrier and its shop said of the postcode, by every path")
  func postcodeAlike() async throws {
    try await RunningSite.run(mayWantPostcode: true) { site in
      let numbers = (50..<54).map { "003404341610940425\($0)" }
      func add(_ number: String, _ postcode: String?, _ outcome: Outcome?) async throws {
        try await site.add {
          $0.number = number
          $0.status = .pending
          $0.lastSeenAt = nil
          $0.destination.postalCode = postcode
          $0.lastOutcome = outcome?.name
        }
      }
      try await add(numbers[0], nil, .postcodeRequired)
      try await add(numbers[1], "30449", .notFound)
      try await add(numbers[2], "30449", .postcodeRequired)
      for prefix in ["/p/dhl/", "/p/"] {
        var bodies: [String] = []
        for number in numbers {
          bodies.append(try await site.get(prefix + number).body.replacing(number, with: "NUMBER"))
        }
        #expect(Set(bodies).count == 1)
        #expect(bodies[0].contains("action=\"\(prefix)NUMBER/check\""))
        for number in numbers {
          let entered = try await site.form(prefix + number + "/check", "postcode=10115")
          #expect((entered.status, entered.headers[.location]) == (303, prefix + number))
          site.clock.advance(seconds: 11)
          #expect(try await site.get(prefix + number).body.replacing(number, with: "NUMBER") == bodies[0])
        }
      }
    }
  }

  @Test("a number that no carrier's look like leads nowhere until its data comes, also where a shop gave it")
  func unlike() async throws {
    try await RunningSite.run { site in
      try await site.add {
        $0.number = "ABCDEFGHIJ"
        $0.lastSeenAt = nil
      }
      let unknown = try await site.get("/p/KLMNOPQRST")
      let given = try await site.get("/p/ABCDEFGHIJ")
      #expect((given.status, given.body) == (unknown.status, unknown.body))
      try await site.add { $0.number = "UVWXYZABCD" }
      #expect(try await site.get("/p/UVWXYZABCD").status == 200)
    }
  }

  @Test("with data it shows the parcel, never the order, the items, a voucher or the page's token")
  func data() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let answer = try await site.get("/p/\(Self.number)")
      #expect(answer.status == 200)
      #expect(answer.body.contains(Self.number))
      for secret in ["Weber", "30449", "Pendelleuchte", "4711", "/t/", site.path(shipment.id)] {
        #expect(!answer.body.contains(secret), "\(secret)")
      }
    }
  }

  @Test("blanks, hyphens and small letters in a number do not matter; the form leads to it")
  func spelling() async throws {
    try await RunningSite.run { site in
      try await site.add()
      #expect(try await site.get("/p/0034-0434%201610%2094042557").body.contains(Self.number))
      let looked = try await site.form("/p", "number=0034+0434+1610+9404+2557")
      #expect(looked.status == 303)
      #expect(looked.headers[.location] == "/p/\(Self.number)")
      #expect(try await site.form("/p", "number=%3Cscript%3E").status == 404)
    }
  }

  @Test(
    "what is no number of a known carrier leads nowhere",
    arguments: [
      "/p/xyz/123456", "/p/dhl/a%2Fb", "/p/1", "/p/%E2%82%AC%E2%82%AC%E2%82%AC%E2%82%AC", "/p/ABCDEFGHIJ", "/p",
    ])
  func nowhere(path: String) async throws {
    try await RunningSite.run { site in
      let answer = try await site.get(path)
      #expect(answer.status == 404)
      #expect(try await site.shipments.list(shop: "fjordlicht").shipments.isEmpty)
    }
  }

  @Test("at most a fifth of the day's quota is begun by plain links; the page does not show it")
  func budget() async throws {
    try await RunningSite.run(quota: 15) { site in
      for index in 0..<8 {
        let answer = try await site.get("/p/dhl/0034043416109404255\(index)")
        #expect(answer.status == 200)
      }
      #expect(try await site.shipments.list(shop: "fjordlicht").shipments.count == 3)
      site.clock.advance(seconds: 86_400)
      _ = try await site.get("/p/dhl/00340434161094042559")
      #expect(try await site.shipments.list(shop: "fjordlicht").shipments.count == 4)
    }
  }

  @Test("one neighborhood cannot use up the budget of all")
  func neighborhood() async throws {
    try await RunningSite.run(quota: 100_000) { site in
      for index in 10..<60 {
        _ = try await site.get(
          "/p/dhl/003404341610940425\(index)", headers: [.forwardedFor: "203.0.113.\(index)"])
      }
      #expect(try await site.shipments.list(shop: "fjordlicht").shipments.count == 20)
      _ = try await site.get("/p/dhl/00340434161094042599", headers: [.forwardedFor: "198.51.100.7"])
      #expect(try await site.shipments.list(shop: "fjordlicht").shipments.count == 21)
    }
  }

  @Test("a carrier without an account is not asked, and its own page is offered where there is one")
  func noAccount() async throws {
    try await RunningSite.run(quota: 0) { site in
      let answer = try await site.get("/p/dhl/\(Self.number)")
      #expect(answer.status == 200)
      #expect(answer.body.contains("https://www.dhl.de/?piececode=\(Self.number)"))
      #expect(try await site.shipments.list(shop: "fjordlicht").shipments.isEmpty)
    }
  }

  @Test("where the carrier wants the postcode the page takes it once and never shows it")
  func postcode() async throws {
    try await RunningSite.run(mayWantPostcode: true) { site in
      let path = "/p/dhl/\(Self.number)"
      // What a shop gave us waits for the carrier's word before it takes one.
      let given = try await site.add {
        $0.number = "00340434161094042558"
        $0.lastSeenAt = nil
        $0.destination.postalCode = nil
      }
      #expect(try await site.form("/p/dhl/\(given.number)/check", "postcode=30449").status == 303)
      #expect(try await site.shipments.find(given.id)?.destination.postalCode == nil)
      _ = try await site.get(path)
      var begun = try #require(
        try await site.shipments.find(shop: "fjordlicht", carrier: "dhl", number: Self.number))
      let base = begun.version
      begun.lastOutcome = Outcome.postcodeRequired.name
      begun.nextPollAt = nil
      begun.version += 1
      _ = try await site.shipments.commit(
        [Change(shipment: begun, baseVersion: base)], owner: nil, at: RunningSite.noon)
      #expect(try await site.get(path).body.contains("action=\"\(path)/check\""))
      let taken = try await site.form(path + "/check", "postcode=D-30+449")
      #expect(taken.status == 303)
      #expect(taken.headers[.location] == path)
      let stored = try #require(try await site.shipments.find(begun.id))
      #expect(stored.destination.postalCode == "D30449")
      #expect(stored.nextPollAt == RunningSite.noon)
      _ = try await site.form(path + "/check", "postcode=10115")
      #expect(try await site.shipments.find(begun.id)?.destination.postalCode == "D30449")
      #expect(try await !site.get(path).body.contains("30449"))
    }
  }
}
