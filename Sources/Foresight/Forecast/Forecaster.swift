import Tracking

/// The daemon's door to learning: events go in as they become known, every evening is closed, forecasts come out.
///
/// A value: pure and deterministic, without a clock of its own. The same events in the same order give the same state to
/// the bit, also across `encoded()`. One writer.
public struct Forecaster: Hashable, Sendable {
  var model: TransitModel
  /// In the order of their hand-over: sums must not depend on a dictionary's order.
  var parcels: [OpenShipment] = []
  private var places: [ShipmentID: Int] = [:]
  var alarms: [String: SelfTunedAlarm] = [:]
  public internal(set) var lastClosed: CivilDate?
  var network = IncidentWatch()

  /// - Parameter holidays: days on which nothing moves anywhere; those of a destination's country are known by themselves.
  public init(holidays: Set<CivilDate> = []) {
    model = TransitModel(holidays: holidays)
  }

  /// One chain of tables instead of the combination: what the combination is measured against.
  public static func reference(holidays: Set<CivilDate> = []) -> Forecaster {
    var forecaster = Forecaster()
    forecaster.model = TransitModel(holidays: holidays, method: .reference)
    return forecaster
  }

  public var openCount: Int { places.count }
  public var keyCount: Int { model.keyCount }
  /// What the tables take in memory, without open shipments.
  public var byteCount: Int { model.byteCount }
  public func contains(_ id: ShipmentID) -> Bool { places[id] != nil }

  /// The carrier scanned it for the first time, on the day `facts.handover`. A second call is ignored.
  public mutating func handedOver(_ id: ShipmentID, _ facts: TransitFacts) {
    guard places[id] == nil else { return }
    places[id] = parcels.count
    parcels.append(OpenShipment(id: id, parcel: model.handedOver(facts)))
  }

  /// The promise changed; the keys that were fixed at hand-over stay.
  public mutating func promised(_ id: ShipmentID, _ promise: CivilDate?) {
    guard let place = places[id] else { return }
    parcels[place].promise = promise
  }

  /// A scan. `place` is the hub or depot where it was made, in words that stay the same.
  public mutating func scanned(_ id: ShipmentID, _ milestone: Milestone, place: String? = nil, at moment: Timestamp) {
    guard let index = places[id] else { return }
    let parcel = parcels[index].parcel
    network.scanned(id, parcel.facts, milestone, place: place, rest: parcel.rest, at: moment)
    guard parcels[index].lastScan.map({ $0.at <= moment }) ?? true else { return }
    parcels[index].lastScan = OpenShipment.Scan(milestone: milestone, at: moment)
  }

  /// It came on `day`, which may be reported days later. Taught when that day is closed, or with the next one.
  public mutating func delivered(_ id: ShipmentID, on day: CivilDate) {
    guard let place = places[id] else { return }
    parcels[place].delivered = max(day, parcels[place].parcel.facts.handover)
    network.left(id)
  }

  /// It will never come: cancelled, returned, lost, expired. Its open days were taught, its end is not.
  public mutating func dropped(_ id: ShipmentID) {
    guard let place = places[id] else { return }
    places[id] = nil
    parcels[place].isDropped = true
    network.dropped(id)
  }

  /// The day is over, and everything known of it was fed: every open parcel teaches, those that came leave, alarms are
  /// raised and resolved. A day that is closed already is ignored; missed days are closed one by one, in order.
  public mutating func close(_ day: CivilDate) -> Evening {
    if let lastClosed, day <= lastClosed { return Evening() }
    lastClosed = day
    parcels.removeAll { $0.isDropped }
    learn(day)
    for shop in alarms.keys { alarms[shop]?.age() }
    var evening = Evening()
    settle(day, &evening)
    judge(day, &evening)
    index()
    return evening
  }

  /// Judges the hours that are over by `moment`: incidents of the network that began or ended in them. Called hourly,
  /// and not while polling stands still, which looks like everybody's silence.
  public mutating func watch(at moment: Timestamp) -> [NetworkIncident] { network.pass(until: moment) }

  /// Incidents that go on.
  public var incidents: [NetworkIncident] { network.incidents }

  /// Nil where it is not open here, or no day was closed since its hand-over.
  public func forecast(_ id: ShipmentID) -> Forecast? {
    guard let place = places[id], let lastClosed else { return nil }
    let shipment = parcels[place]
    guard shipment.delivered == nil, shipment.parcel.facts.handover <= lastClosed else { return nil }
    return forecast(shipment, after: lastClosed)
  }

  /// Takes back what was open, from a state.
  mutating func restore(_ shipments: [OpenShipment]) {
    parcels = shipments
    index()
  }

  private mutating func index() {
    places = [:]
    for (place, shipment) in parcels.enumerated() where !shipment.isDropped { places[shipment.id] = place }
  }

  private mutating func learn(_ day: CivilDate) {
    let open = parcels.filter { $0.parcel.facts.handover <= day }.map { shipment in
      TransitModel.OpenParcel(
        parcel: shipment.parcel, arrived: shipment.delivered.map { $0 <= day } ?? false)
    }
    guard !open.isEmpty else { return }
    model.learn(day, open: open)
    for shipment in parcels {
      if let delivered = shipment.delivered, delivered <= day { model.arrived(shipment.parcel, on: delivered) }
    }
  }

  /// Parcels whose fate towards the promise is known teach the threshold; those that came leave.
  private mutating func settle(_ day: CivilDate, _ evening: inout Evening) {
    for shipment in parcels {
      guard let delivered = shipment.delivered, delivered <= day else { continue }
      if let promise = shipment.promise, delivered <= promise {
        alarms[shipment.shop, default: SelfTunedAlarm()].cameOnTime(
          best: shipment.bestChance, openOnEve: shipment.wasOpenOnEve)
      }
      if shipment.alarmSince != nil { evening.arrived.append(shipment.id) }
    }
    parcels.removeAll { $0.delivered.map { $0 <= day } ?? false }
  }

  private mutating func judge(_ day: CivilDate, _ evening: inout Evening) {
    for index in parcels.indices {
      guard let promise = parcels[index].promise, parcels[index].parcel.facts.handover <= day else { continue }
      let chance = model.chanceLate(parcels[index].parcel, promise: promise, after: day)
      let threshold = alarms[parcels[index].shop]?.threshold ?? SelfTunedAlarm().threshold
      let was = parcels[index].alarmSince
      parcels[index].judge(chance, promise: promise, threshold: threshold, on: day)
      let now = parcels[index].alarmSince
      guard (was == nil) != (now == nil) else { continue }
      evening.alarms.append(
        ForecastAlarm(
          shipment: parcels[index].id, isRaised: now != nil, forecast: forecast(parcels[index], after: day)))
    }
  }
}

/// What an evening brought.
public struct Evening: Sendable {
  /// Raised and resolved while the parcel is under way.
  public var alarms: [ForecastAlarm] = []
  /// Alarmed parcels that came.
  public var arrived: [ShipmentID] = []
}

/// One alarm, raised or taken back.
public struct ForecastAlarm: Sendable {
  public var shipment: ShipmentID
  public var isRaised: Bool
  public var forecast: Forecast
}
