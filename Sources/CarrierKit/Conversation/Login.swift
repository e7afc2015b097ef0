import Tracking

/// The login step of an API, as two pure functions.
public struct Login: Sendable {
  private let rule: LoginRule
  private let api: CarrierAPI

  /// Nil for an API without a login.
  public init?(_ api: CarrierAPI) {
    guard let rule = api.login else { return nil }
    self.rule = rule
    self.api = api
  }

  /// The request; an outcome where the account lacks a secret.
  public func request(_ account: CarrierAccount) -> LoginStep<CarrierRequest> {
    let builder = RequestBuilder(
      asks: [], batch: .single, language: api.languages.otherwise, secrets: account.secrets, token: nil,
      base: account.base)
    do throws(RequestBuilder.Fault) {
      return .success(try builder.build(rule.request))
    } catch {
      switch error {
      case .missing: return .failure(.badCredentials)
      case .invalid(let why): return .failure(.unreadable(why))
      }
    }
  }

  /// The token, or the outcome that every number waiting for it has.
  ///
  /// - Parameter now: when the answer came; life times count from here.
  public func read(_ answer: CarrierAnswer, now: Timestamp) -> LoginStep<Token> {
    let document = AnswerReader.document(answer, format: rule.format, limits: DocumentLimits())
    if let outcome = refusal(answer, document, now: now) { return .failure(outcome) }
    switch document {
    case .failure(let fault): return .failure(.unreadable(fault.message))
    case .success(let tree):
      guard let value = tree.text(rule.token, at: tree.root) else {
        return .failure(.unreadable("the login's answer holds no token"))
      }
      return .success(Token(value: value, expires: expiry(tree, now: now)))
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

/// What a login step gives, or the outcome it ends with.
public enum LoginStep<Value: Sendable>: Sendable {
  case success(Value)
  case failure(Outcome)
}
