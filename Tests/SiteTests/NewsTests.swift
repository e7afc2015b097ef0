import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Site

@Suite("News on request") struct NewsTests {
  /// Who is subscribed to what, as stored.
  private func stored(_ site: RunningSite) async throws -> [Row] {
    try await site.database.read { connection in
      try connection.rows(SQL("SELECT id, address, wishes, language, scope FROM subscription ORDER BY seq"), []) {
        row in
        Row(
          id: row.text(0) ?? "", address: row.text(1) ?? "", wishes: row.text(2) ?? "", language: row.text(3) ?? "",
          scope: row.text(4) ?? "")
      }
    }
  }

  private struct Row: Sendable, Hashable {
    var id, address, wishes, language, scope: String

    func link(_ scope: SubscriptionScope, _ site: RunningSite) throws -> String {
      let bytes = try #require(Hexadecimal.decode(id))
      let id = try #require(SubscriptionID(bytes: bytes))
      return "/n/\(scope.rawValue)/" + site.news.tokens.token(for: id, scope: scope)
    }

    func state(_ site: RunningSite) async throws -> Subscription {
      let bytes = try #require(Hexadecimal.decode(id))
      let id = try #require(SubscriptionID(bytes: bytes))
      return try #require(try await site.news.subscriptions.find(id))
    }
  }

  private func questions(_ site: RunningSite) async throws -> Int64 {
    try await site.database.read { try $0.integer(SQL("SELECT count(*) FROM delivery WHERE kind = 'confirm'"), []) }
      ?? 0
  }

  @Test("the form is on the page of a parcel that is under way, and on no page of a plain number")
  func offered() async throws {
    try await RunningSite.run { site in
      let coming = try await site.add { $0.status = Status(.inTransit) }
      let there = try await site.add { $0.number = "00340434161094042558" }
      let path = site.path(coming.id)
      #expect(try await site.get(path).body.contains("action=\"\(path)/notify?l=de\""))
      #expect(try await !site.get(site.path(there.id)).body.contains("/notify?"))
      #expect(try await !site.get("/p/dhl/\(coming.number)").body.contains("/notify?"))
      #expect(try await site.get(path + "/notify").body.contains("name=\"wishes\""))
      #expect(try await site.get("/t/wrong/notify").status == 404)
    }
  }

  @Test("whoever asks gets a question by mail and the same answer each time; only a POST says yes")
  func optIn() async throws {
    try await RunningSite.run { site in
      let parcel = try await site.add { $0.status = Status(.inTransit) }
      let path = site.path(parcel.id) + "/notify"
      let first = try await site.form(path, "mail=Anna%40Example.ORG&wishes=bad_only")
      let again = try await site.form(path, "mail=Anna%40Example.ORG&wishes=bad_only")
      #expect(first.status == 303)
      #expect(first.headers[.location] == path + "?sent")
      #expect(again.headers == first.headers)
      let row = try #require(try await stored(site).first)
      #expect(row.address == "Anna@example.org")
      #expect(row.wishes == "bad_only")
      #expect(row.language == "de")
      #expect(try await questions(site) == 1)
      let confirm = try row.link(.confirm, site)
      for _ in 0..<3 { #expect(try await site.get(confirm).status == 200) }
      #expect(try await site.head(confirm).status == 200)
      #expect(try await row.state(site).confirmedAt == nil)
      #expect(try await !site.get(confirm).body.contains("Anna@"))
      #expect(try await site.form(confirm, "").status == 200)
      #expect(try await row.state(site).isLive)
      let known = try await site.form(path, "mail=Anna%40Example.ORG&wishes=bad_only")
      #expect(known.headers == first.headers)
      #expect(try await stored(site).count == 1)
      let consents = try await site.news.subscriptions.consents(of: "anna@example.org")
      #expect(consents.map(\.event) == [.asked, .confirmed])
      #expect(consents.allSatisfy { $0.textVersion == "test" })
    }
  }

  @Test("no to the question ends it; a link of one kind opens no other; a forged one leads nowhere")
  func refused() async throws {
    try await RunningSite.run { site in
      let parcel = try await site.add { $0.status = Status(.inTransit) }
      _ = try await site.form(site.path(parcel.id) + "/notify", "mail=anna%40example.org")
      let row = try #require(try await stored(site).first)
      let token = try row.link(.confirm, site).dropFirst("/n/confirm/".count)
      #expect(try await site.form("/n/stop/\(token)", "").status == 404)
      #expect(try await site.form("/n/preferences/\(token)", "wishes=all").status == 404)
      #expect(try await site.get("/n/confirm/" + String(repeating: "A", count: 43)).status == 404)
      #expect(try await site.get(row.link(.confirm, site), host: "track.mohnblume.example").status == 404)
      #expect(try await row.state(site).stopAskedAt == nil)
      _ = try await site.form(row.link(.confirm, site), "no=1")
      #expect(try await row.state(site).stopAskedAt != nil)
      _ = try await site.form(row.link(.confirm, site), "")
      #expect(try await row.state(site).confirmedAt == nil)
    }
  }

  @Test("one click stops: a mail program's POST without cookie, referrer or page, and a visit does not")
  func oneClick() async throws {
    try await RunningSite.run { site in
      let parcel = try await site.add { $0.status = Status(.inTransit) }
      _ = try await site.form(site.path(parcel.id) + "/notify", "mail=anna%40example.org")
      let row = try #require(try await stored(site).first)
      _ = try await site.form(row.link(.confirm, site), "")
      let stop = try row.link(.stop, site)
      #expect(try await site.get(stop).body.contains("<form method=\"post\""))
      #expect(try await row.state(site).isLive)
      let answer = try await site.form(stop, "List-Unsubscribe=One-Click")
      #expect(answer.status == 200)
      let state = try await row.state(site)
      #expect(state.withdrawnAt == RunningSite.noon)
      #expect(try await site.get(stop).status == 200)
      #expect(try await site.form(row.link(.preferences, site), "wishes=all").status == 200)
      #expect(try await row.state(site).wishes == .important)
    }
  }

  @Test("one click stops also as multipart, which RFC 8058 permits")
  func oneClickMultipart() async throws {
    try await RunningSite.run { site in
      let parcel = try await site.add { $0.status = Status(.inTransit) }
      _ = try await site.form(site.path(parcel.id) + "/notify", "mail=anna%40example.org")
      let row = try #require(try await stored(site).first)
      let body =
        "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
      let answer = try await site.post(
        row.link(.stop, site), headers: [.contentType: "multipart/form-data; boundary=x"], body: body)
      #expect(answer.status == 200)
      #expect(try await row.state(site).stopAskedAt != nil)
    }
  }

  @Test("preferences change what is written about")
  func preferences() async throws {
    try await RunningSite.run { site in
      let parcel = try await site.add { $0.status = Status(.inTransit) }
      _ = try await site.form(site.path(parcel.id) + "/notify", "mail=anna%40example.org")
      let row = try #require(try await stored(site).first)
      #expect(try await site.form(row.link(.preferences, site), "wishes=all").status == 200)
      #expect(try await row.state(site).wishes == .all)
      #expect(try await site.form(row.link(.preferences, site), "wishes=everything").status == 200)
      #expect(try await row.state(site).wishes == .all)
    }
  }

  @Test(
    "an address that could end a header is none, and nothing is stored",
    arguments: [
      "anna", "a@b@example.org", "anna%40example.org%0D%0ABcc:all%40example.org", "a%20b%40example.org",
      "%3Ca%40b.c%3E",
      "", "anna%40example.org%00", "%22a%22%40example.org",
    ])
  func injection(mail: String) async throws {
    try await RunningSite.run { site in
      let parcel = try await site.add { $0.status = Status(.inTransit) }
      let answer = try await site.form(site.path(parcel.id) + "/notify", "mail=\(mail)")
      #expect(answer.status == 422)
      #expect(answer.body.contains("aria-invalid"))
      #expect(try await stored(site).isEmpty)
    }
  }

  @Test("a form posted two hundred times asks a few mailboxes, and the answer does not tell")
  func flood() async throws {
    try await RunningSite.run { site in
      let parcel = try await site.add { $0.status = Status(.inTransit) }
      let path = site.path(parcel.id) + "/notify"
      let first = try await site.form(path, "mail=a0%40example.org")
      for number in 1..<200 {
        let answer = try await site.form(path, "mail=a\(number)%40example.org")
        #expect(answer.headers == first.headers)
      }
      #expect(try await stored(site).count == 5)
      #expect(try await questions(site) == 5)
    }
  }

  @Test("an order's link takes orders for the order, the page of one parcel for that parcel")
  func orders() async throws {
    try await RunningSite.run { site in
      let first = try await site.add { $0.status = Status(.inTransit) }
      _ = try await site.add { $0.number = "00340434161094042558" }
      let page = try #require(try await site.shipments.page(first.id))
      let link = try #require(site.orderPath(page))
      _ = try await site.form(link + "/notify", "mail=anna%40example.org")
      _ = try await site.form(link + "/1/notify", "mail=anna%40example.org")
      #expect(try await stored(site).map(\.scope) == ["order", "shipment"])
      #expect(try await site.form(link + "/9/notify", "mail=anna%40example.org").status == 404)
    }
  }

  @Test("what was given for bad news stands on the page of the link, and on none for a number")
  func incentive() async throws {
    try await RunningSite.run { site in
      let parcel = try await site.add { $0.status = Status(.inTransit) }
      let rule = IncentiveRule(
        id: "late", kinds: [.delayLate], takesVoucher: true,
        texts: ["de": IncentiveText(title: "Das tut uns leid", text: "Etwas <auf> uns:", worth: "10 €")])
      try await site.news.incentives.save([rule], shop: parcel.shop)
      try await site.news.incentives.addVouchers(["DANKE-7K2M"], rule: "late", shop: parcel.shop)
      #expect(try await !site.get(site.path(parcel.id)).body.contains("DANKE-7K2M"))
      _ = try await site.news.incentives.grant(rule, to: parcel, for: .delayLate, at: RunningSite.noon)
      site.clock.advance(seconds: 11)
      let body = try await site.get(site.path(parcel.id)).body
      #expect(body.contains("DANKE-7K2M") && body.contains("Etwas &lt;auf&gt; uns:"))
      #expect(try await !site.get("/p/dhl/\(parcel.number)").body.contains("DANKE-7K2M"))
    }
  }
}
