import HTTPTypes
import Tracking

/// Carriers that know the parcels they are told of and answer as the real ones do.
///
/// Everything happens in process; `SandboxServer` puts it on a socket.
public actor Sandbox {
  /// What was asked, for tests and the operator of a demo.
  public struct LogEntry: Hashable, Sendable {
    /// On the injected clock.
    public let at: Timestamp
    /// Nil where no carrier here has that address.
    public let api: SandboxAPI?
    /// GET or POST.
    public let method: String
    /// Host and path without the query, which can hold credentials.
    public let target: String
    /// Of the answer.
    public let status: Int
  }

  /// An answer, and the fault of the connection that the server has to play.
  public struct Reply: Sendable {
    /// Bytes and headers, already spoiled where the fault says so.
    public let answer: SandboxAnswer
    /// Nil where all is well.
    public let fault: SandboxFault?
  }

  /// The moment that all carriers here live in; also readable without waiting.
  public nonisolated let now: @Sendable () -> Timestamp

  private var parcels: [CarrierID: [String: SandboxParcel]] = [:]
  private var meters: [SandboxAPI: QuotaMeter] = [:]
  private var faults: [SandboxAPI: SandboxFault] = [:]
  private var tokens = TokenMint()
  private var counts: [SandboxAPI: Int] = [:]
  private var entries: [LogEntry] = []

  /// - Parameters:
  ///   - limits: the quota of each API at the start; the carriers' published ones unless told otherwise. Under a
  ///     clock that stands still, DHL's one request a second is one request.
  ///   - now: the injected clock.
  public init(
    limits: @Sendable (SandboxAPI) -> SandboxQuota = SandboxQuota.published, now: @escaping @Sendable () -> Timestamp
  ) {
    self.now = now
    for api in SandboxAPI.allCases { meters[api] = QuotaMeter(limits(api)) }
  }

  /// Registers a parcel; a number that is known already gets the new story.
  @discardableResult
  public func add(
    number: String, carrier: CarrierID, journey: JourneyKind, start: Timestamp, seed: UInt64 = 1, origin: City? = nil,
    destination: City? = nil
  ) -> SandboxParcel {
    let story = Journey(journey, carrier: carrier, start: start, seed: seed, origin: origin, destination: destination)
    let parcel = SandboxParcel(number: number, journey: story)
    add(parcel)
    return parcel
  }

  /// Registers a parcel; a number that is known already gets the new story.
  public func add(_ parcel: SandboxParcel) {
    parcels[parcel.journey.carrier, default: [:]][parcel.number] = parcel
  }

  /// A new quota; its counts begin at zero.
  public func set(quota: SandboxQuota, for api: SandboxAPI) { meters[api] = QuotaMeter(quota) }

  /// Nil heals the API.
  public func set(fault: SandboxFault?, for api: SandboxAPI) { faults[api] = fault }

  /// Every token issued so far counts as expired.
  public func revokeTokens() { tokens.epoch += 1 }

  /// Requests that reached this API, logins, refusals and faults included.
  public func count(_ api: SandboxAPI) -> Int { counts[api] ?? 0 }

  /// The last requests, oldest first, 200 at most.
  public var log: [LogEntry] { entries }

  /// Answers one request. Logins do not count against the quota.
  public func reply(to request: HTTPRequest, body: [UInt8] = []) -> Reply {
    let wire = WireRequest(request, body: body)
    let moment = now()
    guard let api = SandboxAPI(wire) else {
      let answer = SandboxAnswer.page(404, "No such carrier in the sandbox")
      note(nil, wire, answer.status, moment)
      return Reply(answer: answer, fault: nil)
    }
    let fault = faults[api]
    let answer = answer(wire, api, at: moment)
    let told = fault?.spoil(answer) ?? answer
    note(api, wire, told.status, moment)
    return Reply(answer: told, fault: fault)
  }

  /// The answer alone, for callers without a socket.
  public func answer(_ request: HTTPRequest, body: [UInt8] = []) -> SandboxAnswer {
    reply(to: request, body: body).answer
  }

  private func answer(_ wire: WireRequest, _ api: SandboxAPI, at moment: Timestamp) -> SandboxAnswer {
    if !api.isLogin(wire), case .over(let seconds) = meters[api]?.take(at: moment) ?? .go {
      return api.overQuota(retryAfter: meters[api]?.quota.saysWhen.value(in: seconds, from: moment))
    }
    return api.answer(wire, FrontDesk(parcels: parcels[api.carrier] ?? [:], now: moment, tokens: tokens))
  }

  private func note(_ api: SandboxAPI?, _ wire: WireRequest, _ status: Int, _ moment: Timestamp) {
    if let api { counts[api, default: 0] += 1 }
    if entries.count >= 200 { entries.removeFirst() }
    entries.append(
      LogEntry(
        at: moment, api: api, method: wire.method, target: "\(wire.host)/\(wire.path.joined(separator: "/"))",
        status: status))
  }
}

extension SandboxAPI {
  /// Whether a request asks for a token.
  func isLogin(_ request: WireRequest) -> Bool {
    switch self {
    case .hermesHSI: request.host == "authme.myhermes.de"
    case .dpdSOAP: request.path.contains("LoginService")
    case .glsGroup: request.path.first == "oauth2"
    default: false
    }
  }

  func answer(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    switch self {
    case .dhlUnified: DHLUnified.answer(request, desk)
    case .dhlParcelDE: DHLParcelDE.answer(request, desk)
    case .hermesHSI: HermesHSI.answer(request, desk)
    case .hermesTNT: HermesTNT.answer(request, desk)
    case .dpdSOAP: DPDSoap.answer(request, desk)
    case .dpdLifeCycle: DPDLifeCycle.answer(request, desk)
    case .glsGroup: GLSGroup.answer(request, desk)
    case .glsClassic: GLSClassic.answer(request, desk)
    }
  }

  func overQuota(retryAfter: String?) -> SandboxAnswer {
    switch self {
    case .dhlUnified: DHLUnified.overQuota(retryAfter: retryAfter)
    case .dhlParcelDE: DHLParcelDE.overQuota(retryAfter: retryAfter)
    case .hermesHSI: HermesHSI.overQuota(retryAfter: retryAfter)
    case .hermesTNT: HermesTNT.overQuota(retryAfter: retryAfter)
    case .dpdSOAP: DPDSoap.overQuota(retryAfter: retryAfter)
    case .dpdLifeCycle: DPDLifeCycle.overQuota(retryAfter: retryAfter)
    case .glsGroup: GLSGroup.overQuota(retryAfter: retryAfter)
    case .glsClassic: GLSClassic.overQuota(retryAfter: retryAfter)
    }
  }
}
