import Tracking

extension RecognitionRules {
  public init(_ carrier: Carrier) {
    self.init(
      carrier: carrier.id, name: carrier.name, countries: carrier.countries, numbers: carrier.numbers,
      links: carrier.links)
  }
}

extension Recognizer {
  /// For all carriers of a catalog, in the order of their ids.
  public init(_ catalog: CarrierCatalog) throws(PatternProblem) {
    try self.init(catalog.sorted.map { RecognitionRules($0) })
  }
}
