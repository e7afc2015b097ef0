import Tracking

extension StepRule {
  /// What the step's answer carries on, or the outcome with which the matter ends.
  func read(_ answer: CarrierAnswer, budget: Budget, now: Timestamp) -> LoginStep<[String: String]> {
    let document = AnswerReader.document(answer, format: format)
    let judgment = Judgment.of(
      answer, document: document, rules: answers, budget: budget, now: now, explanation: nil)
    let isRuled = judgment.ground == .status || judgment.ground == .content
    if isRuled || !accepts(status: answer.status) { return .failure(judgment.outcome) }
    switch document {
    case .failure(let fault): return .failure(.unreadable(fault.message))
    case .success(let tree): return Carrying.read(carry, in: tree)
    }
  }
}

enum Carrying {
  /// Every value, or which one is missing: a later request without it would ask something else.
  static func read(
    _ carry: [(name: String, value: [XPath])], in tree: AnswerDocument
  ) -> LoginStep<[String: String]> {
    var values: [String: String] = [:]
    for (name, expressions) in carry {
      guard let value = tree.text(expressions, at: tree.root) else {
        return .failure(.unreadable("the answer to a step holds no '\(name)'"))
      }
      values[name] = value
    }
    return .success(values)
  }
}
