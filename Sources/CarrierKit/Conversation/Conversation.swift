import Tracking

/// How a carrier is asked for a batch of numbers: a pure step machine. The caller sends what it is told to send and
/// gives back what came; every failure ends as an outcome of each number.
///
/// ```swift
/// var conversation = Conversation(api: api, account: account, asks: asks, now: now)
/// var step = conversation.next(.start)
/// while true {
///   switch step {
///   case .needToken(let refused): step = conversation.next(await tokens.get(otherThan: refused))
///   case .send(let request): step = conversation.next(.answer(try await transport(request)))
///   case .done(let observations): return observations
///   }
/// }
/// ```
public struct Conversation: Sendable {
  public enum Step: Sendable {
    /// A token is needed; not `refused`, which the carrier just declined.
    case needToken(refused: Token?)
    case send(CarrierRequest)
    /// One observation for each ask, in their order.
    case done([Observation])
  }

  public enum Input: Sendable {
    case start
    /// `fresh`: got for this request just now, so that a 401 is about the account and not about its age.
    case token(Token, fresh: Bool)
    /// The login failed.
    case noToken(Outcome)
    case answer(CarrierAnswer)
    /// The carrier could not be reached, hung, or closed too early; says which.
    case failure(String)
  }

  private let api: CarrierAPI
  private let account: CarrierAccount
  private let asks: [Ask]
  private let now: Timestamp
  /// Positions in `asks` of each request to come.
  private var batches: [[Int]]
  private var current: [Int] = []
  private var token: Token?
  private var mayRefresh = true
  /// Of `api.steps`, the one under way; their count for the request that is read.
  private var position = 0
  private var carried: [String: String] = [:]
  private var observations: [Int: Observation] = [:]

  /// - Parameter asks: any number; they are split as the API's batch rule says.
  public init(api: CarrierAPI, account: CarrierAccount, asks: [Ask], now: Timestamp) {
    self.api = api
    self.account = account
    self.asks = asks
    self.now = now
    batches = Conversation.split(asks, api)
  }

  /// Whether the answer to come is only a step's: it holds no shipment.
  public var isAtStep: Bool { api.steps.indices.contains(position) }

  public mutating func next(_ input: Input) -> Step {
    switch input {
    case .start: return advance()
    case .token(let token, let fresh):
      self.token = token
      if fresh { mayRefresh = false }
      return begin()
    case .noToken(let outcome): return finish(with: outcome)
    case .failure(let why): return finish(with: .unavailable(why))
    case .answer(let answer): return take(answer)
    }
  }

  /// Numbers whose request would be the same but for the number go together. What the request does not say (most say
  /// no postcode) parts nobody.
  private static func split(_ asks: [Ask], _ api: CarrierAPI) -> [[Int]] {
    let said = ([api.request].compactMap(\.self) + api.steps.map(\.request)).reduce(api.batch.each?.placeholders ?? [])
    {
      $0.union($1.placeholders)
    }
    var batches: [(key: Ask, positions: [Int])] = []
    for (position, ask) in asks.enumerated() {
      let key = Ask(
        number: "", postalCode: said.contains(.postcode) ? ask.postalCode : nil,
        language: said.contains(.language) ? api.languages.word(for: ask.language)?.word : nil,
        service: said.contains(.service) ? ask.service : nil, country: said.contains(.country) ? ask.country : nil)
      if let place = batches.lastIndex(where: { $0.key == key && $0.positions.count < api.batch.max }) {
        batches[place].positions.append(position)
      } else {
        batches.append((key, [position]))
      }
    }
    return batches.map(\.positions)
  }

  private mutating func advance() -> Step {
    guard !batches.isEmpty else {
      return .done(
        asks.enumerated().map { observations[$0] ?? Observation(number: $1.number, outcome: .notFound) })
    }
    current = batches.removeFirst()
    if api.login != nil, token == nil { return .needToken(refused: nil) }
    return begin()
  }

  private mutating func begin() -> Step {
    position = 0
    carried = [:]
    return send()
  }

  private mutating func send() -> Step {
    guard let template = isAtStep ? api.steps[position].request : api.request else {
      return settle(.unreadable("this carrier calls by itself; there is nothing to ask"))
    }
    let batch = current.map { asks[$0] }
    let builder = RequestBuilder(
      asks: batch, batch: api.batch, language: api.languages.word(for: batch.first?.language)?.word,
      secrets: account.secrets, token: token, carried: carried, base: account.base)
    do throws(RequestBuilder.Fault) {
      return .send(try builder.build(template))
    } catch {
      switch error {
      case .missing(.postcode): return settle(.postcodeRequired)
      case .missing(.secret), .missing(.token), .missing(.login): return finish(with: .badCredentials)
      case .missing(let placeholder): return settle(.unreadable("the request needs \(placeholder)"))
      case .invalid(let why): return settle(.unreadable(why))
      }
    }
  }

  private mutating func take(_ answer: CarrierAnswer) -> Step {
    if isAtStep { return takeStep(answer) }
    let read = AnswerReader(api).read(answer, asks: current.map { asks[$0] }, now: now)
    let refused = answer.status == 401 || read.contains { $0.outcome == .badCredentials }
    if refused, let step = refresh() { return step }
    for (position, observation) in zip(current, read) { observations[position] = observation }
    // What stops one request stops those after it.
    switch read.first?.outcome {
    case .badCredentials?, .rateLimited?, .unavailable?:
      if let outcome = read.first?.outcome { return finishRest(with: outcome) }
    default: break
    }
    return advance()
  }

  private mutating func takeStep(_ answer: CarrierAnswer) -> Step {
    switch api.steps[position].read(answer, budget: api.budget, now: now) {
    case .success(let values):
      carried.merge(values) { _, later in later }
      position += 1
      return send()
    case .failure(let outcome):
      if answer.status == 401 || outcome == .badCredentials, let step = refresh() { return step }
      switch outcome {
      case .badCredentials, .rateLimited, .unavailable: return finish(with: outcome)
      default: return settle(outcome)
      }
    }
  }

  /// Once, a refused token is replaced, and the request begins anew.
  private mutating func refresh() -> Step? {
    guard api.login != nil, mayRefresh, let token else { return nil }
    mayRefresh = false
    self.token = nil
    return .needToken(refused: token)
  }

  /// The current request ends with one outcome for its numbers; the next one is tried.
  private mutating func settle(_ outcome: Outcome) -> Step {
    for position in current { observations[position] = Observation(number: asks[position].number, outcome: outcome) }
    return advance()
  }

  private mutating func finish(with outcome: Outcome) -> Step {
    for position in current { observations[position] = Observation(number: asks[position].number, outcome: outcome) }
    return finishRest(with: outcome)
  }

  private mutating func finishRest(with outcome: Outcome) -> Step {
    for position in batches.joined() {
      observations[position] = Observation(number: asks[position].number, outcome: outcome)
    }
    batches = []
    return advance()
  }
}
