import Tracking

/// Everything that was learned: a fold over the journal of lessons. The same entries in the same order give the same
/// value to the bit, also across its encoding; so a snapshot and the entries after it are as good as the whole journal.
public struct Learning: Hashable, Sendable {
  public internal(set) var forecaster: Forecaster
  /// How well carriers' own dates held.
  public internal(set) var dates: CarrierDates
  /// How long shops take until the carrier has a parcel.
  public internal(set) var handovers: HandoverTimes
  /// What must be remembered of parcels under way, beside what the forecaster keeps.
  var ways: [ShipmentID: Way]

  struct Way: Hashable, Sendable {
    var lane: Lane
    var handover: CivilDate
    /// The last day that was closed when we heard of it.
    var enteredAfter: CivilDate?
    /// The carrier's dates, each with the day it was said on; the first ones, at most eight.
    var dates: [Said] = []

    struct Said: Hashable, Sendable {
      var last: CivilDate
      var on: CivilDate
    }
  }

  public init() {
    forecaster = Forecaster()
    dates = CarrierDates()
    handovers = HandoverTimes()
    ways = [:]
  }

  /// What an entry brought.
  public struct Outcome: Sendable {
    /// Parcels that a forecast can be said of from now on.
    public var begun: [ShipmentID] = []
    /// The day that ended with it, where it ended one.
    public var closed: CivilDate?
    public var alarms: [ForecastAlarm] = []
    /// Those that began, changed or ended.
    public var incidents: [NetworkIncident] = []
  }

  public mutating func take(_ entry: JournalEntry) -> Outcome {
    var outcome = Outcome()
    for lesson in entry.lessons {
      if case .closed(let day) = lesson { close(day, &outcome) }
      if case .watched(let moment) = lesson { outcome.incidents += forecaster.watch(at: moment) }
      if let id = entry.shipment { take(lesson, of: id, &outcome) }
    }
    return outcome
  }

  private mutating func take(_ lesson: Lesson, of id: ShipmentID, _ outcome: inout Outcome) {
    switch lesson {
    case .labeled(let lane, let hours): handovers.labeled(lane, hours: hours)
    case .handedOver(let lane, let day, let promise, let label, let scan):
      begin(id, lane, on: day, promise: promise)
      if let label, let scan { handovers.handedOver(lane, label: label, scan: scan) }
      if let last = forecaster.lastClosed, day <= last { outcome.begun.append(id) }
    case .scanned(let status, let place, let moment):
      guard let milestone = Milestone(status) else { return }
      forecaster.scanned(id, milestone, place: place, at: moment)
    case .estimated(let last, let day): note(id, last, on: day)
    case .promised(let promise): forecaster.promised(id, promise)
    case .arrived(let day): arrive(id, on: day)
    case .left: leave(id)
    case .closed, .watched: break
    }
  }

  private mutating func begin(_ id: ShipmentID, _ lane: Lane, on day: CivilDate, promise: CivilDate?) {
    guard ways[id] == nil else { return }
    ways[id] = Way(lane: lane, handover: day, enteredAfter: forecaster.lastClosed)
    forecaster.handedOver(id, TransitFacts(lane, handover: day, promise: promise))
  }

  private mutating func note(_ id: ShipmentID, _ last: CivilDate, on day: CivilDate) {
    guard let said = ways[id]?.dates, said.count < 8, said.last?.last != last else { return }
    ways[id]?.dates.append(Way.Said(last: last, on: day))
  }

  private mutating func arrive(_ id: ShipmentID, on day: CivilDate) {
    guard let way = ways.removeValue(forKey: id) else { return }
    dates.learn(way, arrived: day)
    // It had come before we heard of it: its days were never watched, so its end says nothing about them.
    if let closed = way.enteredAfter, day <= closed { return forecaster.dropped(id) }
    forecaster.delivered(id, on: day)
  }

  private mutating func leave(_ id: ShipmentID) {
    ways[id] = nil
    forecaster.dropped(id)
  }

  private mutating func close(_ day: CivilDate, _ outcome: inout Outcome) {
    if let last = forecaster.lastClosed, day <= last { return }
    outcome.alarms += forecaster.close(day).alarms
    outcome.closed = day
    dates.age()
    handovers.age()
    // Deleted meanwhile, or forgotten by everybody: what expired says so after thirty silent days.
    let lost = ways.filter { day.dayNumber - $0.value.handover.dayNumber > Self.longestWay }.keys
    for id in lost.sorted(by: { $0.rawValue < $1.rawValue }) { leave(id) }
  }

  /// Days after which a parcel is no longer waited for.
  private static let longestWay = 120
}

extension TransitFacts {
  init(_ lane: Lane, handover: CivilDate, promise: CivilDate?) {
    self.init(
      shop: lane.shop.rawValue, carrier: lane.carrier.rawValue, service: lane.service, handover: handover,
      promise: promise, origin: lane.origin, destination: lane.destination, country: lane.country, region: lane.region,
      postalArea: lane.area)
  }
}
