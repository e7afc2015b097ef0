import Foundation
import Tracking

/// How well a replay foresaw: recall of late parcels at a budget of false alarms, calibration, windows.
public struct Evaluation: Sendable {
  /// What is judged of one parcel: its evenings and its end.
  struct Case: Sendable {
    let promise: Int
    let late: Bool
    /// Days after hand-over until delivery.
    let taken: Int
    /// Day number and chance, oldest first.
    var evenings: [(day: Int, chance: Double)] = []
    var window: [Int]?
    /// Days before the promise on which it was alarmed; nil where it was not, or not before the promise.
    var alarmLead: Int?

    /// The chance said `days` before the promise; nil where the parcel was not open or not handed over.
    func chance(daysBefore days: Int) -> Double? {
      evenings.first { $0.day == promise - days }?.chance
    }
  }

  /// Share of on-time parcels that an alarm may hit.
  public static let budget = 0.05
  public static let leads = [1, 2, 3, 5, 7, 10]

  let cases: [Case]

  /// Cases of `parcels` handed over from `split` on, with what the replay said.
  public init(_ parcels: [TransitReplay.Parcel], split: CivilDate, replay: TransitReplay) {
    var order: [String] = []
    var cases: [String: Case] = [:]
    for parcel in parcels where parcel.facts.handover >= split {
      guard let promise = parcel.facts.promise else { continue }
      order.append(parcel.id)
      var one = Case(
        promise: promise.dayNumber, late: parcel.delivered > promise,
        taken: parcel.delivered.dayNumber - parcel.facts.handover.dayNumber)
      if let day = replay.firstAlarms[parcel.id], day < promise {
        one.alarmLead = promise.dayNumber - day.dayNumber
      }
      cases[parcel.id] = one
    }
    for evening in replay.evenings { cases[evening.id]?.evenings.append((evening.day.dayNumber, evening.chanceLate)) }
    for window in replay.windows { cases[window.id]?.window = window.days }
    self.cases = order.compactMap { cases[$0] }
  }

  private init(cases: [Case]) {
    self.cases = cases
  }

  public var count: Int { cases.count }
  public var lateCount: Int { cases.count { $0.late } }

  /// Recall of late parcels decided on the evening `lead` days before the promise, at the budget of false alarms.
  public func recall(lead: Int) -> Double {
    Self.recall(cases.map { ($0.late, $0.chance(daysBefore: lead) ?? -1) })
  }

  /// Share of the late above the score that `budget` of the punctual exceed; -1 stands for no score.
  static func recall(_ scores: [(late: Bool, score: Double)]) -> Double {
    let onTime = scores.filter { !$0.late }.map(\.score).sorted(by: >)
    let late = scores.filter(\.late).map(\.score)
    guard !late.isEmpty, !onTime.isEmpty else { return 0 }
    let threshold = onTime[min(Int(budget * Double(onTime.count)), onTime.count - 1)]
    let hits = late.count { threshold >= 0 ? $0 > threshold : $0 >= 0 }
    return Double(hits) / Double(late.count)
  }

  /// Recall over false alarms, one point a threshold, for the curve of one lead.
  public func curve(lead: Int) -> [(falseAlarms: Double, recall: Double)] {
    let scores = cases.map { ($0.late, $0.chance(daysBefore: lead) ?? -1) }
    let late = max(scores.count { $0.0 }, 1)
    let onTime = max(scores.count - late, 1)
    return stride(from: 1.0, through: 0, by: -0.02).map { threshold in
      let alarms = scores.filter { $0.1 >= threshold }
      let hits = alarms.count { $0.0 }
      return (Double(alarms.count - hits) / Double(onTime), Double(hits) / Double(late))
    }
  }

  /// Mean squared error of the chances said, over all evenings.
  public var brier: Double {
    var sum = 0.0
    var count = 0.0
    for one in cases {
      for evening in one.evenings {
        let truth = one.late ? 1.0 : 0.0
        sum += (evening.chance - truth) * (evening.chance - truth)
        count += 1
      }
    }
    return count == 0 ? 0 : sum / count
  }

  /// One tenth of the scale: how often it was said, what was said, what came.
  public struct Bucket: Sendable {
    public var evenings = 0
    public var said = 0.0
    public var came = 0.0
    public var gap: Double { abs(said - came) }
  }

  /// By tenths of the chance said.
  public var calibration: [Bucket] {
    var buckets = [Bucket](repeating: Bucket(), count: 10)
    for one in cases {
      for evening in one.evenings {
        let index = min(max(Int(evening.chance * 10), 0), 9)
        buckets[index].evenings += 1
        buckets[index].said += evening.chance
        buckets[index].came += one.late ? 1 : 0
      }
    }
    for index in buckets.indices where buckets[index].evenings > 0 {
      buckets[index].said /= Double(buckets[index].evenings)
      buckets[index].came /= Double(buckets[index].evenings)
    }
    return buckets
  }

  /// The widest gap among buckets with 500 evenings and more.
  public var worstGap: Double { calibration.filter { $0.evenings >= 500 }.map(\.gap).max() ?? 0 }

  /// How the windows did that were said on the evening of hand-over.
  public struct Windows: Sendable {
    public var count = 0
    /// Mean absolute error of the median, in days.
    public var error = 0.0
    public var coverage50 = 0.0
    public var coverage90 = 0.0
    /// Mean pinball loss over the five chances, in days.
    public var pinball = 0.0
  }

  public var windows: Windows {
    var result = Windows()
    let levels = [0.05, 0.25, 0.5, 0.75, 0.95]
    for one in cases {
      guard let window = one.window, window.count == 5 else { continue }
      let taken = Double(one.taken)
      result.count += 1
      result.error += abs(taken - Double(window[2]))
      result.coverage50 += window[1] <= one.taken && one.taken <= window[3] ? 1 : 0
      result.coverage90 += window[0] <= one.taken && one.taken <= window[4] ? 1 : 0
      for (level, days) in zip(levels, window) {
        let miss = taken - Double(days)
        result.pinball += max(level * miss, (level - 1) * miss) / 5
      }
    }
    let count = Double(max(result.count, 1))
    result.error /= count
    result.coverage50 /= count
    result.coverage90 /= count
    result.pinball /= count
    return result
  }

  /// The middle 95 % of `figure` over `rounds` resamples of the parcels, drawn with `seed`.
  public func interval(rounds: Int = 200, seed: UInt64 = 1, of figure: (Evaluation) -> Double) -> (Double, Double) {
    guard !cases.isEmpty, rounds > 1 else { return (0, 0) }
    var random = SplitMix(seed: seed)
    let figures = (0..<rounds).map { _ in
      figure(Evaluation(cases: (0..<cases.count).map { _ in cases[random.below(cases.count)] }))
    }.sorted()
    return (figures[rounds * 25 / 1000], figures[min(rounds * 975 / 1000, rounds - 1)])
  }
}
