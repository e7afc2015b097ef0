import Sandbox
import Storage
import Testing
import Tracking
import VirtualTime

@testable import tidings

/// Carriers that fail, over real sockets: what was known stays, the failure is counted, the next try is planned, the
/// daemon answers, and when the carrier is well again the parcel goes on.
@Suite(.serialized) struct FaultTests {
  /// Faults that leave nothing to read, with the outcomes that they may become.
  static let broken: [(SandboxFault, Set<String>)] = [
    (.hang, ["unavailable"]), (.closeMidBody, ["unavailable"]), (.serverError, ["unavailable"]),
    (.htmlPage, ["unreadable"]), (.truncated, ["unreadable"]), (.tenMegabytes, ["unavailable", "unreadable"]),
    (.wrongCharset, ["unreadable"]),
  ]

  /// A parcel through each API, on its way since 30 hours.
  private static func run(_ body: @Sendable @escaping (World, [Shipment]) async throws -> Void) async throws {
    let parcels = try SandboxAPI.allCases.enumerated().map { index, api in
      let number = try #require(SandboxNumbers.number(api.carrier, serial: 500 + index))
      return SandboxParcel(
        number: number,
        journey: Journey(
          .onTime, carrier: api.carrier, start: InProcess.start, seed: UInt64(index),
          destination: City("Köln", "50769")))
    }
    let start = InProcess.start.adding(hours: 29)
    let shipments = parcels.map { parcel in
      Shipment(
        id: Program.newID(), shop: World.shop.id, carrier: parcel.journey.carrier, number: parcel.number,
        destination: Destination(country: "DE", postalCode: parcel.postalCode), createdAt: start)
    }
    try await World.run(
      at: start, speed: 7200, sandbox: parcels, shipments: Array(zip(shipments, SandboxAPI.allCases))
    ) { world in
      try await world.clock.run(until: start.adding(hours: 1))
      for shipment in shipments {
        #expect(try await world.stored(shipment).status.state == .inTransit)
      }
      try await body(world, shipments)
    }
  }

  /// Hours after the label, on the clock of the parcels.
  private static func hour(_ hour: Double) -> Timestamp { InProcess.start.adding(seconds: Int64(hour * 3600)) }

  private static func expectDelivered(_ shipments: [Shipment], in world: World) async throws {
    try await world.clock.run(until: hour(52))
    for shipment in shipments {
      let stored = try await world.stored(shipment)
      #expect(stored.status.state == .delivered, "\(shipment.carrier): \(stored.lastOutcome ?? "-")")
      #expect(stored.failures == 0)
      let news = try await world.shipments.news(of: shipment.id)
      #expect(news.count { $0.news.kind == .shipmentDelivered } == 1)
    }
  }

  @Test("a carrier that fails alters nothing, and its return is noticed", arguments: broken.map(\.0))
  func faults(_ fault: SandboxFault) async throws {
    let outcomes = try #require(Self.broken.first { $0.0 == fault }?.1)
    try await Self.run { world, shipments in
      var before: [Shipment] = []
      for shipment in shipments { before.append(try await world.stored(shipment)) }
      if fault == .hang { world.wire.set(total: .milliseconds(200)) }
      for api in SandboxAPI.allCases { await world.sandbox.set(fault: fault, for: api) }
      try await world.clock.run(until: Self.hour(36))
      for (shipment, known) in zip(shipments, before) {
        let stored = try await world.stored(shipment)
        #expect(stored.status == known.status && stored.checkpoints == known.checkpoints)
        #expect(stored.failures > 0, "\(shipment.carrier) \(stored.lastOutcome ?? "-")")
        #expect(outcomes.contains(stored.lastOutcome ?? "-"), "\(shipment.carrier): \(stored.lastOutcome ?? "-")")
        #expect(try #require(stored.nextPollAt) > #require(stored.lastPolledAt))
        let news = try await world.shipments.news(of: shipment.id)
        #expect(news.allSatisfy { !$0.news.isBad })
      }
      #expect(try await world.get("/readyz").status == 200)
      #expect(try await world.headline(shipments[0], language: "en").isEmpty == false)
      world.wire.set(total: .seconds(30))
      for api in SandboxAPI.allCases { await world.sandbox.set(fault: nil, for: api) }
      try await Self.expectDelivered(shipments, in: world)
    }
  }

  @Test("a slow carrier is waited for")
  func slow() async throws {
    try await Self.run { world, shipments in
      for api in SandboxAPI.allCases { await world.sandbox.set(fault: .slow(milliseconds: 40), for: api) }
      try await Self.expectDelivered(shipments, in: world)
    }
  }

  @Test("429 is obeyed for as long as the carrier says", arguments: RetryHint.allCases)
  func rateLimited(_ hint: RetryHint) async throws {
    try await Self.run { world, shipments in
      for api in SandboxAPI.allCases {
        await world.sandbox.set(quota: SandboxQuota(perDay: 0, saysWhen: hint), for: api)
      }
      try await world.clock.run(until: Self.hour(32.5))
      for shipment in shipments {
        let stored = try await world.stored(shipment)
        #expect(stored.status.state == .inTransit)
        #expect(stored.nextPollAt != nil)
      }
      for carrier in ["dhl", "hermes", "dpd", "gls"] {
        let state = try await world.accounts.state(account: "test-\(carrier)")
        #expect(state.reason == "rate_limited", "\(carrier): \(state)")
      }
      let asked = await world.sandbox.log.count
      // Midnight UTC is hour 33: who was told so asks no more before it.
      try await world.clock.run(until: Self.hour(32.9))
      if hint != .never { #expect(await world.sandbox.log.count == asked) }
      for api in SandboxAPI.allCases { await world.sandbox.set(quota: SandboxQuota(), for: api) }
      try await Self.expectDelivered(shipments, in: world)
    }
  }

  @Test("tokens that end in the middle are fetched anew, and nobody notices")
  func tokens() async throws {
    try await Self.run { world, shipments in
      for hour in stride(from: 31.0, through: 46, by: 2.5) {
        await world.sandbox.revokeTokens()
        try await world.clock.run(until: Self.hour(hour))
        for shipment in shipments { #expect(try await world.stored(shipment).failures == 0) }
      }
      try await Self.expectDelivered(shipments, in: world)
    }
  }

  @Test("a code that nobody knows is counted, and the parcel goes on")
  func unknownCode() async throws {
    try await Self.run { world, shipments in
      world.wire.alter { bytes in
        // As long as the code that it stands for, so that no length is wrong.
        Array(String(decoding: bytes, as: UTF8.self).replacing("SRTED_NRQRD_PO", with: "XXTED_NRQRD_XX").utf8)
      }
      try await world.clock.run(until: Self.hour(43))
      let codes = try await world.shipments.unrecognizedCodes()
      let code = try #require(codes.first { $0.code.contains("XXTED_NRQRD_XX") })
      #expect(code.carrier == "dhl" && code.count > 0)
      world.wire.alter { $0 }
      try await Self.expectDelivered(shipments, in: world)
    }
  }
}
