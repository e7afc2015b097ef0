import Foundation
import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Site

/// A JSON answer, for reading single values in tests.
private func member(_ answer: RunningSite.Answer, _ path: String...) throws -> JSONValue? {
  try value(answer, at: path)
}

private func text(_ answer: RunningSite.Answer, _ path: String...) throws -> String? {
  if case .string(let text) = try value(answer, at: path) { return text }
  return nil
}

private func value(_ answer: RunningSite.Answer, at path: [String]) throws -> JSONValue? {
  var value: JSONValue? = try JSONParser.parse(Array(answer.body.utf8))
  for name in path {
    switch value {
    case .array(let values): value = Int(name).flatMap { values.indices.contains($0) ? values[$0] : nil }
    case .object(let members): value = members.first { $0.name == name }?.value
    default: value = nil
    }
  }
  return value
}

@Suite struct ShipmentAPITests {
  private static let body = """
    {"number": "0034 0434 1610 9404 2557", "order": "4711", "promise": "2026-11-26", "postcode": "30449",
     "country": "de", "language": "DE", "order_value": "129.90", "currency": "eur", "items": [{"name": "Lampe", "quantity": 2}]}
    """

  @Test("a new shipment is 201 with its page; the same again is 200 with the same id")
  func create() async throws {
    try await RunningSite.run { site in
      let created = try await site.api(.post, "/v1/shipments", Self.body)
      #expect(created.status == 201)
      let id = try #require(try text(created, "id"))
      #expect(created.headers[.location] == "/v1/shipments/\(id)")
      #expect(try text(created, "carrier") == "dhl")
      #expect(try text(created, "number") == "00340434161094042557")
      #expect(try text(created, "language") == "de")
      #expect(try text(created, "country") == "DE")
      #expect(try text(created, "order_value") == "129.90")
      #expect(try text(created, "currency") == "EUR")
      let link = try #require(try text(created, "links", "page"))
      #expect(link.hasPrefix("https://track.fjordlicht.example/t/"))
      #expect(try await site.get(String(link.dropFirst("https://track.fjordlicht.example".count))).status == 200)
      let again = try await site.api(.post, "/v1/shipments", Self.body)
      #expect(again.status == 200)
      #expect(try text(again, "id") == id)
      #expect(try await site.shipments.find(ShipmentID(id))?.promise == CivilDate("2026-11-26"))
      let shown = try await site.api(.get, "/v1/shipments/\(id)")
      #expect(shown.status == 200)
      #expect(try text(shown, "items", "0", "name") == "Lampe")
    }
  }

  @Test("a shipment that a plain link began is adopted")
  func adopt() async throws {
    try await RunningSite.run { site in
      _ = try await site.get("/p/dhl/00340434161094042557")
      let begun = try #require(
        try await site.shipments.find(shop: "fjordlicht", carrier: "dhl", number: "00340434161094042557"))
      let answer = try await site.api(.post, "/v1/shipments", Self.body)
      #expect(answer.status == 200)
      #expect(try text(answer, "id") == begun.id.rawValue)
      #expect(try text(answer, "order") == "4711")
    }
  }

  @Test(
    "every wrong field is pointed at, with what was probably meant",
    arguments: [
      (#"{"number": 340434161094042557}"#, ["/number must be a string, found a number (put it in quotes)"]),
      ("{}", ["/number is missing"]),
      (#"{"number": "<x>"}"#, ["/number is no tracking number"]),
      (#"{"number": "00340434161094042557", "oder": "1"}"#, ["/oder unknown field (did you mean 'order'?)"]),
      (
        #"{"number": "00340434161094042557", "carrier": "dlh"}"#,
        ["/carrier is no carrier we know (did you mean 'dhl'?)"]
      ),
      (#"{"number": "ZZZZZZ"}"#, ["/carrier cannot be told from the number (name the carrier)"]),
      (#"{"number": "12345678901"}"#, ["/carrier cannot be told from the number: it could be"]),
      (
        #"{"number": "00340434161094042557", "promise": "2026-02-30", "country": "DEU", "language": "deutsch"}"#,
        ["/promise is no day", "/country is no country code", "/language is no language tag"]
      ),
      (
        #"{"number": "00340434161094042557", "items": [{"name": "", "quantity": 0}, 7, {"nam": "x"}]}"#,
        [
          "/items/0/name must have 1 to 200", "/items/0/quantity must be from 1", "/items/1 must be an object",
          "/items/2/name is missing", "/items/2/nam unknown field (did you mean 'name'?)",
        ]
      ),
      (
        #"{"number": "00340434161094042557", "order_value": "1,50", "currency": "EUR"}"#,
        ["/order_value is no amount (digits and a dot, as in 129.90)"]
      ),
      (#"{"number": "00340434161094042557", "order_value": "1"}"#, ["/currency is missing beside order_value"]),
      ("[]", [" must be an object, found an array"]),
    ])
  func wrongFields(body: String, expected: [String]) async throws {
    try await RunningSite.run { site in
      let answer = try await site.api(.post, "/v1/shipments", body)
      #expect(answer.status == 422)
      #expect(answer.headers[.contentType] == "application/problem+json")
      #expect(try text(answer, "type") == "/problems/invalid-fields")
      guard case .array(let errors) = try member(answer, "errors") else {
        Issue.record("no errors in \(answer.body)")
        return
      }
      let found = try errors.indices.map { index in
        let hint = try text(answer, "errors", "\(index)", "hint").map { " (\($0))" } ?? ""
        return try
          "\(text(answer, "errors", "\(index)", "pointer") ?? "") \(text(answer, "errors", "\(index)", "detail") ?? "")\(hint)"
      }
      #expect(found.count == expected.count, "\(found)")
      for beginning in expected { #expect(found.contains { $0.hasPrefix(beginning) }, "\(beginning) in \(found)") }
      #expect(try await site.shipments.list(shop: "fjordlicht").shipments.isEmpty)
    }
  }

  @Test(
    "a body that is no JSON says where",
    arguments: ["", "{", "{\"number\": }", "{'a': 1}", "nul", "{\"a\":1,\"a\":2}", "\u{1F4A9}"])
  func noJSON(body: String) async throws {
    try await RunningSite.run { site in
      let answer = try await site.api(.post, "/v1/shipments", body)
      #expect(answer.status == 400)
      #expect(try text(answer, "detail")?.hasPrefix("Byte ") == true)
    }
  }

  @Test("keys are needed; missing, mistyped and unknown ones are refused, and shops see their own only")
  func keys() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let path = "/v1/shipments/\(shipment.id.rawValue)"
      #expect(try await site.get(path).status == 401)
      #expect(try await site.api(.get, path, key: "tk_live_short").status == 401)
      #expect(try await site.api(.get, path, key: RunningSite.sampleSecret(seed: 3)).status == 401)
      let mistyped = String(RunningSite.secret.dropLast()) + (RunningSite.secret.hasSuffix("0") ? "1" : "0")
      let answer = try await site.api(.get, path, key: mistyped)
      #expect(answer.status == 401)
      #expect(try text(answer, "detail")?.contains("checksum") == true)
      #expect(try await site.api(.get, path, key: RunningSite.otherSecret).status == 404)
      #expect(try await site.api(.get, path).status == 200)
      #expect(try await site.api(.get, "/v1/shipments/unknown").status == 404)
    }
  }

  @Test("the list goes on by cursor and filters; wrong parameters are named")
  func list() async throws {
    try await RunningSite.run { site in
      for index in 0..<5 {
        try await site.add {
          $0.number = "0034043416109404255\(index)"
          $0.order = index < 2 ? "A 1" : "B"
          $0.status = index == 0 ? Status(.inTransit) : Status(.delivered)
        }
      }
      var path: String? = "/v1/shipments?limit=2"
      var ids: [String] = []
      while let next = path {
        let answer = try await site.api(.get, next)
        for index in 0..<2 { if let id = try text(answer, "shipments", "\(index)", "id") { ids.append(id) } }
        path = answer.headers[.link].map { String($0.dropFirst().prefix { $0 != ">" }) }
      }
      #expect(Set(ids).count == 5)
      let first = try await site.api(.get, "/v1/shipments?limit=1")
      let id = try #require(try text(first, "shipments", "0", "id"))
      let own = "https://track.fjordlicht.example" + site.path(ShipmentID(id))
      #expect(try text(first, "shipments", "0", "links", "page") == own)
      _ = try await site.shipments.revokeLinks(of: ShipmentID(id), scope: .shipment, at: RunningSite.noon)
      let renewed = try text(try await site.api(.get, "/v1/shipments?limit=1"), "shipments", "0", "links", "page")
      #expect(renewed == "https://track.fjordlicht.example" + site.path(ShipmentID(id), version: 2))
      let order = try await site.api(.get, "/v1/shipments?order=A+1&state=in_transit")
      #expect(try text(order, "shipments", "0", "number") == "00340434161094042550")
      #expect(try text(order, "shipments", "1", "number") == nil)
      let wrong = try await site.api(.get, "/v1/shipments?state=in-transit&limit=0&oder=1&cursor=x")
      #expect(wrong.status == 400)
      #expect(try text(wrong, "errors", "0", "hint") == "did you mean 'in_transit'?")
      #expect(try text(wrong, "errors", "2", "hint") == "did you mean 'order'?")
      #expect(try text(wrong, "errors", "3", "pointer") == "cursor")
    }
  }

  @Test("too large bodies and other kinds of them are refused")
  func limits() async throws {
    try await RunningSite.run { site in
      let large = "{\"number\": \"" + String(repeating: "1", count: 300_000) + "\"}"
      let refused = try await site.api(.post, "/v1/shipments", large)
      #expect(refused.status == 413)
      #expect(try await site.api(.post, "/v1/shipments", Self.body, type: "text/plain").status == 415)
      let deep = String(repeating: "[", count: 10_000)
      #expect(try await site.api(.post, "/v1/shipments", deep).status == 400)
    }
  }

  @Test("a table is stored row by row with a report")
  func table() async throws {
    try await RunningSite.run { site in
      let csv = "number;order;promise\n00340434161094042557;4711;2026-11-26\n;4712;\n00340434161094042558;4713;soon\n"
      let answer = try await site.api(.post, "/v1/shipments", csv, type: "text/csv; charset=utf-8")
      #expect(answer.status == 200)
      #expect(try member(answer, "created") == .number("1"))
      #expect(try member(answer, "refused") == .number("2"))
      #expect(try text(answer, "lines", "1", "errors", "0", "column") == "number")
      #expect(try text(answer, "lines", "2", "errors", "0", "column") == "promise")
      let again = try await site.api(.post, "/v1/shipments", csv, type: "text/csv")
      #expect(try member(again, "existing") == .number("1"))
      let broken = try await site.api(.post, "/v1/shipments", "nummer\n1", type: "text/csv")
      #expect(broken.status == 422)
      #expect(broken.body.contains("did you mean 'number'?"))
    }
  }
}
