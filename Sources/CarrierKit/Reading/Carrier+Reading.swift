import Tracking

extension Carrier {
  /// What a saved answer gave, and by which API.
  public struct SavedReading: Sendable {
    public var api: String
    public var observations: [Observation]
    /// How it came about, line by line; empty unless asked for.
    public var lines: [String]

    /// As `tidings carriers read` prints it.
    public var reports: [ObservationReport] { observations.map(ObservationReport.init) }
  }

  /// Reads a saved answer.
  ///
  /// - Parameters:
  ///   - asks: numbers the answer was for; what else it holds follows after them.
  ///   - api: which API it is of; nil chooses the one whose rules fit best (in the manifest's order among equals).
  ///   - explaining: whether to say how it came about.
  /// - Returns: nil for an API that the manifest does not have.
  public func read(
    _ answer: CarrierAnswer, asks: [Ask], api: String? = nil, now: Timestamp, explaining: Bool = false
  ) -> SavedReading? {
    let candidates = api.map { id in apis.filter { $0.id == id } } ?? apis
    var best: (score: Int, reading: SavedReading)?
    for candidate in candidates {
      let explanation = explaining ? Explanation() : nil
      let (observations, ground) = AnswerReader(candidate).examine(
        answer, asks: asks, others: true, now: now, explanation: explanation)
      let score = Carrier.score(observations, ground)
      if let best, best.score >= score { continue }
      best = (
        score, SavedReading(api: candidate.id, observations: observations, lines: explanation?.lines ?? [])
      )
    }
    return best?.reading
  }

  /// How well an answer fits an API: events whose codes it knows, then anything tracked, then a rule about its
  /// content, then one about its status.
  private static func score(_ observations: [Observation], _ ground: Judgment.Ground) -> Int {
    var score = ground.rawValue * 10
    for observation in observations {
      if case .unreadable = observation.outcome { return 0 }
      if case .tracked = observation.outcome { score += 100 }
      let all = observation.checkpoints + (observation.header.map { [$0] } ?? [])
      score += min(all.count(where: { $0.meaning != .unrecognized }), 20) * 40 + min(all.count, 20) * 10
      if observation.remarks.contains(where: { $0.hasPrefix("a time cannot") }) { score -= 50 }
    }
    return score
  }
}
