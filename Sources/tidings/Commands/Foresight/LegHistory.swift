import Foresight
import Foundation

/// Reads transport legs with their scans and writes what was said about them.
enum LegHistory {
  /// Throws a sentence with the line of the first mistake.
  static func read(_ path: String) throws(CommandFailure) -> [LegReplay.Leg] {
    let table = try HistoryTable(
      path, needs: ["leg_id", "case", "origin", "dest", "promise_h", "steps", "actual_h"])
    var legs: [LegReplay.Leg] = []
    for row in table.rows {
      guard let number = Int(try row.needed("case")) else { throw row.failure("case is no whole number") }
      guard let promise = try row.number("promise_h") else { throw row.failure("promise_h is missing") }
      let steps = try row.needed("steps").split(separator: "|").map(String.init)
      let hours = try row.numbers("actual_h")
      guard steps.count == hours.count else {
        throw row.failure("\(steps.count) steps and \(hours.count) hours in actual_h")
      }
      legs.append(
        LegReplay.Leg(
          id: try row.needed("leg_id"), caseNumber: number,
          way: LandmarkModel.Way(origin: try row.needed("origin"), destination: try row.needed("dest")),
          promise: promise, steps: steps, hours: hours))
    }
    return legs
  }

  /// `leg-scores.csv` below `directory`.
  static func write(_ replay: LegReplay, to directory: String) throws {
    var scores = "leg_id,tick_h,p_late\n"
    for tick in replay.ticks { scores += "\(tick.id),\(tick.hour),\(String(format: "%.6f", tick.chanceLate))\n" }
    try scores.write(toFile: directory + "/leg-scores.csv", atomically: true, encoding: .utf8)
  }
}
