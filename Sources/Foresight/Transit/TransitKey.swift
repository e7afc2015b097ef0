import Tracking

/// What a life table is kept for, from coarse to fine. A 64-bit hash of its words: 20,000 of them stay small.
public struct TransitKey: Hashable, Sendable, Codable {
  public let value: UInt64

  /// FNV-1a over the level's name and its words, which cannot run into each other.
  init(value: UInt64) { self.value = value }

  init(_ level: String, _ words: String...) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for word in [level] + words {
      for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0x1f) &* 0x100_0000_01b3
    }
    value = hash
  }
}

/// What is known of a parcel when it is handed over. An empty or missing field skips its level.
public struct TransitFacts: Hashable, Sendable {
  /// Whose budget of false alarms it counts against.
  public var shop: String?
  public var carrier: String?
  public var service: String?
  public var handover: CivilDate
  public var promise: CivilDate?
  /// A region, never an address; with `destination` the lane.
  public var origin: String?
  public var destination: String?
  /// ISO 3166-1 alpha-2 of the destination, for its holidays; with `region` as the state's ("BY") those of the state.
  public var country: String?
  public var region: String?
  /// The first characters of the destination's postal code.
  public var postalArea: String?
  public var kilometers: Double?

  public init(
    shop: String? = nil, carrier: String? = nil, service: String? = nil, handover: CivilDate,
    promise: CivilDate? = nil, origin: String? = nil, destination: String? = nil, country: String? = nil,
    region: String? = nil, postalArea: String? = nil, kilometers: Double? = nil
  ) {
    self.shop = shop
    self.carrier = carrier
    self.service = service
    self.handover = handover
    self.promise = promise
    self.origin = origin
    self.destination = destination
    self.country = country
    self.region = region
    self.postalArea = postalArea
    self.kilometers = kilometers
  }

  /// Upper edges of the promise's length in days.
  private static let promiseEdges = [4, 7, 10, 13, 16, 19, 22, 25, 28, 32, 38]
  /// Upper edges of the expected transit, as the logarithm of days + 1.
  private static let expectedEdges = (0..<16).map { 1.2 + 0.15 * Double($0) }

  /// The parcel's keys, coarse to fine. `expectedLog` is `ExpectedTransit`'s reading at hand-over.
  func keys(expectedLog: Double) -> [TransitKey] {
    var keys = [TransitKey("all")]
    if let carrier { keys.append(TransitKey("carrier", carrier)) }
    if let carrier, let service { keys.append(TransitKey("service", carrier, service)) }
    if let promise {
      let days = promise.dayNumber - handover.dayNumber
      keys.append(TransitKey("promise", String(bucket(of: days, in: Self.promiseEdges))))
    }
    if let region { keys.append(TransitKey("region", region)) }
    if origin != nil, destination != nil {
      keys.append(TransitKey("expected", String(bucket(of: expectedLog, in: Self.expectedEdges))))
    }
    return keys
  }

  /// Whom each of `keys` is of.
  func scopes() -> [ForecastEvidence.Scope] {
    var scopes: [ForecastEvidence.Scope] = [.all]
    if carrier != nil { scopes.append(.carrier) }
    if carrier != nil, service != nil { scopes.append(.service) }
    if promise != nil { scopes.append(.promise) }
    if region != nil { scopes.append(.region) }
    if origin != nil, destination != nil { scopes.append(.likes) }
    return scopes
  }

  private func bucket<Value: Comparable>(of value: Value, in edges: [Value]) -> Int {
    edges.firstIndex { $0 > value } ?? edges.count
  }

  private static let distanceEdges = (0..<16).map { 3 + 0.35 * Double($0) }

  /// The levels of the expected transit, coarse to fine.
  func expectedKeys() -> [TransitKey] {
    var keys = [TransitKey("mu-all")]
    if let carrier { keys.append(TransitKey("mu-carrier", carrier, service ?? "")) }
    if let kilometers {
      keys.append(TransitKey("mu-km", String(bucket(of: logOnePlus(kilometers), in: Self.distanceEdges))))
    }
    if let destination { keys.append(TransitKey("mu-to", destination)) }
    if let origin, let destination { keys.append(TransitKey("mu-lane", origin, destination)) }
    if let postalArea { keys.append(TransitKey("mu-area", postalArea)) }
    keys.append(TransitKey("mu-weekday", String(handover.weekday)))
    return keys
  }
}
