/// Days since hand-over, binned: daily to 24, then ever coarser, the last one open.
enum AgeBins {
  static let edges: [Int] = Array(0...24) + [25, 27, 29, 32, 36, 41, 47, 54, 60]
  static var count: Int { edges.count }

  /// The bin of an age in days; ages below 0 count as 0.
  static func bin(_ age: Int) -> Int {
    age <= 24 ? max(age, 0) : bins[min(age, 60) - 25]
  }

  /// Bins of the ages 25 to 60.
  private static let bins: [Int] = (25...60).map { age in (edges.lastIndex { $0 <= age }) ?? 0 }
}
