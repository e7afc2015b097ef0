import StrictYAML
import Tracking

/// The words that stand for a meaning in `states`, `texts`, tables and overrides.
enum StateWord {
  /// `state`, `state/detail`, `state/reason`, `state/detail/reason`, `delayed/reason`, `info`, `revokes`.
  static func meaning(_ text: String) -> Result<Meaning, XPathFault> {
    let words = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let first = words.first, words.count <= 3 else { return .failure(unknown(text)) }
    switch (first, words.count) {
    case ("info", 1): return .success(.information)
    case ("revokes", 1): return .success(.revokesPrevious)
    case ("delayed", 2):
      guard let reason = Reason(rawValue: words[1]) else { return .failure(unknownReason(words[1], in: text)) }
      return .success(.delayed(reason))
    case ("delayed", _):
      return .failure(XPathFault(message: "'\(text)' needs a reason", hint: "such as delayed/weather or delayed/other"))
    default: return status(text, words)
    }
  }

  private static func status(_ text: String, _ words: [String]) -> Result<Meaning, XPathFault> {
    guard let state = ShipmentState(rawValue: words[0]) else { return .failure(unknown(words[0])) }
    guard words.count > 1 else { return .success(.status(Status(state))) }
    let detail = StateDetail(rawValue: words[1])
    if words.count == 2 {
      if let detail, detail.state == state { return .success(.status(Status(state, detail))) }
      if let reason = Reason(rawValue: words[1]) { return .success(.status(Status(state, reason: reason))) }
      return .failure(unknownDetail(words[1], detail, state, in: text))
    }
    guard let detail, detail.state == state else { return .failure(unknownDetail(words[1], detail, state, in: text)) }
    guard let reason = Reason(rawValue: words[2]) else { return .failure(unknownReason(words[2], in: text)) }
    return .success(.status(Status(state, detail, reason: reason)))
  }

  private static func unknown(_ word: String) -> XPathFault {
    let known = ShipmentState.allCases.map(\.rawValue) + ["delayed", "info", "revokes"]
    let near = didYouMean(word, among: known)
    return XPathFault(
      message: "unknown state '\(word)'", hint: near.map { "did you mean '\($0)'?" } ?? known.joined(separator: ", "))
  }

  private static func unknownReason(_ word: String, in text: String) -> XPathFault {
    let near = didYouMean(word, among: Reason.allCases.map(\.rawValue))
    return XPathFault(
      message: "unknown reason '\(word)' in '\(text)'",
      hint: near.map { "did you mean '\($0)'?" } ?? Reason.allCases.map(\.rawValue).joined(separator: ", "))
  }

  private static func unknownDetail(
    _ word: String, _ detail: StateDetail?, _ state: ShipmentState, in text: String
  ) -> XPathFault {
    if let detail {
      return XPathFault(
        message: "'\(word)' in '\(text)' is no detail of \(state.rawValue)",
        hint: "it belongs to \(detail.state.rawValue)")
    }
    let own = StateDetail.allCases.filter { $0.state == state }.map(\.rawValue)
    let near = didYouMean(word, among: own + Reason.allCases.map(\.rawValue))
    let known = own.isEmpty ? "\(state.rawValue) has no details" : "details: " + own.joined(separator: ", ")
    return XPathFault(
      message: "unknown detail or reason '\(word)' in '\(text)'", hint: near.map { "did you mean '\($0)'?" } ?? known)
  }
}
