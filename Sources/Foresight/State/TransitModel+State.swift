import Tracking

extension TransitModel {
  func encode(_ writer: inout StateWriter) {
    tables.encode(&writer)
    writer.write(expected.means.sorted { $0.key.value < $1.key.value }) { writer, mean in
      writer.write(mean.key.value)
      writer.write(mean.value.sum)
      writer.write(mean.value.count)
    }
    slopes.encode(&writer)
    writer.write(paces) { writer, pace in pace.encode(&writer) }
  }

  mutating func decode(_ reader: inout StateReader) throws(ForecasterStateError) {
    try tables.decode(&reader)
    expected = ExpectedTransit()
    let means = try reader.array { reader throws(ForecasterStateError) in
      let key = TransitKey(value: try reader.integer(UInt64.self))
      return (key, ExpectedTransit.Mean(sum: try reader.double(), count: try reader.double()))
    }
    for (key, mean) in means { expected.means[key] = mean }
    slopes = try Slopes(&reader)
    paces = try reader.array { reader throws(ForecasterStateError) in try CarrierPace(&reader) }
  }
}

extension CarrierPace {
  func encode(_ writer: inout StateWriter) {
    writer.write(carrier)
    for kind in 0..<8 {
      writer.write(weekdays.arrivals[kind])
      writer.write(weekdays.expected[kind])
    }
    writer.write(network.arrivals)
    writer.write(network.expected)
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    self.init(carrier: try reader.string())
    for kind in 0..<8 {
      weekdays.arrivals[kind] = try reader.double()
      weekdays.expected[kind] = try reader.double()
    }
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
  /// The keys follow from the facts and from what was expected at hand-over.
  func encode(_ writer: inout StateWriter) {
    facts.encode(&writer)
    writer.write(expectedLog) { $0.write($1) }
    writer.write(UInt16(clamping: pace))
  }

  init(
    _ reader: inout StateReader, paces: Int, holidays: Set<CivilDate>
  ) throws(ForecasterStateError) {
    let facts = try TransitFacts(&reader)
    let expected = try reader.optional { reader throws(ForecasterStateError) in try reader.double() }
    let pace = Int(try reader.integer(UInt16.self))
    guard pace < paces else { throw .damaged }
    self.init(facts: facts, expectedLog: expected, pace: pace, holidays: holidays)
  }
}
