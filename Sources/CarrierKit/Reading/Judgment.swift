import HTTPTypes
import Tracking

/// Which outcome an answer is as a whole, and how surely.
struct Judgment {
  /// How sure it is that the answer is one of this API: orders the APIs of a carrier for a saved answer.
  enum Ground: Int {
    case unreadable, usual, status, content
  }

  var outcome: Outcome
  var ground: Ground

  /// - Parameter document: the answer's tree, or why there is none.
  static func of(
    _ answer: CarrierAnswer, document: Result<AnswerDocument, DocumentFault>, rules: [AnswerRule], budget: Budget,
    now: Timestamp, explanation: Explanation?
  ) -> Judgment {
    let tree = try? document.get()
    for (index, rule) in rules.enumerated() where rule.matches(status: answer.status) {
      if let when = rule.when {
        guard let tree, tree.isTrue(when, at: tree.root) else { continue }
      }
      if rule.wantsEmptyBody, !answer.body.allSatisfy(isBlank) { continue }
      explanation?.note(
        "answers[\(index)] matches status \(answer.status)\(rule.when.map { " and \($0)" } ?? ""): \(rule.outcome.rawValue)"
      )
      if rule.outcome == .tracked, case .failure(let fault) = document {
        return Judgment(outcome: .unreadable(fault.message), ground: .unreadable)
      }
      let until = retryAfter(answer, now: now) ?? rule.until.map { $0.moment(budget: budget, now: now) }
      let why = rule.why ?? "HTTP \(answer.status)"
      return Judgment(
        outcome: rule.outcome.outcome(until: until, why: why), ground: rule.when == nil ? .status : .content)
    }
    return usual(answer, document: document, now: now, explanation: explanation)
  }

  /// What an answer means that no rule of the manifest speaks of.
  private static func usual(
    _ answer: CarrierAnswer, document: Result<AnswerDocument, DocumentFault>, now: Timestamp, explanation: Explanation?
  ) -> Judgment {
    explanation?.note("no rule matches status \(answer.status)")
    switch answer.status {
    case 401, 403: return Judgment(outcome: .badCredentials, ground: .usual)
    case 429: return Judgment(outcome: .rateLimited(until: retryAfter(answer, now: now)), ground: .usual)
    case 500...599: return Judgment(outcome: .unavailable("HTTP \(answer.status)"), ground: .usual)
    default: break
    }
    if case .failure(let fault) = document {
      return Judgment(outcome: .unreadable(fault.message), ground: .unreadable)
    }
    return Judgment(outcome: .unreadable("no rule for this answer (HTTP \(answer.status))"), ground: .unreadable)
  }

  /// Retry-After in both forms (RFC 9110, 10.2.3), at most a week ahead.
  static func retryAfter(_ answer: CarrierAnswer, now: Timestamp) -> Timestamp? {
    guard let name = HTTPFieldNames.retryAfter, let text = answer.headers[name].flatMap({ tidyText($0) }) else {
      return nil
    }
    let week = now.adding(hours: 24 * 7)
    if let seconds = Int64(text), seconds >= 0 { return min(now.adding(seconds: seconds), week) }
    guard let reading = imfDate?.read(text) else { return nil }
    return min(max(reading.civil.instant(offset: 0), now), week)
  }

  private static let imfDate: TimeFormat? = try? TimeFormat.named("EEE, dd MMM yyyy HH:mm:ss 'GMT'").get()
}

extension AnswerRule.Until {
  func moment(budget: Budget, now: Timestamp) -> Timestamp {
    switch self {
    case .resets: budget.nextReset(after: now)
    case .seconds(let seconds): now.adding(seconds: Int64(seconds))
    }
  }
}
