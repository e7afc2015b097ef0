import Foundation

/// How readily parcels of one carrier move on from one milestone: by hours since the scan and by the hour of the week.
struct MoveRates: Hashable, Sendable {
  /// Upper edges of the hours since the last scan; what is silent for longer is a matter of its own.
  static let dwellEdges = [6, 12, 24, 48, 96]
  /// Hours of a week; holidays count as Sundays.
  static let blocks = 168

  private(set) var scale = 1.0
  private(set) var present = [Double](repeating: 0, count: dwellEdges.count * blocks)
  private(set) var moved = [Double](repeating: 0, count: dwellEdges.count * blocks)

  /// Four weeks, in hours.
  private static let decay = exp(1.0 / (24 * 28))
  private static let shrinkage = 20.0
  /// A Sunday's hours are unlike the same hours of other days, and speak for themselves soon.
  private static let ownShrinkage = 3.0
  private static let prior = 0.05

  static func dwell(_ hours: Int) -> Int? { dwellEdges.firstIndex { hours < $0 } }

  /// `hour` counts hours since 1970 (a Thursday), UTC.
  static func block(hour: Int, isHoliday: Bool) -> Int {
    let weekday = isHoliday ? 6 : ((hour / 24) + 3) % 7
    return weekday * 24 + hour % 24
  }

  /// Chances to move on within that hour of the week, by dwell; cells with little evidence lean on the hour's of all
  /// days, and those on the dwell's mean.
  func chances(block: Int) -> [Double] {
    Self.dwellEdges.indices.map { dwell in
      let row = dwell * Self.blocks
      let trust = Self.shrinkage * scale
      let all = row..<row + Self.blocks
      var chance = (moved[all].reduce(0, +) + trust * Self.prior) / (present[all].reduce(0, +) + trust)
      let same = stride(from: row + block % 24, to: row + Self.blocks, by: 24)
      chance =
        (same.reduce(0) { $0 + moved[$1] } + trust * chance) / (same.reduce(0) { $0 + present[$1] } + trust)
      let own = Self.ownShrinkage * scale
      return min((moved[row + block] + own * chance) / (present[row + block] + own), 0.95)
    }
  }

  mutating func learn(dwell: Int, block: Int, moved didMove: Bool) {
    let cell = dwell * Self.blocks + block
    present[cell] += scale
    if didMove { moved[cell] += scale }
  }

  mutating func age() {
    scale *= Self.decay
    guard scale > 1e6 else { return }
    for index in present.indices {
      present[index] /= scale
      moved[index] /= scale
    }
    scale = 1
  }

  init() {}

  func encode(_ writer: inout StateWriter) {
    writer.write(scale)
    writer.write(present) { $0.write($1) }
    writer.write(moved) { $0.write($1) }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    scale = try reader.double()
    present = try reader.array { reader throws(ForecasterStateError) in try reader.double() }
    moved = try reader.array { reader throws(ForecasterStateError) in try reader.double() }
    let count = Self.dwellEdges.count * Self.blocks
    guard present.count == count, moved.count == count, scale >= 1 else { throw .damaged }
  }
}
