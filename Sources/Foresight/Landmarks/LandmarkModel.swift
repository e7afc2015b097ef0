import Foundation

/// Where a shipment is at a moment, in hours: what its scans say and how long they have been silent.
public struct Landmark: Hashable, Sendable {
  /// What was scanned last, or what is still to come: any word that means the same place on the way.
  public var milestone: String
  public var silence: Double
  /// Until the promise.
  public var left: Double

  public init(milestone: String, silence: Double, left: Double) {
    self.milestone = milestone
    self.silence = silence
    self.left = left
  }
}

/// The chance to be late from scans: of those that were at this point with as many hours left, how many came late. Two
/// chains of such shares (by silence, by destination) are combined, and their odds are multiplied by what destination,
/// origin and lane did against expectation. Learns as it goes; explains itself by counts.
public struct LandmarkModel: Hashable, Sendable {
  /// A shipment's ends.
  public struct Way: Hashable, Sendable {
    public var origin: String
    public var destination: String

    public init(origin: String, destination: String) {
      self.origin = origin
      self.destination = destination
    }

    /// Destination, origin, lane: the order in which their odds are told apart.
    fileprivate var keys: [TransitKey] {
      [TransitKey("to", destination), TransitKey("from", origin), TransitKey("lane", origin, destination)]
    }
  }

  /// Shipments that passed a point, and those of them that came late.
  struct Share: Hashable, Sendable {
    var passed = 0.0
    var late = 0.0
  }

  /// What came against what was said, for the late and the punctual.
  struct Odds: Hashable, Sendable {
    var late = 0.0
    var expectedLate = 0.0
    var onTime = 0.0
    var expectedOnTime = 0.0

    /// Pulled to 1 by one shipment's worth of trust on each side.
    var log: Double {
      Foundation.log(((late + 1) / (expectedLate + 1)) / ((onTime + 1) / (expectedOnTime + 1)))
    }
  }

  private(set) var shares: [TransitKey: Share] = [:]
  private(set) var odds: [TransitKey: Odds] = [:]

  private static let prior = 0.2
  /// Shipments' worth of trust in the coarser point.
  private static let shrinkage = 20.0
  /// Points and odds at most; the least passed are given up, their coarser points counted them too.
  static let limit = 20_000

  public init() {}

  public var keyCount: Int { shares.count + odds.count }

  public func chanceLate(_ way: Way, _ landmark: Landmark) -> Double {
    let sum = way.keys.reduce(0) { $0 + (odds[$1]?.log ?? 0) }
    return Self.chance(base(way, landmark) + sum)
  }

  /// Of how many that were at this point with as many hours left, how many came late.
  public func counts(_ landmark: Landmark) -> (passed: Int, late: Int) {
    let share = shares[Self.point(landmark)] ?? Share()
    return (Int(share.passed), Int(share.late))
  }

  /// A shipment's end is known. `visited` are the points at which it was looked at, in order; one shipment counts once
  /// for the odds, however many they are.
  public mutating func learn(_ way: Way, visited: [Landmark], late: Bool) {
    guard !visited.isEmpty else { return }
    let bases = visited.map { base(way, $0) }
    var before = 0.0
    for key in way.keys {
      let said = bases.reduce(0) { $0 + Self.chance($1 + before) } / Double(visited.count)
      before += odds[key]?.log ?? 0
      odds[key, default: Odds()].late += late ? 1 : 0
      odds[key, default: Odds()].expectedLate += said
      odds[key, default: Odds()].onTime += late ? 0 : 1
      odds[key, default: Odds()].expectedOnTime += 1 - said
    }
    for landmark in visited {
      for key in Set(Self.chains(way, landmark).joined()) {
        shares[key, default: Share()].passed += 1
        if late { shares[key, default: Share()].late += 1 }
      }
    }
    if keyCount > Self.limit { giveUpLeastUsed() }
  }

  /// The mean of the chains, in log-odds.
  private func base(_ way: Way, _ landmark: Landmark) -> Double {
    let chains = Self.chains(way, landmark)
    let sum = chains.reduce(0) { sum, chain in
      let share = chain.reduce(Self.prior) { coarser, key in
        guard let share = shares[key] else { return coarser }
        return (share.late + Self.shrinkage * coarser) / (share.passed + Self.shrinkage)
      }
      let chance = min(max(share, 0.002), 0.998)
      return sum + log(chance / (1 - chance))
    }
    return sum / Double(chains.count)
  }

  private static func chance(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }

  private static let leftEdges: [Double] = [
    0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 36, 42, 48, 60, 72, 96, 120, 168,
  ]
  private static let silenceEdges: [Double] = [6, 12, 24, 48]

  private static func bin(_ value: Double, _ edges: [Double]) -> Int {
    edges.firstIndex { $0 > value } ?? edges.count
  }

  private static func point(_ landmark: Landmark) -> TransitKey {
    TransitKey("point", landmark.milestone, String(bin(landmark.left, leftEdges)))
  }

  /// Coarse to fine: hours left; point; then point and silence, or destination and point.
  private static func chains(_ way: Way, _ landmark: Landmark) -> [[TransitKey]] {
    let left = bin(landmark.left, leftEdges)
    let wide = String((left - 1) / 2)
    let shared = [TransitKey("left", String(left)), point(landmark)]
    let silence = String(bin(landmark.silence, silenceEdges))
    return [
      shared + [TransitKey("silence", landmark.milestone, wide, silence)],
      shared + [TransitKey("there", way.destination, landmark.milestone, wide)],
    ]
  }

  private mutating func giveUpLeastUsed() {
    let used = shares.sorted { ($0.value.passed, $0.key.value) < ($1.value.passed, $1.key.value) }
    for (key, _) in used.prefix(max(keyCount - Self.limit * 9 / 10, 0)) { shares[key] = nil }
  }
}
