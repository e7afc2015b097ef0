import CarrierKit
import Sandbox
import Testing
import Tracking

/// Both sides of the wire against each other: the manifests ask and read, the sandbox answers. Where they disagree,
/// one of them misread the carrier.
@Suite struct SandboxRoundTripTests {
  /// Hours after the label at which a customer looks: before and after every scan that matters.
  static let hours: [Double] = [1, 27.5, 37.5, 39.5, 42, 47.5, 51, 62, 66, 71, 89.5, 94, 215, 230, 245, 270]

  @Test("every story is read as it was told, at every moment", arguments: SandboxAPI.allCases, JourneyKind.allCases)
  func stories(_ api: SandboxAPI, _ kind: JourneyKind) async throws {
    let parcel = try story(kind, api, serial: 1)
    var followed = InProcess.shipment(of: parcel)
    for hour in Self.hours {
      let now = InProcess.start.adding(seconds: Int64(hour * 3600))
      let sandbox = Sandbox(limits: { _ in SandboxQuota() }, now: { now })
      await sandbox.add(parcel)
      let observation = try #require(try await InProcess.ask([parcel.number], api, of: sandbox).first)
      #expect(observation.outcome == .tracked, "hour \(hour)")
      let first = InProcess.shipment(of: parcel).applying(observation, at: now)
      followed = followed.applying(observation, at: now).shipment
      let expected = parcel.journey.state(seenThrough: api, at: now)
      #expect(first.shipment.status.state == expected, "hour \(hour), first look: \(first.reasons)")
      #expect(followed.status.state == expected, "hour \(hour), followed")
      #expect(!observation.checkpoints.isEmpty || observation.header != nil, "hour \(hour)")
      if let detail = parcel.journey.detail(seenThrough: api, at: now) {
        #expect(followed.status.detail == detail, "hour \(hour)")
      }
      #expect(first.unrecognized.isEmpty, "hour \(hour)")
    }
  }

  @Test(
    "the carrier's estimate arrives as it was meant",
    arguments: [.dhlUnified, .dhlParcelDE, .hermesHSI] as [SandboxAPI])
  func estimates(_ api: SandboxAPI) async throws {
    let parcel = try story(.late, api, serial: 2)
    for hour in [27.5, 39.5, 61, 89.5] {
      let now = InProcess.start.adding(seconds: Int64(hour * 3600))
      let sandbox = Sandbox(limits: { _ in SandboxQuota() }, now: { now })
      await sandbox.add(parcel)
      let observation = try await InProcess.ask([parcel.number], api, of: sandbox).first
      #expect(observation?.estimate == parcel.journey.estimate(at: now), "hour \(hour)")
    }
  }

  @Test("in a batch every number gets its own answer, the unknown one too", arguments: SandboxAPI.allCases)
  func batches(_ api: SandboxAPI) async throws {
    let now = InProcess.start.adding(hours: 48)
    let sandbox = Sandbox(limits: { _ in SandboxQuota() }, now: { now })
    let parcels = try JourneyKind.allCases.enumerated().map { try story($1, api, serial: 100 + $0) }
    for parcel in parcels where parcel.journey.kind != .labelOnly { await sandbox.add(parcel) }
    let observations = try await InProcess.ask(parcels.map(\.number), api, of: sandbox)
    #expect(observations.map(\.number) == parcels.map(\.number))
    for (parcel, observation) in zip(parcels, observations) {
      guard parcel.journey.kind != .labelOnly else {
        #expect(observation.outcome == .notFound)
        continue
      }
      let shipment = InProcess.shipment(of: parcel).applying(observation, at: now).shipment
      #expect(shipment.status.state == parcel.journey.state(seenThrough: api, at: now), "\(parcel.journey.kind)")
    }
  }

  @Test(
    "wrong credentials are known as such",
    arguments: [.dhlUnified, .dhlParcelDE, .hermesHSI, .dpdSOAP, .glsGroup, .glsClassic] as [SandboxAPI])
  func credentials(_ api: SandboxAPI) async throws {
    let parcel = try story(.onTime, api, serial: 3)
    let now = InProcess.start.adding(hours: 30)
    let sandbox = Sandbox(limits: { _ in SandboxQuota() }, now: { now })
    await sandbox.add(parcel)
    let wrong = SandboxCredentials.secrets(for: api.carrier).mapValues { $0 + "x" }
    #expect(
      try await InProcess.ask([parcel.number], api, of: sandbox, secrets: wrong).first?.outcome == .badCredentials)
  }

  @Test("a quota that is used up is known as such, with the moment where it is told", arguments: SandboxAPI.allCases)
  func quotas(_ api: SandboxAPI) async throws {
    let parcel = try story(.onTime, api, serial: 4)
    let now = InProcess.start.adding(hours: 30)
    for hint in [RetryHint.seconds, .date] {
      let sandbox = Sandbox(limits: { _ in SandboxQuota(perDay: 0, saysWhen: hint) }, now: { now })
      let outcome = try await InProcess.ask([parcel.number], api, of: sandbox).first?.outcome
      #expect(outcome == .rateLimited(until: now.adding(hours: 3)), "\(hint)")
    }
    let silent = Sandbox(limits: { _ in SandboxQuota(perDay: 0) }, now: { now })
    guard case .rateLimited? = try await InProcess.ask([parcel.number], api, of: silent).first?.outcome else {
      Issue.record("a bare 429 was not known as such")
      return
    }
  }

  @Test(
    "broken answers are told as what they are and never read", arguments: SandboxAPI.allCases,
    [.htmlPage, .truncated, .serverError] as [SandboxFault])
  func faults(_ api: SandboxAPI, _ fault: SandboxFault) async throws {
    let parcel = try story(.onTime, api, serial: 5)
    let now = InProcess.start.adding(hours: 30)
    let sandbox = Sandbox(limits: { _ in SandboxQuota() }, now: { now })
    await sandbox.add(parcel)
    await sandbox.set(fault: fault, for: api)
    switch try await InProcess.ask([parcel.number], api, of: sandbox).first?.outcome {
    case .unavailable: #expect(fault == .serverError)
    case .unreadable: #expect(fault != .serverError)
    case let other: Issue.record("read as \(other?.name ?? "nothing")")
    }
  }

  @Test(
    "tokens that were revoked are fetched anew, once", arguments: [.hermesHSI, .dpdSOAP, .glsGroup] as [SandboxAPI])
  func revoked(_ api: SandboxAPI) async throws {
    let parcel = try story(.onTime, api, serial: 6)
    let now = InProcess.start.adding(hours: 30)
    let sandbox = Sandbox(limits: { _ in SandboxQuota() }, now: { now })
    await sandbox.add(parcel)
    let old = Token(value: "sbx.\(api.rawValue).0.0.stale", expires: now.adding(hours: 1))
    #expect(try await InProcess.ask([parcel.number], api, of: sandbox, having: old).first?.outcome == .tracked)
    #expect(await sandbox.count(api) == 3)
  }

  private func story(_ kind: JourneyKind, _ api: SandboxAPI, serial: Int) throws -> SandboxParcel {
    let number = try #require(SandboxNumbers.number(api.carrier, serial: serial))
    return SandboxParcel(
      number: number,
      journey: Journey(
        kind, carrier: api.carrier, start: InProcess.start, seed: UInt64(serial), destination: City("Köln", "50769")))
  }
}
