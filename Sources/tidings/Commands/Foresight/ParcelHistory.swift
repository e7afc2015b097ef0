import Foresight
import Foundation
import Tracking

/// Reads past parcels and writes what was said about them.
enum ParcelHistory {
  /// Throws a sentence with the line of the first mistake.
  static func read(_ path: String) throws(CommandFailure) -> [TransitReplay.Parcel] {
    let table = try HistoryTable(path, needs: ["parcel_id", "handover", "promise", "delivered"])
    var parcels: [TransitReplay.Parcel] = []
    var lines: [String: Int] = [:]
    for row in table.rows {
      let id = try row.needed("parcel_id")
      if let earlier = lines.updateValue(row.line, forKey: id) {
        throw row.failure("parcel \(id) was in line \(earlier) before")
      }
      guard let handover = try row.date("handover"), let delivered = try row.date("delivered") else {
        throw row.failure("handover and delivered are needed")
      }
      guard delivered >= handover else { throw row.failure("delivered before it was handed over") }
      let facts = TransitFacts(
        carrier: row.text("carrier"), service: row.text("service"), handover: handover,
        promise: try row.date("promise"), origin: row.text("origin"), destination: row.text("dest"),
        country: row.text("country"), region: row.text("dest_region"), postalArea: row.text("dest_zip3"),
        kilometers: try row.number("km"))
      parcels.append(TransitReplay.Parcel(id: id, facts: facts, delivered: delivered))
    }
    return parcels
  }

  /// Dates, one a line; a head line may stand before them.
  static func readDays(_ path: String) throws(CommandFailure) -> [CivilDate] {
    var days: [CivilDate] = []
    for (index, line) in try HistoryTable.lines(of: path).enumerated() where !line.isEmpty {
      if let day = CivilDate(line) {
        days.append(day)
      } else if index > 0 {
        throw CommandFailure("\(path):\(index + 1): \u{201c}\(line)\u{201d} is no date", hint: "dates are yyyy-MM-dd")
      }
    }
    return days
  }

  /// `scores.csv` and `windows.csv` below `directory`.
  static func write(_ replay: TransitReplay, to directory: String) throws {
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
}
