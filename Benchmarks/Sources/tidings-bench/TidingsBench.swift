import Foundation

/// The figures of docs/PERFORMANCE.md that need no daemon. `Benchmarks/run` calls all of them.
@main
struct TidingsBench {
  static func main() async throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let command = arguments.isEmpty ? "help" : arguments.removeFirst()
    switch command {
    case "reading": try ReadingBench.run()
    case "engine": try EngineBench.run()
    case "carriers": try CarrierBench.run()
    case "karrio": try KarrioBench.run(python: arguments.first ?? "python3", script: arguments.dropFirst().first ?? "")
    case "polling":
      try await PollingBench.run(
        shipments: arguments.first.flatMap { Int($0) } ?? 12_000,
        concurrency: arguments.dropFirst().first.flatMap { Int($0) } ?? 64)
    case "responder": try Responder.serve()
    case "fill":
      try await FillDatabase.run(path: arguments.first ?? "", shipments: arguments.last.flatMap { Int($0) } ?? 100_000)
    default:
      print(
        "tidings-bench reading | carriers | engine | karrio PYTHON SCRIPT | polling [SHIPMENTS [CONCURRENCY]] | fill FILE SHIPMENTS"
      )
    }
  }
}

/// The middle of several rounds; the spread tells how quiet the machine was.
struct Rounds {
  private(set) var values: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }

  var median: Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted.count % 2 == 1
      ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
  }

  /// Lowest and highest.
  var spread: String {
    String(format: "%.1f–%.1f", values.min() ?? .nan, values.max() ?? .nan)
  }
}

/// Load average of the last minute, to be told with each figure.
func load() -> String {
  (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first.map(String.init) ?? "?"
}
