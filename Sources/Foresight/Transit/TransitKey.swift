import Tracking

/// What a table is kept for. A 64-bit hash of its words: thousands of them stay small.
public struct TransitKey: Hashable, Sendable, Codable {
  public let value: UInt64

  init(value: UInt64) { self.value = value }

  /// FNV-1a over the level's name and its words, which cannot run into each other.
  init(_ level: String, _ words: String...) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for word in [level] + words {
      for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0x1f) &* 0x100_0000_01b3
    }
    value = hash
  }
}

/// A parcel's tables: coarse to fine what all views share, then the views that are combined.
struct TransitKeys: Hashable, Sendable {
  /// Shared, then likes, then lane.
  var all: [TransitKey]
  var sharedCount: Int
  /// Parcels of which as long a way is expected, in buckets that begin at different places; empty without a lane.
  var likesCount: Int
  var scopes: [ForecastEvidence.Scope]
}

extension TransitFacts {
  /// Upper edges of the promise's length in days.
  private static let promiseEdges = [4, 7, 10, 13, 16, 19, 22, 25, 28, 32, 38]
  /// Where the buckets of the expected transit begin, and how wide they are, as the logarithm of days + 1.
  private static let shifts = [0, 0.05, 0.1]
  private static let width = 0.15

  /// The tables it counts in. `expectedLog` is `ExpectedTransit`'s reading at hand-over.
  /// `buckets` are the first and the last one of the expected transit; what lies outside falls into them.
  func keys(expectedLog: Double, buckets: ClosedRange<Double> = 0...60) -> TransitKeys {
    var keys = [TransitKey("all")]
    var scopes = [ForecastEvidence.Scope.all]
    func add(_ scope: ForecastEvidence.Scope, _ key: TransitKey) {
      keys.append(key)
      scopes.append(scope)
    }
    if let carrier { add(.carrier, TransitKey("carrier", carrier)) }
    if let carrier, let service { add(.service, TransitKey("service", carrier, service)) }
    if let promise {
      let days = promise.dayNumber - handover.dayNumber
      add(.promise, TransitKey("promise", String(bucket(of: days, in: Self.promiseEdges))))
    }
    if let region { add(.region, TransitKey("region", country ?? "", region)) }
    let shared = keys.count
    guard let origin, let destination else {
      return TransitKeys(all: keys, sharedCount: shared, likesCount: 0, scopes: scopes)
    }
    for (index, shift) in Self.shifts.enumerated() {
      let place = Int(min(max((expectedLog + shift) / Self.width, buckets.lowerBound), buckets.upperBound))
      add(.likes, TransitKey("expected", String(index), String(place)))
    }
    add(.destination, TransitKey("to", carrier ?? "", destination))
    add(.lane, TransitKey("lane", carrier ?? "", origin, destination))
    return TransitKeys(all: keys, sharedCount: shared, likesCount: Self.shifts.count, scopes: scopes)
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
    if let postalArea { keys.append(TransitKey("mu-area", country ?? "", postalArea)) }
    keys.append(TransitKey("mu-weekday", String(handover.weekday)))
    return keys
  }
}
