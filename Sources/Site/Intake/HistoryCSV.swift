import Tracking

/// A past order, as far as transit times are learned from it.
public struct PastOrder: Hashable, Sendable {
  public var line: Int
  public var lane: Lane
  public var handover: CivilDate
  public var promise: CivilDate?
  /// Nil where it never came.
  public var delivered: CivilDate?
}

/// Reads a shop's past orders, line by line: a line that cannot be read is told and left out, the others count.
public enum HistoryCSV {
  public struct Problem: Hashable, Sendable {
    public var line: Int
    public var message: String
  }

  public static let columns = [
    "carrier", "service", "handover", "promise", "delivered", "origin_country", "origin_postcode", "country",
    "postcode", "region",
  ]
  private static let needed = ["carrier", "handover"]
  private static let rowLimit = 5_000_000

  /// - Parameters:
  ///   - shop: whose orders they are; its alarm is tuned by them.
  ///   - carriers: ids that exist; another is a mistake in its line.
  public static func read(
    _ text: String, shop: ShopID, carriers: Set<CarrierID>
  ) -> (orders: [PastOrder], problems: [Problem]) {
    let table: CSVTable
    do throws(CSVTable.Unreadable) { table = try CSVTable.read(text, rowLimit: rowLimit) } catch {
      return ([], [Problem(line: error.line, message: error.message)])
    }
    let header = table.header.map { $0.lowercased() }
    var problems = needed.filter { !header.contains($0) }.map {
      Problem(line: 1, message: "there is no column \($0); columns are \(columns.joined(separator: ", "))")
    }
    problems += header.filter { !columns.contains($0) && !$0.isEmpty }.map {
      Problem(line: 1, message: "the column \($0) is not known; columns are \(columns.joined(separator: ", "))")
    }
    guard problems.isEmpty else { return ([], problems) }
    var orders: [PastOrder] = []
    for row in table.rows {
      var reader = HistoryRow(row, header: header)
      if let order = reader.order(shop: shop, carriers: carriers) { orders.append(order) }
      problems += reader.problems
    }
    return (orders, problems)
  }
}

/// One line being read.
private struct HistoryRow {
  let line: Int
  private let values: [String: String]
  private(set) var problems: [HistoryCSV.Problem] = []

  init(_ row: CSVTable.Row, header: [String]) {
    line = row.line
    values = Dictionary(zip(header, row.fields)) { first, _ in first }.filter { !$0.value.isEmpty }
  }

  mutating func order(shop: ShopID, carriers: Set<CarrierID>) -> PastOrder? {
    let handover = day("handover")
    let promise = day("promise")
    let delivered = day("delivered")
    let carrier = CarrierID((values["carrier"] ?? "").lowercased())
    if !carriers.contains(carrier) { note("carrier: \(carrier) is not a carrier; `tidings carriers list` shows all") }
    if values["handover"] == nil { note("handover: the day is needed, as yyyy-MM-dd") }
    if let handover, let delivered, delivered < handover {
      note("delivered: \(delivered.iso) lies before the hand-over")
    }
    let country = self.country("country")
    let from = self.country("origin_country")
    guard problems.isEmpty, let handover else { return nil }
    let lane = Lane(
      shop: shop, carrier: carrier, service: values["service"],
      origin: Lane.part(from, values["origin_postcode"], characters: 1),
      destination: Lane.part(country, values["postcode"], characters: 1), country: country,
      region: values["region"]?.uppercased(),
      area: values["postcode"] == nil ? nil : Lane.part(country, values["postcode"], characters: 2))
    return PastOrder(line: line, lane: lane, handover: handover, promise: promise, delivered: delivered)
  }

  private mutating func day(_ name: String) -> CivilDate? {
    guard let text = values[name] else { return nil }
    if let day = CivilDate(text) { return day }
    note("\(name): '\(text)' is no day (yyyy-MM-dd)")
    return nil
  }

  private mutating func country(_ name: String) -> String? {
    guard let text = values[name]?.uppercased() else { return nil }
    if text.utf8.count == 2, text.utf8.allSatisfy({ (65...90).contains($0) }) { return text }
    note("\(name): '\(text)' is no country code of two letters")
    return nil
  }

  private mutating func note(_ message: String) {
    problems.append(HistoryCSV.Problem(line: line, message: message))
  }
}
