import Tracking

extension TransitModel {
  func encode(_ writer: inout StateWriter) {
    tables.encode(&writer)
    writer.write(expected.means.sorted { $0.key.value < $1.key.value }) { writer, mean in
      writer.write(mean.key.value)
      writer.write(mean.value.sum)
      writer.write(mean.value.count)
    }
    writer.write(paces.sorted { $0.key < $1.key }) { writer, pace in
      writer.write(pace.key)
      pace.value.encode(&writer)
    }
  }

  mutating func decode(_ reader: inout StateReader) throws(ForecasterStateError) {
    tables = try LifeTables(&reader)
    expected = ExpectedTransit()
    let means = try reader.array { reader throws(ForecasterStateError) in
      let key = TransitKey(value: try reader.integer(UInt64.self))
      return (key, ExpectedTransit.Mean(sum: try reader.double(), count: try reader.double()))
    }
    for (key, mean) in means { expected.means[key] = mean }
    let paces = try reader.array { reader throws(ForecasterStateError) in
      (try reader.string(), try CarrierPace(&reader))
    }
    self.paces = [:]
    for (carrier, pace) in paces { self.paces[carrier] = pace }
  }
}

extension CarrierPace {
  func encode(_ writer: inout StateWriter) {
    for values in [weekdays.arrivals, weekdays.expected] { writer.write(values) { $0.write($1) } }
    writer.write(network.arrivals)
    writer.write(network.expected)
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    weekdays.arrivals = try reader.array { reader throws(ForecasterStateError) in try reader.double() }
    weekdays.expected = try reader.array { reader throws(ForecasterStateError) in try reader.double() }
    guard weekdays.arrivals.count == 8, weekdays.expected.count == 8 else { throw .damaged }
    network.arrivals = try reader.double()
    network.expected = try reader.double()
  }
}

extension TransitFacts {
  func encode(_ writer: inout StateWriter) {
    for word in [shop, carrier, service, origin, destination, country, region, postalArea] {
      writer.write(word) { $0.write($1) }
    }
    writer.write(Int32(clamping: handover.dayNumber))
    writer.write(promise) { $0.write(Int32(clamping: $1.dayNumber)) }
    writer.write(kilometers) { $0.write($1) }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    func word(_ reader: inout StateReader) throws(ForecasterStateError) -> String? {
      try reader.optional { reader throws(ForecasterStateError) in try reader.string() }
    }
    self.init(
      shop: try word(&reader), carrier: try word(&reader), service: try word(&reader),
      handover: CivilDate(dayNumber: 0),
      origin: try word(&reader), destination: try word(&reader), country: try word(&reader),
      region: try word(&reader), postalArea: try word(&reader))
    handover = CivilDate(dayNumber: try reader.day())
    promise = try reader.date()
    kilometers = try reader.optional { reader throws(ForecasterStateError) in try reader.double() }
  }
}

extension TransitModel.Parcel {
  func encode(_ writer: inout StateWriter) {
    facts.encode(&writer)
    writer.write(keys) { $0.write($1.value) }
    writer.write(rest) { $0.write(Int32(clamping: $1)) }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    facts = try TransitFacts(&reader)
    keys = try reader.array { reader throws(ForecasterStateError) in TransitKey(value: try reader.integer(UInt64.self))
    }
    rest = try reader.array { reader throws(ForecasterStateError) in try reader.day() }
    expectedKeys = facts.expectedKeys()
  }
}
