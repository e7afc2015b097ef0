import Tracking

extension Forecaster {
  /// Everything learned and everything open, to the bit. The holidays are not part of it.
  public func encoded() -> [UInt8] {
    var writer = StateWriter()
    model.encode(&writer)
    network.encode(&writer)
    writer.write(lastClosed) { $0.write(Int32(clamping: $1.dayNumber)) }
    writer.write(alarms.sorted { $0.key < $1.key }) { writer, alarm in
      writer.write(alarm.key)
      alarm.value.encode(&writer)
    }
    writer.write(parcels) { writer, shipment in shipment.encode(&writer) }
    return writer.bytes
  }

  /// - Parameter holidays: as in `init(holidays:)`; they come from the program, not from the state.
  public init(decoding bytes: [UInt8], holidays: Set<CivilDate> = []) throws(ForecasterStateError) {
    var reader = try StateReader(bytes)
    var forecaster = Forecaster(holidays: holidays)
    try forecaster.model.decode(&reader)
    forecaster.network = try IncidentWatch(&reader)
    forecaster.lastClosed = try reader.optional { reader throws(ForecasterStateError) in
      CivilDate(dayNumber: try reader.day())
    }
    let alarms = try reader.array { reader throws(ForecasterStateError) in
      (try reader.string(), try SelfTunedAlarm(&reader))
    }
    for (shop, alarm) in alarms { forecaster.alarms[shop] = alarm }
    let parcels = try reader.array { reader throws(ForecasterStateError) in
      try OpenShipment(&reader, paces: forecaster.model.paces.count, holidays: holidays)
    }
    guard reader.isAtEnd else { throw .damaged }
    forecaster.restore(parcels)
    self = forecaster
  }
}

extension OpenShipment {
  func encode(_ writer: inout StateWriter) {
    writer.write(id.rawValue)
    parcel.encode(&writer)
    writer.write(promise) { $0.write(Int32(clamping: $1.dayNumber)) }
    writer.write(delivered) { $0.write(Int32(clamping: $1.dayNumber)) }
    writer.write(isDropped)
    writer.write(lastScan) { writer, scan in
      writer.write(scan.milestone.rawValue)
      writer.write(scan.at.milliseconds)
    }
    writer.write(bestChance)
    writer.write(wasOpenOnEve)
    writer.write(alarmSince) { $0.write(Int32(clamping: $1.dayNumber)) }
  }

  init(
    _ reader: inout StateReader, paces: Int, holidays: Set<CivilDate>
  ) throws(ForecasterStateError) {
    let id = ShipmentID(try reader.string())
    self.init(id: id, parcel: try TransitModel.Parcel(&reader, paces: paces, holidays: holidays))
    promise = try reader.date()
    delivered = try reader.date()
    isDropped = try reader.bool()
    lastScan = try reader.optional { reader throws(ForecasterStateError) in
      guard let milestone = Milestone(rawValue: try reader.integer(UInt8.self)) else { throw .damaged }
      return Scan(milestone: milestone, at: Timestamp(milliseconds: try reader.integer(Int64.self)))
    }
    bestChance = try reader.double()
    wasOpenOnEve = try reader.bool()
    alarmSince = try reader.date()
  }
}

extension StateReader {
  mutating func date() throws(ForecasterStateError) -> CivilDate? {
    try optional { reader throws(ForecasterStateError) in CivilDate(dayNumber: try reader.day()) }
  }
}
