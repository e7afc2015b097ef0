import Tracking

/// Transport legs with planned and actual scans, replayed one case after the other: what is said about a case knows only
/// the ends of earlier ones.
public struct LegReplay: Sendable {
  /// One leg of a case.
  public struct Leg: Sendable {
    public var id: String
    /// Its place in the order of cases.
    public var caseNumber: Int
    public var way: LandmarkModel.Way
    /// Hours from the start.
    public var promise: Double
    /// Names of the scans, and the hours that each step really took.
    public var steps: [String]
    public var hours: [Double]

    public init(
      id: String, caseNumber: Int, way: LandmarkModel.Way, promise: Double, steps: [String], hours: [Double]
    ) {
      self.id = id
      self.caseNumber = caseNumber
      self.way = way
      self.promise = promise
      self.steps = steps
      self.hours = hours
    }

    public var total: Double { hours.reduce(0, +) }
    public var isLate: Bool { total > promise }
  }

  /// What was said about a leg `hour` hours after its start.
  public struct Tick: Sendable {
    public let id: String
    public let hour: Int
    public let chanceLate: Double
  }

  /// Hours between two looks, and the last one.
  public static let pace = 3
  private static let lastHour = 720.0

  public private(set) var model = LandmarkModel()
  public private(set) var ticks: [Tick] = []

  public init() {}

  /// Replays `legs`; what is said from case `first` on is kept. `lag` cases must have begun before a case's end is known.
  public mutating func run(_ legs: [Leg], from first: Int, lag: Int = 0, progress: (Double) -> Void = { _ in }) {
    let cases = Dictionary(grouping: legs, by: \.caseNumber).sorted { $0.key < $1.key }
    for (index, one) in cases.enumerated() {
      if one.key >= first { for leg in one.value { say(leg) } }
      if index >= lag { for leg in cases[index - lag].value { learn(leg) } }
      progress(Double(index + 1) / Double(cases.count))
    }
  }

  private mutating func say(_ leg: Leg) {
    for (hour, landmark) in Self.landmarks(leg) {
      ticks.append(Tick(id: leg.id, hour: hour, chanceLate: model.chanceLate(leg.way, landmark)))
    }
  }

  private mutating func learn(_ leg: Leg) {
    model.learn(leg.way, visited: Self.landmarks(leg).map(\.1), late: leg.isLate)
  }

  /// Every look at a leg while it is open and before its promise, with the scans known by then.
  static func landmarks(_ leg: Leg) -> [(Int, Landmark)] {
    var result: [(Int, Landmark)] = []
    var done = 0
    var heard = 0.0
    var ends: [Double] = []
    for hours in leg.hours { ends.append((ends.last ?? 0) + hours) }
    for hour in stride(from: 0, to: min(leg.total, leg.promise, lastHour), by: Double(pace)) {
      while done + 1 < ends.count, ends[done] <= hour {
        heard = ends[done]
        done += 1
      }
      // What is still to come names the point: legs with a stop more are other legs.
      let rest = leg.steps.dropFirst(done).joined(separator: "|")
      result.append((Int(hour), Landmark(milestone: rest, silence: hour - heard, left: leg.promise - hour)))
    }
    return result
  }
}

/// How well late legs were found, decided a fixed number of hours before the promise.
public struct LegEvaluation: Sendable {
  public static let leads = [6, 12, 24, 48]

  /// Chance said at each lead, and whether it came late.
  let cases: [(late: Bool, chances: [Int: Double])]

  public init(_ legs: [LegReplay.Leg], from first: Int, replay: LegReplay) {
    let said = Dictionary(grouping: replay.ticks, by: \.id)
    cases = legs.filter { $0.caseNumber >= first }.map { leg in
      var chances: [Int: Double] = [:]
      for tick in said[leg.id] ?? [] {
        let left = leg.promise - Double(tick.hour)
        for lead in Self.leads where left >= Double(lead) && left < Double(lead + LegReplay.pace) {
          chances[lead] = tick.chanceLate
        }
      }
      return (leg.isLate, chances)
    }
  }

  public var count: Int { cases.count }
  public var lateCount: Int { cases.count { $0.late } }

  /// Share of late legs found `lead` hours before the promise with 5 % of the punctual ones alarmed.
  public func recall(lead: Int) -> Double { recall(cases, lead) }

  /// The middle 95 % over resampled legs.
  public func interval(lead: Int, rounds: Int = 200, seed: UInt64 = 1) -> (Double, Double) {
    guard !cases.isEmpty, rounds > 1 else { return (0, 0) }
    var random = SplitMix(seed: seed)
    let figures = (0..<rounds).map { _ in
      recall((0..<cases.count).map { _ in cases[random.below(cases.count)] }, lead)
    }.sorted()
    return (figures[rounds * 25 / 1000], figures[min(rounds * 975 / 1000, rounds - 1)])
  }

  private func recall(_ cases: [(late: Bool, chances: [Int: Double])], _ lead: Int) -> Double {
    Evaluation.recall(cases.map { ($0.late, $0.chances[lead] ?? -1) })
  }
}
