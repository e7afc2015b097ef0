import CarrierKit
import Foundation
import Tracking

/// The same answers through karrio's parsers (a Python process) and through ours, in turns.
enum KarrioBench {
  static func run(python: String, script: String) throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("tidings-karrio-\(getpid())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    print("karrio (µs of processor time an answer, medians of 5 rounds in turns; load \(load()))")
    for one in try ReadingBench.cases().prefix(2) {
      let file = directory.appendingPathComponent(one.name.replacingOccurrences(of: " ", with: "-")).path
      try Data(one.answer.body).write(to: URL(fileURLWithPath: file))
      var (ours, theirs, ratio) = (Rounds(), Rounds(), Rounds())
      for _ in 0..<5 {
        let below = try karrio(python, [script, one.api.carrier.rawValue, file])
        let above = ReadingBench.time(2000) { one.read() }
        theirs.add(below)
        ours.add(above)
        ratio.add(below / above)
      }
      print(
        String(
          format: "  %@ reader %6.1f  karrio %7.1f  ratio %.1f (%@)",
          one.name.padding(toLength: 18, withPad: " ", startingAt: 0), ours.median, theirs.median, ratio.median,
          ratio.spread))
    }
  }

  /// What the script prints: microseconds for one answer.
  private static func karrio(_ python: String, _ arguments: [String]) throws -> Double {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard let value = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw BenchFailure("karrio said \(text)")
    }
    return value
  }
}
