import Tracking

/// Past parcels, replayed day by day through the same interface that the daemon uses: no other way in, so nothing can
/// be known before its day.
public struct TransitReplay: Sendable {
  /// A parcel whose end is known.
  public struct Parcel: Sendable {
    public var id: String
    public var facts: TransitFacts
    public var delivered: CivilDate

    public init(id: String, facts: TransitFacts, delivered: CivilDate) {
      self.id = id
      self.facts = facts
      self.delivered = delivered
    }
  }

  /// What the model said on one evening about one open parcel.
  public struct Evening: Sendable {
    public let id: String
    public let day: CivilDate
    public let chanceLate: Double
  }

  /// Days after hand-over with 5, 25, 50, 75 and 95 % chance, said on the evening of hand-over.
  public struct Window: Sendable {
    public let id: String
    public let days: [Int]
  }

  public private(set) var model: TransitModel
  public private(set) var evenings: [Evening] = []
  public private(set) var windows: [Window] = []

  public init(model: TransitModel) {
    self.model = model
  }

  /// Replays `parcels`; judges those handed over from `split` on.
  public mutating func run(_ parcels: [Parcel], split: CivilDate) {
    let sorted = parcels.enumerated().sorted {
      ($0.element.facts.handover, $0.offset) < ($1.element.facts.handover, $1.offset)
    }.map(\.element)
    guard let first = sorted.first, let last = sorted.last else { return }
    var next = 0
    var open: [(known: Parcel, parcel: TransitModel.Parcel)] = []
    var arrived: [(known: Parcel, parcel: TransitModel.Parcel)] = []
    for number in first.facts.handover.dayNumber...(last.facts.handover.dayNumber + 60) {
      let day = CivilDate(dayNumber: number)
      for one in arrived { model.arrived(one.parcel, on: one.known.delivered) }
      while next < sorted.count, sorted[next].facts.handover == day {
        open.append((sorted[next], model.handedOver(sorted[next].facts)))
        next += 1
      }
      arrived = open.filter { $0.known.delivered == day }
      if open.isEmpty { continue }
      model.learn(day, open: open.map { TransitModel.OpenParcel($0.parcel, arrived: $0.known.delivered == day) })
      open.removeAll { $0.known.delivered <= day }
      for one in open where one.known.facts.handover >= split { judge(one.known, one.parcel, on: day) }
    }
  }

  private mutating func judge(_ known: Parcel, _ parcel: TransitModel.Parcel, on day: CivilDate) {
    if let promise = known.facts.promise, promise > day {
      evenings.append(
        Evening(id: known.id, day: day, chanceLate: model.chanceLate(parcel, promise: promise, after: day)))
    }
    if known.facts.handover == day {
      windows.append(
        Window(id: known.id, days: model.window(of: parcel, after: day, chances: [0.05, 0.25, 0.5, 0.75, 0.95])))
    }
  }
}
