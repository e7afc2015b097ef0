import StrictYAML
import Tracking

/// A table of shipments, read and checked; nothing is stored here.
///
/// The first row names the columns, in any order: `number` (needed), `carrier`, `order`, `promise`, `postcode`,
/// `country`, `region`, `language`, `service`, `items` (`2 x Lamp | Bulb`), `order_value` with `currency`.
public enum CSVImport {
  /// What became of one row.
  public struct Line: Hashable, Sendable {
    /// Of the text, from 1.
    public let number: Int
    public let outcome: Outcome
  }

  public enum Outcome: Hashable, Sendable {
    case good(NewShipment)
    case bad([FieldProblem])
  }

  /// Why the table as a whole cannot be used.
  public struct Unusable: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    public let message: String
    public let hint: String?

    /// `line 1: message (hint)`.
    public var description: String { "line \(line): \(message)" + (hint.map { " (\($0))" } ?? "") }
  }

  /// Rows at most.
  public static let rowLimit = 100_000

  /// Each row on its own: a wrong one does not spoil the others.
  public static func read(_ text: String, shop: Shop, carriers: CarrierBook) throws(Unusable) -> [Line] {
    let table: CSVTable
    do {
      table = try CSVTable.read(text, rowLimit: rowLimit)
    } catch {
      throw Unusable(line: error.line, message: error.message, hint: nil)
    }
    let columns = try columns(table.header)
    let check = DraftCheck(carriers: carriers, shop: shop) { $0 }
    return table.rows.map { row in
      guard row.fields.count <= table.header.count else {
        let problem = FieldProblem(
          pointer: "", "has \(row.fields.count) fields, the first row has \(table.header.count)",
          hint: "put text that holds the separator in quotes")
        return Line(number: row.line, outcome: .bad([problem]))
      }
      switch check.check(draft(row.fields, columns)) {
      case .good(let shipment): return Line(number: row.line, outcome: .good(shipment))
      case .bad(let problems): return Line(number: row.line, outcome: .bad(problems))
      }
    }
  }

  /// The field of each column; nil for an empty heading.
  private static func columns(_ header: [String]) throws(Unusable) -> [String?] {
    var columns: [String?] = []
    for name in header {
      let field = name.lowercased()
      guard !field.isEmpty else {
        columns.append(nil)
        continue
      }
      guard ShipmentDraft.fields.contains(field) else {
        let meant = didYouMean(field, among: ShipmentDraft.fields).map { "did you mean '\($0)'?" }
        throw Unusable(
          line: 1, message: "unknown column '\(name.prefix(60))'",
          hint: meant ?? "known: " + ShipmentDraft.fields.joined(separator: ", "))
      }
      guard !columns.contains(field) else {
        throw Unusable(line: 1, message: "the column '\(field)' stands twice", hint: nil)
      }
      columns.append(field)
    }
    guard columns.contains("number") else {
      throw Unusable(line: 1, message: "the column 'number' is missing", hint: "the first row names the columns")
    }
    return columns
  }

  private static func draft(_ fields: [String], _ columns: [String?]) -> ShipmentDraft {
    var draft = ShipmentDraft()
    for (column, text) in zip(columns, fields) where !text.isEmpty {
      switch column {
      case "number": draft.number = unformulated(text)
      case "carrier": draft.carrier = text
      case "order": draft.order = text
      case "promise": draft.promise = text
      case "postcode": draft.postcode = unformulated(text)
      case "country": draft.country = text
      case "region": draft.region = text
      case "language": draft.language = text
      case "service": draft.service = text
      case "items": draft.items = items(text)
      case "order_value": draft.orderValue = text
      case "currency": draft.currency = text
      default: break
      }
    }
    return draft
  }

  /// `="00340…"` and `'00340…` are how spreadsheets are told to keep zeros.
  private static func unformulated(_ text: String) -> String {
    if text.hasPrefix("=\""), text.hasSuffix("\""), text.count > 3 { return String(text.dropFirst(2).dropLast()) }
    return text.hasPrefix("'") ? String(text.dropFirst()) : text
  }

  private static func items(_ text: String) -> [Item] {
    text.split(separator: "|").prefix(100).compactMap { part in
      let words = part.split(separator: " ", omittingEmptySubsequences: true)
      if words.count >= 3, ["x", "×"].contains(words[1].lowercased()), let count = Int(words[0]),
        (1...9999).contains(count)
      {
        return Item(name: words.dropFirst(2).joined(separator: " "), quantity: count)
      }
      let name = words.joined(separator: " ")
      return name.isEmpty ? nil : Item(name: name)
    }
  }
}
