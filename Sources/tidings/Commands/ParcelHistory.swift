import Foresight
import Foundation
import Tracking

/// Reads past parcels and writes what was said about them.
enum ParcelHistory {
  /// Throws a sentence with the line of the first mistake.
  static func read(_ path: String) throws(CommandFailure) -> [TransitReplay.Parcel] {
    let lines = try lines(of: path)
    guard let head = lines.first else { throw CommandFailure("\(path) is empty") }
    let columns = head.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for name in ["parcel_id", "handover", "promise", "delivered"] where !columns.contains(name) {
      throw CommandFailure(
        "\(path):1: there is no column \(name)", hint: "columns are \(columns.joined(separator: ", "))")
    }
    var parcels: [TransitReplay.Parcel] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      func field(_ name: String) -> String? {
        guard let place = columns.firstIndex(of: name), fields.indices.contains(place), !fields[place].isEmpty else {
          return nil
        }
        return fields[place]
      }
      guard let id = field("parcel_id"), let handover = field("handover").flatMap({ CivilDate($0) }),
        let delivered = field("delivered").flatMap({ CivilDate($0) })
      else {
        throw CommandFailure("\(path):\(index + 1): parcel_id, handover and delivered are needed, as yyyy-MM-dd")
      }
      let facts = TransitFacts(
        carrier: field("carrier"), service: field("service"), handover: handover,
        promise: field("promise").flatMap { CivilDate($0) }, origin: field("origin"), destination: field("dest"),
        region: field("dest_region"), postalArea: field("dest_zip3"), kilometers: field("km").flatMap { Double($0) })
      parcels.append(TransitReplay.Parcel(id: id, facts: facts, delivered: delivered))
    }
    return parcels
  }

  /// Dates, one a line; a head line is skipped.
  static func readDays(_ path: String) throws(CommandFailure) -> [CivilDate] {
    try lines(of: path).compactMap { CivilDate($0) }
  }

  /// `scores.csv` and `windows.csv` below `directory`.
  static func write(_ replay: TransitReplay, to directory: String) throws {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    var scores = "parcel_id,day,p_late\n"
    for evening in replay.evenings {
      scores += "\(evening.id),\(evening.day.iso),\(String(format: "%.6f", evening.chanceLate))\n"
    }
    try scores.write(toFile: directory + "/scores.csv", atomically: true, encoding: .utf8)
    var windows = "parcel_id,q05,q25,q50,q75,q95\n"
    for window in replay.windows {
      windows += "\(window.id),\(window.days.map(String.init).joined(separator: ","))\n"
    }
    try windows.write(toFile: directory + "/windows.csv", atomically: true, encoding: .utf8)
  }

  private static func lines(of path: String) throws(CommandFailure) -> [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw CommandFailure("cannot read \(path)", hint: "does it exist, and is it UTF-8?")
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.hasSuffix("\r") ? String($0.dropLast()) : String($0)
    }
  }
}
