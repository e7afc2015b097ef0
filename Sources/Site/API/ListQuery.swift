import Foundation
import Storage
import StrictYAML
import Tracking

/// The parameters of `GET /v1/shipments`.
struct ListQuery: Hashable, Sendable {
  var filter = ShipmentFilter()
  var cursor: ListCursor?
  var limit = 100

  private static let names = ["order", "number", "state", "delay", "limit", "cursor"]

  /// Throws `Problem` with every wrong parameter; the pointer is its name.
  static func read(_ query: some StringProtocol) throws(Problem) -> ListQuery {
    var result = ListQuery()
    var problems: [FieldProblem] = []
    for (name, raw) in SiteRequest.fields(query) {
      let value = raw.replacing("+", with: " ").removingPercentEncoding ?? ""
      if let problem = result.take(String(name), value) { problems.append(problem) }
    }
    guard problems.isEmpty else { throw Problem(.invalidQuery, errors: problems) }
    return result
  }

  private mutating func take(_ name: String, _ value: String) -> FieldProblem? {
    switch name {
    case "order": filter.order = value
    case "number": filter.number = value.uppercased().filter { !$0.isWhitespace }
    case "state":
      filter.state = ShipmentState(rawValue: value)
      if filter.state == nil { return wrong(name, value, among: ShipmentState.allCases.map(\.rawValue)) }
    case "delay":
      filter.delay = DelayLevel(rawValue: value)
      if filter.delay == nil { return wrong(name, value, among: DelayLevel.allCases.map(\.rawValue)) }
    case "limit":
      guard let number = Int(value), (1...500).contains(number) else {
        return FieldProblem(pointer: name, "must be a whole number from 1 to 500")
      }
      limit = number
    case "cursor":
      cursor = ListCursor(value)
      if cursor == nil { return FieldProblem(pointer: name, "is no cursor of ours", hint: "follow the Link header") }
    default:
      let meant = didYouMean(name, among: ListQuery.names).map { "did you mean '\($0)'?" }
      return FieldProblem(
        pointer: String(name.prefix(60)), "unknown parameter",
        hint: meant ?? "known: " + ListQuery.names.joined(separator: ", "))
    }
    return nil
  }

  private func wrong(_ name: String, _ value: String, among words: [String]) -> FieldProblem {
    let meant = didYouMean(value, among: words).map { "did you mean '\($0)'?" }
    return FieldProblem(
      pointer: name, "has no such value", hint: meant ?? "one of " + words.joined(separator: ", "))
  }

  /// The address of the next page.
  func path(after next: ListCursor) -> String {
    var parts: [(String, String)] = []
    if let order = filter.order { parts.append(("order", order)) }
    if let number = filter.number { parts.append(("number", number)) }
    if let state = filter.state { parts.append(("state", state.rawValue)) }
    if let delay = filter.delay { parts.append(("delay", delay.rawValue)) }
    parts += [("limit", String(limit)), ("cursor", next.text)]
    let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    let query = parts.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "")" }
    return "/v1/shipments?" + query.joined(separator: "&")
  }
}
