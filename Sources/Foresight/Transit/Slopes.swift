import Foundation

/// A correction that all parcels share: how the chance to arrive grows or falls with the expected transit and with the
/// promise's length, each of them tilting with age. Four numbers, learned by their own log-likelihood (one Newton step an
/// evening), held near zero by a ridge, so that little data changes little.
struct Slopes: Hashable, Sendable {
  typealias Vector = SIMD4<Double>

  private(set) var slopes = Vector.zero
  /// Rows of the information matrix.
  private(set) var information = [Vector](repeating: .zero, count: 4)

  private static let ridge = 300.0
  /// Days in which information fades to 1/e, back to the ridge.
  private static let decay = exp(-1.0 / 365)
  /// Nine days, and three weeks: the middle of what is seen, as the logarithm of days + 1.
  private static let middle = 2.2
  private static let middlePromise = 3.0

  init() {
    for index in 0..<4 { information[index][index] = Self.ridge }
  }

  /// A parcel's two numbers; zero where they are not known.
  static func traits(expectedLog: Double?, promiseDays: Int?) -> SIMD2<Double> {
    SIMD2(
      expectedLog.map { $0 - middle } ?? 0,
      promiseDays.map { logOnePlus(Double($0)) - middlePromise } ?? 0)
  }

  /// The tilt of each age bin.
  private static let tilts = AgeBins.edges.map { min(max(logOnePlus(Double($0)) - middle, -2), 1.5) }

  static func features(_ traits: SIMD2<Double>, bin: Int) -> Vector {
    let tilt = tilts[bin]
    return Vector(traits.x, traits.x * tilt, traits.y, traits.y * tilt)
  }

  /// What the intensity is multiplied with.
  func factor(_ features: Vector) -> Double { exp((slopes * features).sum()) }

  /// One evening's sums.
  struct Evening {
    var gradient = Vector.zero
    var information = [Vector](repeating: .zero, count: 4)

    /// A parcel was open with that intensity, and arrived or not.
    mutating func add(_ features: Vector, intensity: Double, arrived: Bool) {
      let silent = exp(-intensity)
      let chance = max(1 - silent, 1e-9)
      gradient += features * (arrived ? intensity * silent / chance : -intensity)
      let weight = intensity * intensity * silent / chance
      for row in 0..<4 { information[row] += features * (features[row] * weight) }
    }
  }

  mutating func learn(_ evening: Evening) {
    for row in 0..<4 {
      information[row] *= Self.decay
      information[row][row] += (1 - Self.decay) * Self.ridge
      information[row] += evening.information[row]
    }
    slopes += solve(evening.gradient)
  }

  /// `information`⁻¹ · `right` by Gaussian elimination; the ridge keeps it regular.
  private func solve(_ right: Vector) -> Vector {
    var rows = information
    var result = right
    for pivot in 0..<4 {
      for row in 0..<4 where row != pivot {
        let share = rows[row][pivot] / rows[pivot][pivot]
        rows[row] -= rows[pivot] * share
        result[row] -= result[pivot] * share
      }
    }
    return Vector(
      result[0] / rows[0][0], result[1] / rows[1][1], result[2] / rows[2][2], result[3] / rows[3][3])
  }

  func encode(_ writer: inout StateWriter) {
    for vector in [slopes] + information {
      for index in 0..<4 { writer.write(vector[index]) }
    }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    slopes = try Self.vector(&reader)
    for row in 0..<4 { information[row] = try Self.vector(&reader) }
  }

  private static func vector(_ reader: inout StateReader) throws(ForecasterStateError) -> Vector {
    Vector(try reader.double(), try reader.double(), try reader.double(), try reader.double())
  }
}
