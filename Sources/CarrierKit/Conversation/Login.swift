import Tracking

/// The login of an API: a pure step machine. The caller sends what it is told to send and gives back what came.
///
/// ```swift
/// guard var login = Login(api, account) else { … }
/// var step = login.start()
/// while case .send(let request) = step { step = login.next(try await transport(request), now: now) }
/// ```
public struct Login: Sendable {
  public enum Step: Sendable {
    case send(CarrierRequest)
    case done(Token)
    /// The outcome that every number waiting for the token has.
    case failed(Outcome)
  }

  private let rule: LoginRule
  private let api: CarrierAPI
  private let account: CarrierAccount
  /// Of `rule.steps`, the one under way; their count for the login itself.
  private var position = 0
  private var carried: [String: String] = [:]

  /// Nil for an API without a login.
  public init?(_ api: CarrierAPI, _ account: CarrierAccount) {
    guard let rule = api.login else { return nil }
    self.rule = rule
    self.api = api
    self.account = account
  }

  /// The first request; an outcome where the account lacks a secret.
  public func start() -> Step { send() }

  /// - Parameter now: when the answer came; life times count from here.
  public mutating func next(_ answer: CarrierAnswer, now: Timestamp) -> Step {
    guard rule.steps.indices.contains(position) else { return finish(answer, now: now) }
    switch rule.steps[position].read(answer, budget: api.budget, now: now) {
    case .failure(let outcome): return .failed(outcome)
    case .success(let values):
      carried.merge(values) { _, later in later }
      position += 1
      return send()
    }
  }

  private func send() -> Step {
    let template = rule.steps.indices.contains(position) ? rule.steps[position].request : rule.request
    let builder = RequestBuilder(
      asks: [], batch: .single, language: api.languages.otherwise, secrets: account.secrets,
      token: Token(value: "", expires: Timestamp(seconds: 0), carried: carried), base: account.base)
    do throws(RequestBuilder.Fault) {
      return .send(try builder.build(template))
    } catch {
      switch error {
      case .missing: return .failed(.badCredentials)
      case .invalid(let why): return .failed(.unreadable(why))
      }
    }
  }

  private func finish(_ answer: CarrierAnswer, now: Timestamp) -> Step {
    let document = AnswerReader.document(answer, format: rule.format)
    if let outcome = refusal(answer, document, now: now) { return .failed(outcome) }
    switch document {
    case .failure(let fault): return .failed(.unreadable(fault.message))
    case .success(let tree):
      guard let value = tree.text(rule.token, at: tree.root) else {
        return .failed(.unreadable("the login's answer holds no token"))
      }
      switch Carrying.read(rule.carry, in: tree) {
      case .failure(let outcome): return .failed(outcome)
      case .success(let values):
        return .done(
          Token(value: value, expires: expiry(tree, now: now), carried: carried.merging(values) { _, later in later }))
      }
    }
  }

  /// Rules of the manifest first; then what statuses usually mean for a login.
  private func refusal(
    _ answer: CarrierAnswer, _ document: Result<AnswerDocument, DocumentFault>, now: Timestamp
  ) -> Outcome? {
    let judgment = Judgment.of(
      answer, document: document, rules: rule.answers, budget: api.budget, now: now, explanation: nil)
    if judgment.ground == .status || judgment.ground == .content { return judgment.outcome }
    switch answer.status {
    case 200...299: return nil
    case let status where rule.accepts.contains { $0.contains(status) }: return nil
    case 400: return .badCredentials
    case 401, 403, 429, 500...599: return judgment.outcome
    default: return .unreadable("the login answered HTTP \(answer.status)")
    }
  }

  private func expiry(_ tree: AnswerDocument, now: Timestamp) -> Timestamp {
    if let text = tree.text(rule.expires.seconds, at: tree.root), let seconds = Double(text), seconds > 0 {
      return now.adding(seconds: Int64(min(seconds, 31_536_000)))
    }
    if let at = rule.expires.at?.read(at: tree.root, in: tree, country: nil)?.time?.instant, at > now { return at }
    // Nobody said: short, so that a wrong guess costs a login and no refusal.
    return now.adding(seconds: Int64(rule.expires.fixed ?? 300))
  }
}

/// What a step gives, or the outcome it ends with.
public enum LoginStep<Value: Sendable>: Sendable {
  case success(Value)
  case failure(Outcome)
}
