import HTTPTypes
import Storage
import Testing
import Tracking

@testable import Site

@Suite("A shop corrects and removes shipments") struct ShipmentCorrectionTests {
  @Test("What is sent is altered, null clears, the rest stays; the shipment is judged anew")
  func patch() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add { $0.status = Status(.inTransit) }
      let path = "/v1/shipments/\(shipment.id.rawValue)"
      let page = site.path(shipment.id)
      _ = try await site.get(page)
      let answer = try await site.api(
        .patch, path, #"{"promise": "2026-11-30", "postcode": null, "items": []}"#,
        type: "application/merge-patch+json")
      #expect(answer.status == 200)
      #expect(try answer.text("promise") == "2026-11-30")
      #expect(try answer.text("postcode") == nil)
      #expect(try answer.text("order") == "4711")
      let stored = try #require(try await site.shipments.find(shipment.id))
      #expect(stored.items.isEmpty)
      #expect(stored.destination == Destination(country: "DE"))
      #expect(stored.nextAssessAt == site.clock.now)
      #expect(stored.version == shipment.version + 1)
      let worth = try await site.api(.patch, path, #"{"order_value": "20", "currency": "EUR"}"#)
      #expect(try worth.text("order_value") == "20")
      #expect(try await site.api(.patch, path, #"{"order_value": "30"}"#).text("currency") == "EUR")
      let last = try #require(try await site.shipments.find(shipment.id)).version
      // Nothing new: nothing is written.
      #expect(try await site.api(.patch, path, #"{"promise": "2026-11-30"}"#).status == 200)
      #expect(try await site.shipments.find(shipment.id)?.version == last)
    }
  }

  @Test("Number and carrier stay, and every wrong field is pointed at")
  func wrong() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let path = "/v1/shipments/\(shipment.id.rawValue)"
      let answer = try await site.api(
        .patch, path, #"{"number": "1", "promis": "2026-11-30", "country": "DEU", "order": 5}"#)
      #expect(answer.status == 422)
      #expect(
        Set(try answer.mistakes()) == [
          "/number cannot be altered (remove the shipment and hand in the right one)",
          "/promis unknown field (did you mean 'promise'?)",
          "/country is no country code (two letters, as in DE (ISO 3166-1))",
          "/order must be a string, found a number (put it in quotes)",
        ])
      #expect(try await site.api(.patch, path, "{}", type: "text/plain").status == 415)
      #expect(try await site.api(.patch, path, #"{"order": "1"}"#, key: RunningSite.otherSecret).status == 404)
      #expect(try await site.shipments.find(shipment.id)?.order == "4711")
    }
  }

  @Test("A removed shipment is gone, its page too, at once")
  func remove() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add()
      let path = "/v1/shipments/\(shipment.id.rawValue)"
      #expect(try await site.get(site.path(shipment.id)).status == 200)
      #expect(try await site.api(.delete, path, key: RunningSite.otherSecret).status == 404)
      let answer = try await site.api(.delete, path)
      #expect(answer.status == 204)
      #expect(answer.body.isEmpty)
      #expect(try await site.api(.delete, path).status == 404)
      #expect(try await site.get(site.path(shipment.id)).status == 404)
    }
  }
}
