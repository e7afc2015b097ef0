import CXML
import Tracking

/// Reads a carrier's answer into observations by the API's manifest. Pure; every fault is an outcome.
public struct AnswerReader: Sendable {
  let api: CarrierAPI
  let limits: DocumentLimits

  public init(_ api: CarrierAPI, limits: DocumentLimits = DocumentLimits()) {
    self.api = api
    self.limits = limits
  }

  /// One observation for each number asked, in that order. Without any ask, one for each number in the answer.
  public func read(_ answer: CarrierAnswer, asks: [Ask], now: Timestamp) -> [Observation] {
    examine(answer, asks: asks, now: now, explanation: nil).observations
  }

  /// The same, with how it came about, line by line.
  public func explain(
    _ answer: CarrierAnswer, asks: [Ask], now: Timestamp
  ) -> (observations: [Observation], lines: [String]) {
    let explanation = Explanation()
    let observations = examine(answer, asks: asks, now: now, explanation: explanation).observations
    return (observations, explanation.lines)
  }

  /// - Parameter others: whether shipments that nobody asked for follow after the asked ones.
  func examine(
    _ answer: CarrierAnswer, asks: [Ask], others: Bool = false, now: Timestamp, explanation: Explanation?
  ) -> (observations: [Observation], ground: Judgment.Ground) {
    let document = AnswerReader.document(
      answer, format: api.read.format, inner: api.read.inner, limits: limits)
    let judgment = Judgment.of(
      answer, document: document, rules: api.answers, budget: api.budget, now: now, explanation: explanation)
    guard case .tracked = judgment.outcome, case .success(let tree) = document else {
      return (same(judgment.outcome, asks), judgment.ground)
    }
    let observations = pair(tree, asks: asks, others: others, explanation: explanation)
    if let failure = tree.failure { return (same(.unreadable(failure), asks), .unreadable) }
    return (observations, judgment.ground)
  }

  static func document(
    _ answer: CarrierAnswer, format: DocumentFormat, inner: [XPath] = [], limits: DocumentLimits = DocumentLimits()
  ) -> Result<AnswerDocument, DocumentFault> {
    do throws(DocumentFault) {
      let document = try AnswerDocument(
        answer.body, format: format, charset: answer.charset, head: AnswerHead(answer.headers), limits: limits)
      if format == .xml, String(cString: document.root.pointee.name).lowercased() == "html" {
        return .failure(DocumentFault("HTML instead of XML"))
      }
      try document.unfold(inner, limits: limits)
      return .success(document)
    } catch {
      return .failure(error)
    }
  }

  private func same(_ outcome: Outcome, _ asks: [Ask]) -> [Observation] {
    asks.isEmpty
      ? [Observation(number: "", outcome: outcome)] : asks.map { Observation(number: $0.number, outcome: outcome) }
  }

  // MARK: Pairing

  private struct Candidate {
    var node: Node
    var numbers: [String]
    var keys: Set<String>
  }

  private func pair(
    _ tree: AnswerDocument, asks: [Ask], others: Bool, explanation: Explanation?
  ) -> [Observation] {
    let candidates = tree.nodes(api.read.shipments, at: tree.root).map { node in
      let numbers = api.read.number.flatMap { tree.texts($0, at: node) }
      return Candidate(node: node, numbers: numbers, keys: Set(numbers.map(AnswerReader.key)))
    }
    explanation?.note("\(api.read.shipments): \(candidates.count) shipments in the answer")
    if asks.isEmpty { return all(candidates, tree, explanation) }
    let asked = asks.map { ask in
      let key = AnswerReader.key(ask.number)
      var own = candidates.filter { $0.keys.contains(key) }
      var remarks: [String] = []
      if own.isEmpty, api.read.pairsByRequest, asks.count == 1 {
        own = candidates
        if !own.isEmpty, own.allSatisfy({ !$0.keys.isEmpty }) {
          remarks.append("the answer carries another number than the one asked for")
        }
      }
      guard !own.isEmpty else {
        let others = candidates.count
        return Observation(
          number: ask.number, outcome: .notFound,
          remarks: others > 0 ? ["the answer holds \(others) shipments, none under this number"] : [])
      }
      return choose(own.map { read($0.node, tree, ask, explanation) }, ask: ask, remarks: remarks)
    }
    guard others, !api.read.pairsByRequest else { return asked }
    let keys = Set(asks.map { AnswerReader.key($0.number) })
    let rest = candidates.filter { $0.keys.isDisjoint(with: keys) }
    return rest.isEmpty ? asked : asked + all(rest, tree, explanation)
  }

  /// Without asks: every number of the answer, in its order.
  private func all(_ candidates: [Candidate], _ tree: AnswerDocument, _ explanation: Explanation?) -> [Observation] {
    guard !candidates.isEmpty else { return [Observation(number: "", outcome: .notFound)] }
    var groups: [(number: String, nodes: [Node])] = []
    var places: [String: Int] = [:]
    for candidate in candidates {
      let number = candidate.numbers.first ?? ""
      if !number.isEmpty, let place = places[AnswerReader.key(number)] {
        groups[place].nodes.append(candidate.node)
      } else {
        places[AnswerReader.key(number)] = groups.count
        groups.append((number, [candidate.node]))
      }
    }
    return groups.map { group in
      let ask = Ask(number: group.number)
      return choose(group.nodes.map { read($0, tree, ask, explanation) }, ask: ask, remarks: [])
    }
  }

  /// A number without what people and carriers write differently: case, blanks, hyphens, leading zeros.
  static func key(_ number: String) -> String {
    var bytes = number.utf8.filter { $0 > 0x20 && $0 != 0x2D && $0 != 0x2E }
    for index in bytes.indices where bytes[index] >= 0x61 && bytes[index] <= 0x7A { bytes[index] -= 0x20 }
    return String(decoding: bytes.drop { $0 == 0x30 }, as: UTF8.self)
  }

  private func read(_ node: Node, _ tree: AnswerDocument, _ ask: Ask, _ explanation: Explanation?) -> ShipmentReading {
    ShipmentReader(api: api, tree: tree, node: node, ask: ask, explanation: explanation).read()
  }

  /// Several shipments under one number (DESIGN 5, rule 8): the asked service, the asked postcode, then the newest.
  private func choose(_ readings: [ShipmentReading], ask: Ask, remarks: [String]) -> Observation {
    var left = readings
    var by: [String] = []
    func narrow(_ name: String, _ keep: (ShipmentReading) -> Bool) {
      let kept = left.filter(keep)
      if !kept.isEmpty, kept.count < left.count {
        left = kept
        by.append(name)
      }
    }
    narrow("outcome") { $0.observation.outcome == .tracked }
    if let service = ask.service { narrow("service") { $0.observation.service == service } }
    if let postcode = ask.postalCode { narrow("postcode") { $0.postcode == postcode } }
    var chosen = left.first
    for reading in left.dropFirst() {
      if let newest = reading.newest, chosen?.newest.map({ $0.isBefore(newest) == true }) ?? true { chosen = reading }
    }
    guard var observation = chosen?.observation else { return Observation(number: ask.number, outcome: .notFound) }
    if left.count > 1 { by.append("newest") }
    observation.remarks += remarks
    if readings.count > 1 {
      observation.remarks.append(
        "chose 1 of \(readings.count) shipments under this number by \(by.joined(separator: ", "))")
    }
    return observation
  }
}
