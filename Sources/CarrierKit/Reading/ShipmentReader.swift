import Tracking

/// One shipment of an answer as read, with what choosing among several needs.
struct ShipmentReading {
  var observation: Observation
  var postcode: String?
  /// Time of the newest event or of the header.
  var newest: CarrierTime?
}

/// Reads one shipment of an answer.
struct ShipmentReader {
  let api: CarrierAPI
  let tree: AnswerDocument
  let node: Node
  let ask: Ask
  let explanation: Explanation?

  /// Events of one shipment that are read; a real parcel has a few dozen.
  static let eventLimit = 1000

  private var rule: ReadRule { api.read }

  func read() -> ShipmentReading {
    var observation = Observation(number: ask.number, outcome: .tracked)
    if let item = rule.outcomes.first(where: { tree.isTrue($0.when, at: node) }) {
      explanation?.note("item: \(item.when) holds: \(item.outcome.rawValue)")
      observation.outcome = item.outcome.outcome(why: "the carrier says so for this number")
      if item.outcome != .tracked { return ShipmentReading(observation: observation) }
    }
    let destination = country(rule.destination)
    observation.isReturn = rule.isReturn.map { tree.isTrue($0, at: node) } ?? false
    observation.service = tree.text(rule.service, at: node)
    observation.origin = country(rule.origin)
    observation.destination = destination
    observation.receivedBy = tree.text(rule.receivedBy, at: node)
    observation.estimate = rule.estimate?.read(at: node, in: tree, destination: destination)
    observation.pickup = rule.pickup?.read(at: node, in: tree)

    var events = readEvents(&observation.remarks)
    // A header that serves only where there are no events need not be read beside dated ones.
    let isSpare = rule.header?.use == .withoutEvents && events.contains { $0.checkpoint.time != nil }
    var header = isSpare ? nil : readHeader(&observation.remarks)
    applyOverrides(to: &events, &header)
    observation.checkpoints = events.map(\.checkpoint)
    let newest = header?.time ?? observation.checkpoints.first { $0.time != nil }?.time
    place(header, in: &observation)
    return ShipmentReading(
      observation: observation, postcode: rule.postcode.isEmpty ? nil : tree.text(rule.postcode, at: node),
      newest: observation.checkpoints.first { $0.time != nil }?.time ?? newest)
  }

  private func country(_ expressions: [XPath]) -> String? {
    expressions.isEmpty ? nil : tree.text(expressions, at: node).flatMap(Countries.code)
  }

  // MARK: Events

  /// Newest first, without duplicates.
  private func readEvents(_ remarks: inout [String]) -> [EventReading] {
    guard let expression = rule.checkpoints else { return [] }
    var nodes = tree.nodes(expression, at: node)
    if nodes.count > Self.eventLimit {
      remarks.append("\(nodes.count) events: only \(Self.eventLimit) are read")
      nodes = rule.order == .newestFirst ? Array(nodes.prefix(Self.eventLimit)) : Array(nodes.suffix(Self.eventLimit))
    }
    let reader = EventReader(
      api: api, rule: rule.event, tree: tree, language: textLanguage, overrides: rule.overrides,
      explanation: explanation)
    var events: [EventReading] = []
    events.reserveCapacity(nodes.count)
    for event in nodes {
      if let skip = rule.skip.first(where: { tree.isTrue($0, at: event) }) {
        explanation?.note("event skipped: \(skip)")
        continue
      }
      if let reading = reader.read(event, &remarks) { events.append(reading) }
    }
    return EventOrder.newestFirst(events, rule.order)
  }

  private func readHeader(_ remarks: inout [String]) -> Checkpoint? {
    guard let header = rule.header else { return nil }
    explanation?.note("header:")
    let reader = EventReader(
      api: api, rule: header.event, tree: tree, language: textLanguage, overrides: [], explanation: explanation)
    guard let checkpoint = reader.read(node, &remarks)?.checkpoint else { return nil }
    return checkpoint.code.isEmpty && checkpoint.text == nil ? nil : checkpoint
  }

  private var textLanguage: String? {
    rule.textLanguage ?? api.languages.word(for: ask.language)?.language
  }

  private func place(_ header: Checkpoint?, in observation: inout Observation) {
    guard let header, let use = rule.header?.use else { return }
    switch use {
    case .withoutEvents: if observation.checkpoints.isEmpty { observation.header = header }
    case .whenNewer: observation.header = header
    case .always:
      let newest = observation.checkpoints.first
      if newest?.meaning != header.meaning || newest == nil { observation.checkpoints.insert(header, at: 0) }
    }
  }

  // MARK: Overrides

  private func applyOverrides(to events: inout [EventReading], _ header: inout Checkpoint?) {
    for index in events.indices {
      guard let matched = events[index].override, rule.overrides.indices.contains(matched) else { continue }
      apply(rule.overrides[matched], to: &events[index].checkpoint, earlier: events[(index + 1)...])
    }
    let shipmentWide = rule.overrides.filter { !$0.onEvent && ($0.when.map { tree.isTrue($0, at: node) } ?? true) }
    guard !shipmentWide.isEmpty else { return }
    let target = events.firstIndex { $0.checkpoint.meaning.status != nil }
    for override in shipmentWide {
      if let target, apply(override, to: &events[target].checkpoint, earlier: events[(target + 1)...]) { break }
    }
    if var changed = header {
      for override in shipmentWide where apply(override, to: &changed, earlier: events[...]) { break }
      header = changed
    }
  }

  @discardableResult
  private func apply(
    _ override: Override, to checkpoint: inout Checkpoint, earlier: ArraySlice<EventReading>
  ) -> Bool {
    guard override.admits(checkpoint.meaning),
      override.after.isEmpty
        || earlier.contains(where: { $0.checkpoint.meaning.status.map { override.after.contains($0.state) } ?? false })
    else { return false }
    explanation?.note("override: '\(checkpoint.code)' is now \(checkpointWord(override.meaning))")
    checkpoint.meaning = override.meaning
    return true
  }
}

/// An event as read: the checkpoint, and the override of the manifest whose condition holds on it.
struct EventReading {
  var checkpoint: Checkpoint
  var override: Int?
}
