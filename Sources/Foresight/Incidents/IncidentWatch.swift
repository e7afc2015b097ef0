import Foundation
import Tracking

/// Watches hubs, regions, lanes and carriers through the own fleet, hour by hour.
///
/// An hour is judged by what became known in it, so a carrier that reports late is late as usual. Where polling itself
/// stands still, nobody may call `pass`: silence of ours is no trouble of theirs.
struct IncidentWatch: Hashable, Sendable {
  /// Where a parcel waits: in these units, since that hour.
  struct Position: Hashable, Sendable {
    let id: ShipmentID
    /// Carrier and milestone, whose rates it moves by.
    var pace: String
    var units: [TransitKey]
    var since: Int
    var rest: [Int]
    /// Moved on, or left, in the hour that is under way.
    var didMove = false
    var next: Next?

    enum Next: Hashable, Sendable {
      case left
      case at([TransitKey], pace: String, since: Int)
    }
  }

  private(set) var positions: [Position] = []
  private var places: [ShipmentID: Int] = [:]
  private(set) var rates: [String: MoveRates] = [:]
  private(set) var units: [TransitKey: WatchedUnit] = [:]
  /// The first hour that was not judged yet.
  private(set) var nextHour: Int?

  /// Units at most; a new one beyond is not watched.
  private static let limit = 5_000
  /// Wanted: false incidents a carrier and year, over all its units together.
  private static let falsePerYear = 0.5

  /// A scan became known at `moment`; before it the parcel waited where it was scanned last.
  mutating func scanned(
    _ id: ShipmentID, _ facts: TransitFacts, _ milestone: Milestone, place: String?, rest: [Int], at moment: Timestamp
  ) {
    let carrier = facts.carrier ?? ""
    let pace = "\(carrier)/\(milestone.rawValue)"
    let hour = max(Int(moment.seconds / 3600), nextHour ?? 0)
    let keys = watch(carrier, facts, place, hour)
    if let index = places[id] {
      positions[index].didMove = true
      positions[index].next = .at(keys, pace: pace, since: hour)
      return
    }
    places[id] = positions.count
    positions.append(Position(id: id, pace: pace, units: keys, since: hour, rest: rest))
  }

  /// It was delivered: a move as well.
  mutating func left(_ id: ShipmentID) {
    guard let index = places[id] else { return }
    positions[index].didMove = true
    positions[index].next = .left
  }

  /// It will not move any more, and that is nobody's trouble.
  mutating func dropped(_ id: ShipmentID) {
    guard let index = places[id] else { return }
    positions[index].didMove = false
    positions[index].next = .left
    positions[index].units = []
  }

  /// Judges the hours that are over by `moment`; incidents that began or ended in them.
  mutating func pass(until moment: Timestamp) -> [NetworkIncident] {
    let end = Int(moment.seconds / 3600)
    guard let start = nextHour else {
      nextHour = end
      return []
    }
    var changes: [NetworkIncident] = []
    // After a stand-still of ours the hours in between say nothing.
    for hour in max(start, end - 6)..<max(end, start) { changes += pass(hour) }
    nextHour = max(end, start)
    return changes
  }

  var incidents: [NetworkIncident] {
    units.values.compactMap(\.incident).sorted { $0.id < $1.id }.map(withShipments)
  }

  private mutating func pass(_ hour: Int) -> [NetworkIncident] {
    var sums: [TransitKey: (observed: Double, expected: Double)] = [:]
    var tables: [String: [Int: [Double]]] = [:]
    let troubled = Set(units.filter { $0.value.incident != nil }.keys)
    for pace in rates.keys { rates[pace]?.age() }
    for position in positions where position.since < hour && !position.units.isEmpty {
      guard let dwell = MoveRates.dwell(hour - position.since) else { continue }
      let block = MoveRates.block(hour: hour, isHoliday: position.rest.contains(hour / 24))
      let known = tables[position.pace]?[block]
      let chances = known ?? rates[position.pace, default: MoveRates()].chances(block: block)
      if known == nil { tables[position.pace, default: [:]][block] = chances }
      let own = position.units.filter { troubled.contains($0) }
      for unit in own.isEmpty ? position.units : own {
        sums[unit, default: (0, 0)].expected += chances[dwell]
        if position.didMove { sums[unit, default: (0, 0)].observed += 1 }
      }
      guard own.isEmpty else { continue }
      rates[position.pace, default: MoveRates()].learn(dwell: dwell, block: block, moved: position.didMove)
    }
    for (unit, sum) in sums { units[unit]?.pass(hour: hour, observed: sum.observed, expected: sum.expected) }
    move()
    return judge(hour)
  }

  private mutating func move() {
    for index in positions.indices {
      switch positions[index].next {
      case .at(let units, let pace, let since):
        positions[index].units = units
        positions[index].pace = pace
        positions[index].since = since
        positions[index].next = nil
        positions[index].didMove = false
      case .left, nil: break
      }
    }
    positions.removeAll { $0.next == .left }
    places = [:]
    for (index, position) in positions.enumerated() { places[position.id] = index }
  }

  /// Of the units of one carrier that cross the line in an hour, the strongest becomes the incident: trouble of one hub
  /// is thinned out in its carrier, trouble of a carrier is thin in each hub.
  private mutating func judge(_ hour: Int) -> [NetworkIncident] {
    var changes: [NetworkIncident] = []
    let perCarrier = Dictionary(grouping: units.values, by: \.carrier).mapValues { Double($0.count { $0.isKnown }) }
    var strongest: [String: TransitKey] = [:]
    for key in units.keys.sorted(by: { $0.value < $1.value }) {
      if let ended = units[key]?.endIfRecovered(at: hour) { changes.append(ended) }
      guard let unit = units[key], unit.incident == nil else { continue }
      let line = log(max(perCarrier[unit.carrier] ?? 1, 1) * 24 * 365 / Self.falsePerYear)
      guard unit.trouble >= line else { continue }
      let best = strongest[unit.carrier].flatMap { units[$0]?.trouble } ?? 0
      if unit.trouble > best { strongest[unit.carrier] = key }
    }
    for key in strongest.values.sorted(by: { $0.value < $1.value }) {
      units[key]?.begin(at: hour)
      if let begun = units[key]?.incident { changes.append(withShipments(begun)) }
    }
    return changes
  }

  private func withShipments(_ incident: NetworkIncident) -> NetworkIncident {
    let key = TransitKey("unit", incident.extent.rawValue, incident.carrier, incident.place)
    var result = incident
    result.shipments = positions.filter { $0.units.contains(key) }.map(\.id)
    return result
  }

  private mutating func watch(_ carrier: String, _ facts: TransitFacts, _ place: String?, _ hour: Int) -> [TransitKey] {
    var names: [(NetworkIncident.Extent, String)] = [(.carrier, "")]
    if let region = facts.region ?? facts.destination { names.append((.region, region)) }
    if let origin = facts.origin, let destination = facts.destination {
      names.append((.lane, "\(origin) > \(destination)"))
    }
    if let place { names.append((.hub, place)) }
    return names.compactMap { extent, name in
      let key = TransitKey("unit", extent.rawValue, carrier, name)
      if units[key] == nil {
        guard units.count < Self.limit else { return nil }
        units[key] = WatchedUnit(carrier: carrier, extent: extent, place: name, firstHour: hour)
      }
      return key
    }
  }
}

extension IncidentWatch {
  func encode(_ writer: inout StateWriter) {
    writer.write(rates.sorted { $0.key < $1.key }) { writer, rate in
      writer.write(rate.key)
      rate.value.encode(&writer)
    }
    writer.write(units.sorted { $0.key.value < $1.key.value }) { writer, unit in
      writer.write(unit.key.value)
      unit.value.encode(&writer)
    }
    writer.write(positions) { writer, position in position.encode(&writer) }
    writer.write(nextHour) { $0.write(Int64($1)) }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    let rates = try reader.array { reader throws(ForecasterStateError) in
      (try reader.string(), try MoveRates(&reader))
    }
    for (carrier, rate) in rates { self.rates[carrier] = rate }
    let units = try reader.array { reader throws(ForecasterStateError) in
      (TransitKey(value: try reader.integer(UInt64.self)), try WatchedUnit(&reader))
    }
    for (key, unit) in units { self.units[key] = unit }
    positions = try reader.array { reader throws(ForecasterStateError) in try Position(&reader) }
    for (index, position) in positions.enumerated() { places[position.id] = index }
    nextHour = try reader.optional { reader throws(ForecasterStateError) in Int(try reader.integer(Int64.self)) }
  }
}

extension IncidentWatch.Position {
  func encode(_ writer: inout StateWriter) {
    writer.write(id.rawValue)
    writer.write(pace)
    writer.write(units) { $0.write($1.value) }
    writer.write(Int64(since))
    writer.write(rest) { $0.write(Int32(clamping: $1)) }
    writer.write(didMove)
    guard let next else { return writer.write(UInt8(0)) }
    switch next {
    case .left: writer.write(UInt8(1))
    case .at(let units, let pace, let since):
      writer.write(UInt8(2))
      writer.write(units) { $0.write($1.value) }
      writer.write(pace)
      writer.write(Int64(since))
    }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    func keys(_ reader: inout StateReader) throws(ForecasterStateError) -> [TransitKey] {
      try reader.array { reader throws(ForecasterStateError) in TransitKey(value: try reader.integer(UInt64.self)) }
    }
    let id = ShipmentID(try reader.string())
    let pace = try reader.string()
    let units = try keys(&reader)
    let since = Int(try reader.integer(Int64.self))
    let rest = try reader.array { reader throws(ForecasterStateError) in try reader.day() }
    self.init(id: id, pace: pace, units: units, since: since, rest: rest)
    didMove = try reader.bool()
    switch try reader.integer(UInt8.self) {
    case 0: next = nil
    case 1: next = .left
    case 2:
      next = .at(
        try keys(&reader), pace: try reader.string(), since: Int(try reader.integer(Int64.self)))
    default: throw .damaged
    }
  }
}
