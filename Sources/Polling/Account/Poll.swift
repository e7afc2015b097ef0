import Tracking

/// Shipments that are asked for together.
struct PollJob: Sendable {
  var shipments: [Shipment]
  /// They came by plain links, which have a share of the quota of their own.
  var isLink: Bool

  /// `shipments` in jobs of at most `batch`.
  static func split(_ shipments: [Shipment], isLink: Bool, batch: Int) -> [PollJob] {
    stride(from: 0, to: shipments.count, by: max(1, batch)).map { start in
      PollJob(shipments: Array(shipments[start..<min(start + max(1, batch), shipments.count)]), isLink: isLink)
    }
  }
}

/// One shipment's answer and what it alters.
struct Answered: Sendable {
  var observation: Observation
  var change: Change
  /// When the answer came.
  var at: Timestamp

  init(_ observation: Observation, of shipment: Shipment, minInterval: Int, book: LearnedBook, at now: Timestamp) {
    self.observation = observation
    at = now
    change = Answered.change(shipment, observation, minInterval: minInterval, book: book, at: now)
  }

  /// The same answer on the shipment as it is stored meanwhile.
  func recomputed(on shipment: Shipment, minInterval: Int, book: LearnedBook) -> Answered {
    Answered(observation, of: shipment, minInterval: minInterval, book: book, at: at)
  }

  private static func change(
    _ shipment: Shipment, _ observation: Observation, minInterval: Int, book: LearnedBook, at now: Timestamp
  ) -> Change {
    var change = book.assess(shipment.applying(observation, at: now), at: now)
    if let next = change.shipment.nextPollAt {
      change.shipment.nextPollAt = max(next, now.adding(seconds: Int64(minInterval)))
    }
    return change
  }
}
