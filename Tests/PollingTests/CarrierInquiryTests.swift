import CarrierKit
import Foundation
import HTTPTypes
import Synchronization
import Testing
import Tracking
import VirtualTime

@testable import Polling

/// Real manifests, a carrier in a closure.
@Suite struct CarrierInquiryTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Carriers").path

  private func inquiry(
    _ carrier: String, _ api: String, secrets: [String: String], transport: @escaping CarrierTransport
  ) throws -> CarrierInquiry {
    let loaded = try CarrierCatalog.load(folder: Self.folder + "/" + carrier)
    let rules = try #require(loaded.api(api))
    let account = CarrierAccount(carrier: loaded.id, api: api, secrets: secrets)
    return CarrierInquiry(api: rules, account: account, clock: VirtualClock(), transport: transport)
  }

  @Test("What the transport throws is an outcome of every number, in its words")
  func failure() async throws {
    struct Down: Error, CustomStringConvertible { let description = "not connected: nobody home" }
    let inquiry = try inquiry("dhl", "unified", secrets: ["api_key": "k"]) { _, _ in throw Down() }
    let reply = try #require(await inquiry.ask([Ask(number: "00340434292135100186")]))
    #expect(reply.observations.map(\.outcome) == [.unavailable("not connected: nobody home")])
    #expect(reply.requests == 1)
  }

  @Test("Nothing is known after a cancellation")
  func cancelled() async throws {
    let inquiry = try inquiry("dhl", "unified", secrets: ["api_key": "k"]) { _, _ in throw CancellationError() }
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await inquiry.ask([Ask(number: "00340434292135100186")]) == nil
    }
    #expect(await task.value)
  }

  @Test("An expired token is replaced by one login and the request sent again, once")
  func refresh() async throws {
    struct Seen {
      var logins = 0
      var refused = 0
      var accepted = 0
    }
    let seen = Mutex(Seen())
    let catalog = CarrierCatalog.load(directories: [Self.folder]).catalog
    let candidates = catalog.sorted.flatMap { carrier in carrier.apis.filter { $0.login != nil } }
    let api = try #require(candidates.first { $0.carrier == "gls" } ?? candidates.first)
    let secrets = Dictionary(uniqueKeysWithValues: api.secrets.map { ($0, "s") })
    let account = CarrierAccount(carrier: api.carrier, api: api.id, secrets: secrets)
    let inquiry = CarrierInquiry(api: api, account: account, clock: VirtualClock()) { request, _ in
      let bearer = request.headerFields[.authorization] ?? ""
      if !bearer.hasPrefix("Bearer") {
        let number = seen.withLock { seen in
          seen.logins += 1
          return seen.logins
        }
        let body = #"{"access_token":"token\#(number)","token_type":"Bearer","expires_in":14400}"#
        return (HTTPResponse(status: .ok, headerFields: [.contentType: "application/json"]), Array(body.utf8))
      }
      let isOld = bearer == "Bearer token1"
      seen.withLock { if isOld { $0.refused += 1 } else { $0.accepted += 1 } }
      return (
        HTTPResponse(status: isOld ? .unauthorized : .notFound, headerFields: [.contentType: "application/json"]),
        Array("{}".utf8)
      )
    }
    // The first token is good when it is got; it is the second exchange that finds it refused.
    _ = await inquiry.ask([Ask(number: "1")])
    let reply = try #require(await inquiry.ask([Ask(number: "2")]))
    let end = seen.withLock { $0 }
    #expect(end.logins == 2)
    #expect(end.refused >= 1 && end.accepted >= 1)
    #expect(reply.observations.count == 1)
    #expect(reply.observations.first?.outcome != .badCredentials)
  }
}
