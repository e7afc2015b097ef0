import Tracking

/// What was learned, as bytes: the forecaster's own, and the rest.
public struct LearningState: Hashable, Sendable {
  public var forecaster: [UInt8]
  public var rest: [UInt8]

  public init(forecaster: [UInt8], rest: [UInt8]) {
    self.forecaster = forecaster
    self.rest = rest
  }
}

extension Learning {
  /// Of the part that is not the forecaster's; its own stands in its bytes.
  private static let version: UInt16 = 1

  public func encoded() -> LearningState {
    var writer = StateWriter()
    writer.write(Self.version)
    writer.write(dates.records.sorted { $0.key < $1.key }) { writer, record in
      writer.write(record.key)
      writer.write(record.value.days) { $0.write($1) }
    }
    for records in [handovers.labels, handovers.scans] {
      writer.write(records.sorted { $0.key < $1.key }) { writer, record in
        writer.write(record.key)
        writer.write(record.value.steps) { $0.write($1) }
      }
    }
    writer.write(ways.sorted { $0.key.rawValue < $1.key.rawValue }) { writer, way in
      writer.write(way.key.rawValue)
      way.value.encode(&writer)
    }
    return LearningState(forecaster: forecaster.encoded(), rest: writer.bytes)
  }

  /// Throws where another version wrote it, or where it is damaged.
  public init(_ state: LearningState) throws(ForecasterStateError) {
    self.init()
    forecaster = try Forecaster(decoding: state.forecaster)
    var reader = try StateReader(state.rest)
    let version = try reader.integer(UInt16.self)
    guard version == Self.version else { throw .version(version) }
    for (key, days) in try Self.records(&reader, count: 11) { dates.records[key] = CarrierDates.Record(days: days) }
    for (key, steps) in try Self.records(&reader, count: HandoverTimes.steps) {
      handovers.labels[key] = HandoverTimes.Record(steps: steps)
    }
    for (key, steps) in try Self.records(&reader, count: HandoverTimes.steps) {
      handovers.scans[key] = HandoverTimes.Record(steps: steps)
    }
    let ways = try reader.array { reader throws(ForecasterStateError) in
      (ShipmentID(try reader.string()), try Way(&reader))
    }
    for (id, way) in ways { self.ways[id] = way }
    guard reader.isAtEnd else { throw .damaged }
  }

  private static func records(
    _ reader: inout StateReader, count: Int
  ) throws(ForecasterStateError) -> [(String, [Double])] {
    try reader.array { reader throws(ForecasterStateError) in
      let key = try reader.string()
      let values = try reader.array { reader throws(ForecasterStateError) in try reader.double() }
      guard values.count == count else { throw .damaged }
      return (key, values)
    }
  }
}

extension Learning.Way {
  func encode(_ writer: inout StateWriter) {
    for word in [lane.shop.rawValue, lane.carrier.rawValue] { writer.write(word) }
    for word in [lane.service, lane.origin, lane.destination, lane.country, lane.region, lane.area] {
      writer.write(word) { $0.write($1) }
    }
    writer.write(Int32(clamping: handover.dayNumber))
    writer.write(enteredAfter) { $0.write(Int32(clamping: $1.dayNumber)) }
    writer.write(dates) { writer, said in
      writer.write(Int32(clamping: said.last.dayNumber))
      writer.write(Int32(clamping: said.on.dayNumber))
    }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    func word(_ reader: inout StateReader) throws(ForecasterStateError) -> String? {
      try reader.optional { reader throws(ForecasterStateError) in try reader.string() }
    }
    lane = Lane(
      shop: ShopID(try reader.string()), carrier: CarrierID(try reader.string()), service: try word(&reader),
      origin: try word(&reader), destination: try word(&reader), country: try word(&reader), region: try word(&reader),
      area: try word(&reader))
    handover = CivilDate(dayNumber: try reader.day())
    enteredAfter = try reader.date()
    dates = try reader.array { reader throws(ForecasterStateError) in
      Said(last: CivilDate(dayNumber: try reader.day()), on: CivilDate(dayNumber: try reader.day()))
    }
  }
}
