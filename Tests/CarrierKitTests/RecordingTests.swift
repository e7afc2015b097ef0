import CarrierKit
import HTTPTypes
import Testing
import Tracking

/// What `carriers record` keeps of a real answer.
@Suite struct RecordingTests {
  private static let now = Timestamp(seconds: 1_780_000_000)

  private static func text(_ recorded: RecordedCase, _ name: String) throws -> String {
    try #require(recorded.files.first { $0.name == name }?.text, "\(name)")
  }

  private static let personal = ["Erika", "Mustermann", "Heidestr", "51147", "0171", "e@example.com", "7654321", "k&1"]

  @Test("Names, addresses, words, number and secrets go; what decides stays and reads the same")
  func json() throws {
    let api = try Manifest.api(
      request:
        "      url: 'https://h.example/p/{number}'\n      query: { zip: '{postcode}' }\n      headers: { K: '{secret.key}' }"
    )
    let body = """
      {"parcels": [{"id": "7654321", "to": {"name": "Erika Mustermann", "street": "Heidestr. 17", "zip": "51147", "mail": "e@example.com", "phone": 491701234567},
        "weight": 1.2, "events": [{"time": "2026-05-01T10:00:00", "code": "D1", "text": "Delivered to Mustermann, 0171 2345", "city": "Köln", "country": "DE"},
        {"time": "2026-04-30T10:00:00", "code": "A1", "text": "On its way", "country": "DE"}]}], "note": "key k&1 of Erika"}
      """
    let recorded = RecordedCase(
      api: api, ask: Ask(number: "7654321", postalCode: "51147"),
      answers: [
        CarrierAnswer(
          status: 200, headers: [.server: "secret-host", .contentType: "application/json"], body: Array(body.utf8))
      ],
      token: nil, secrets: ["key": "k&1"], sample: "7000001", now: Self.now)
    #expect(recorded.differences.isEmpty)
    for file in recorded.files {
      for word in Self.personal { #expect(!file.text.contains(word), "\(file.name): \(word)") }
      #expect(!file.text.contains("4917012"))
    }
    let response = try Self.text(recorded, "response.http")
    for kept in ["\"D1\"", "\"2026-05-01T10:00:00\"", "\"DE\"", "\"7000001\"", "Content-Type"] {
      #expect(response.contains(kept), "\(kept)")
    }
    #expect(!response.contains("secret-host"))
    let request = try Self.text(recorded, "request.http")
    #expect(request.hasPrefix("GET /p/7000001?zip=10115 HTTP/1.1\nHost: h.example\n"))
    #expect(request.contains("secret-key"))
    #expect(try Self.text(recorded, "expected.json") == "[{\"number\": \"7000001\", \"outcome\": \"tracked\"}]\n")
  }

  @Test("XML keeps its shape: attributes, CDATA and the document within; words of a text rule stand for the text")
  func xml() throws {
    let text = Manifest.text(id: "one")
      .replacing(
        "    read:\n",
        with:
          "    texts:\n      - { contains: handed over, state: delivered }\n    read:\n      format: xml\n      inner: box\n"
      )
      .replacing("when: parcels", with: "when: box/parcels").replacing(
        "shipments: parcels", with: "shipments: box/parcels")
    let carrier = try CarrierCatalog.decode(text, file: "carrier.yaml", folder: "one")
    let api = try #require(carrier.apis.first)
    let body = """
      <r xmlns:a="urn:Erika"><!-- Erika --><box>&lt;parcels who="Erika"&gt;&lt;id&gt;7654321&lt;/id&gt;&lt;events&gt;&lt;time&gt;2026-05-01T10:00:00&lt;/time&gt;&lt;text&gt;Handed over to Erika&lt;/text&gt;&lt;/events&gt;&lt;/parcels&gt;</box><to><![CDATA[Erika Mustermann]]></to></r>
      """
    let recorded = RecordedCase(
      api: api, ask: Ask(number: "7654321"), answers: [CarrierAnswer(status: 200, body: Array(body.utf8))], token: nil,
      secrets: ["key": "k"], sample: "7000001", now: Self.now)
    #expect(recorded.differences.isEmpty)
    let response = try Self.text(recorded, "response.http")
    #expect(response.replacing("urn:Erika", with: "").contains("Erika") == false)
    #expect(response.contains("handed over") && response.contains("<![CDATA[x]]>"))
  }

  @Test("What was taken out and is needed is told, never kept in silence")
  func needed() throws {
    // The condition looks at a word that stands in no table.
    let text = Manifest.text(id: "one").replacing("when: parcels", with: "when: \"string-length(parcels/owner) > 5\"")
    let api = try #require(try CarrierCatalog.decode(text, file: "carrier.yaml", folder: "one").apis.first)
    let body =
      #"{"parcels": [{"id": "1234567", "owner": "Mustermann", "events": {"time": "2026-05-01T10:00:00", "code": "D1"}}]}"#
    let recorded = RecordedCase(
      api: api, ask: Ask(number: "1234567"), answers: [CarrierAnswer(status: 200, body: Array(body.utf8))], token: nil,
      secrets: ["key": "k"], sample: "7000001", now: Self.now)
    #expect(recorded.differences.contains("outcome"))
  }

  @Test("Steps and a login's values are recorded under their names")
  func steps() throws {
    let api = try #require(Project.loaded.catalog["swisspost"]?.apis.first)
    let shipment =
      #"[{"shipmentNumber": "994170288010417028", "globalStatus": "IN_DELIVERY", "lastEventDateTime": "2026-11-19T18:20:00+01:00", "addressee": {"zip": "3012", "city": "Bern", "name": "Erika"}, "senderCountry": "CH"}]"#
    let recorded = RecordedCase(
      api: api, ask: Ask(number: "994170288010417028"),
      answers: [
        CarrierAnswer(status: 200, body: Array(#"{"hash": "d3adb33f"}"#.utf8)),
        CarrierAnswer(status: 200, body: Array(shipment.utf8)),
      ], token: Token(value: "csrf9", expires: Self.now.adding(hours: 1), carried: ["user": "u9", "cookies": "s=9"]),
      secrets: [:], sample: "995041702900104170", now: Self.now)
    #expect(recorded.differences.isEmpty)
    #expect(
      recorded.files.map(\.name).sorted() == [
        "case.yaml", "expected.json", "request.http", "response.http", "step-1.request.http", "step-1.response.http",
      ])
    for file in recorded.files {
      for word in ["d3adb33f", "csrf9", "u9", "s=9", "Bern", "Erika", "994170288010417028"] {
        #expect(!file.text.contains(word), "\(file.name): \(word)")
      }
    }
    #expect(try Self.text(recorded, "request.http").contains("/not-included/step-hash?userId=login-user"))
  }
}
