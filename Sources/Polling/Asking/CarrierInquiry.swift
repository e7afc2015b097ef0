import CarrierKit
import HTTPTypes
import Storage
import Tracking

/// The one line that touches the network: sends a request, gives the answer with its whole body.
///
/// Throws where there was no answer; the error's description becomes the words of the outcome.
public typealias CarrierTransport = @Sendable (HTTPRequest, [UInt8]) async throws -> (HTTPResponse, [UInt8])

/// Asks one carrier account: runs CarrierKit's conversation against the network, with a token where one is needed.
public struct CarrierInquiry: Sendable {
  private let api: CarrierAPI
  private let account: CarrierAccount
  private let transport: CarrierTransport
  private let clock: any Timekeeper
  private let tokens = TokenCache()

  public init(
    api: CarrierAPI, account: CarrierAccount, clock: any Timekeeper, transport: @escaping CarrierTransport
  ) {
    self.api = api
    self.account = account
    self.clock = clock
    self.transport = transport
  }

  var mayWantPostcode: Bool { api.mayWantPostcode }

  /// One observation for each ask, in their order; nil where the task was cancelled.
  public func ask(_ asks: [Ask]) async -> PollingAccount.Reply? {
    var conversation = Conversation(api: api, account: account, asks: asks, now: clock.now())
    var requests = 0
    var step = conversation.next(.start)
    while true {
      switch step {
      case .done(let observations): return PollingAccount.Reply(observations: observations, requests: requests)
      case .needToken(let refused): step = conversation.next(await token(otherThan: refused))
      case .send(let request):
        requests += 1
        step = conversation.next(await send(request))
      }
      if Task.isCancelled { return nil }
    }
  }

  private func send(_ request: CarrierRequest) async -> Conversation.Input {
    do {
      let (response, body) = try await transport(request.request, request.body)
      return .answer(CarrierAnswer(response: response, body: body))
    } catch {
      return .failure("\(error)")
    }
  }

  private func token(otherThan refused: Token?) async -> Conversation.Input {
    let (step, fresh) = await tokens.token(otherThan: refused, at: clock.now()) { await logIn() }
    switch step {
    case .success(let token): return .token(token, fresh: fresh)
    case .failure(let outcome): return .noToken(outcome)
    }
  }

  private func logIn() async -> LoginStep<Token> {
    guard var login = Login(api, account) else { return .failure(.unreadable("this API has no login")) }
    var step = login.start()
    while true {
      switch step {
      case .done(let token): return .success(token)
      case .failed(let outcome): return .failure(outcome)
      case .send(let request):
        switch await send(request) {
        case .answer(let answer): step = login.next(answer, now: clock.now())
        case .failure(let why): return .failure(.unavailable("login: \(why)"))
        case .start, .token, .noToken: return .failure(.unavailable("login"))
        }
      }
    }
  }
}

extension Ask {
  /// What may be said to the carrier about a shipment.
  ///
  /// Not its service: that is what an answer said before, and where a number is used again by another division the first
  /// one found would lock in.
  public init(_ shipment: Shipment) {
    self.init(
      number: shipment.number, postalCode: shipment.destination.postalCode, language: shipment.language,
      country: shipment.destination.country)
  }
}

extension AccountLimits {
  /// The manifest's budget; the operator's own numbers go before it.
  public init(_ api: CarrierAPI, perDay: Int? = nil, perSecond: Double? = nil, concurrency: Int = 4) {
    let rates = [api.budget.perSecond.map(Double.init), api.budget.perMinute.map { Double($0) / 60 }]
    self.init(
      perDay: perDay ?? api.budget.perDay, resets: api.budget.resets ?? 0,
      perSecond: perSecond ?? rates.compactMap(\.self).min(), concurrency: concurrency, batch: api.batch.max,
      minInterval: api.budget.minInterval ?? 0)
  }
}

extension PollingAccount {
  /// An account that is asked through its manifest.
  public init(
    name: String, shops: ShopScope = .all, inquiry: CarrierInquiry, carrier: CarrierID, limits: AccountLimits
  ) {
    self.init(name: name, carrier: carrier, shops: shops, limits: limits) { shipments in
      await inquiry.ask(shipments.map { Ask($0) })
    }
    mayWantPostcode = inquiry.mayWantPostcode
  }
}
