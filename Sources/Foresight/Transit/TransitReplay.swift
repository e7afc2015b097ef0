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

  public private(set) var forecaster: Forecaster
  public private(set) var evenings: [Evening] = []
  public private(set) var windows: [Window] = []
  /// The evening on which each alarmed parcel was first alarmed.
  public private(set) var firstAlarms: [String: CivilDate] = [:]

  public init(_ forecaster: Forecaster = Forecaster()) {
    self.forecaster = forecaster
  }

  /// Replays `parcels`; judges those handed over from `split` on. `progress` hears the share that is done.
  public mutating func run(_ parcels: [Parcel], split: CivilDate, progress: (Double) -> Void = { _ in }) {
    let sorted = parcels.enumerated().sorted {
      ($0.element.facts.handover, $0.offset) < ($1.element.facts.handover, $1.offset)
    }.map(\.element)
    guard let first = sorted.first, let last = sorted.last else { return }
    let days = first.facts.handover.dayNumber...(last.facts.handover.dayNumber + 60)
    var next = 0
    var open: [Parcel] = []
    for number in days {
      let day = CivilDate(dayNumber: number)
      while next < sorted.count, sorted[next].facts.handover == day {
        forecaster.handedOver(ShipmentID(sorted[next].id), sorted[next].facts)
        open.append(sorted[next])
        next += 1
      }
      for one in open where one.delivered == day { forecaster.delivered(ShipmentID(one.id), on: day) }
      open.removeAll { $0.delivered <= day }
      let evening = forecaster.close(day)
      for alarm in evening.alarms where alarm.isRaised && firstAlarms[alarm.shipment.rawValue] == nil {
        firstAlarms[alarm.shipment.rawValue] = day
      }
      for one in open where one.facts.handover >= split { judge(one, on: day) }
      progress(Double(number - days.lowerBound + 1) / Double(days.count))
    }
  }

  private mutating func judge(_ known: Parcel, on day: CivilDate) {
    guard let forecast = forecaster.forecast(ShipmentID(known.id)) else { return }
    if let promise = known.facts.promise, promise > day {
      evenings.append(Evening(id: known.id, day: day, chanceLate: forecast.chanceLate ?? 0))
    }
    if known.facts.handover == day {
      let dates = [
        forecast.wide.from, forecast.middle.from, forecast.median, forecast.middle.to, forecast.wide.to,
      ]
      windows.append(Window(id: known.id, days: dates.map { $0.dayNumber - day.dayNumber }))
    }
  }
}
