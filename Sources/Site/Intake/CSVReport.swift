import Storage
import Tracking

/// What became of a table of shipments, a line each.
public struct CSVReport: Hashable, Sendable, Encodable {
  public struct Line: Hashable, Sendable, Encodable {
    /// Of the text, from 1.
    public let line: Int
    public let result: Result
    public let id: String?
    public let errors: [Mistake]?
  }

  public enum Result: String, Hashable, Sendable, Encodable {
    case created, existing, adopted, refused
  }

  public struct Mistake: Hashable, Sendable, Encodable {
    /// The column.
    public let column: String
    public let detail: String
    public let hint: String?
  }

  public let created, existing, adopted, refused: Int
  public let lines: [Line]

  init(_ lines: [Line]) {
    func count(_ result: Result) -> Int { lines.count { $0.result == result } }
    created = count(.created)
    existing = count(.existing)
    adopted = count(.adopted)
    refused = count(.refused)
    self.lines = lines
  }
}

extension CSVImport {
  /// Stores the good rows of a table, 500 in a transaction, and reports every row.
  /// Throws `StorageError`; what was stored before stays, and the same table sent again finds it.
  public static func store(
    _ lines: [Line], shop: ShopID, in shipments: ShipmentStore, makeID: @Sendable () -> ShipmentID, at now: Timestamp
  ) async throws -> CSVReport {
    var report: [CSVReport.Line] = []
    var batch: [(line: Int, shipment: Shipment)] = []
    func flush() async throws {
      let added = try await shipments.add(batch.map(\.shipment), at: now)
      for (entry, outcome) in zip(batch, added) { report.append(CSVReport.Line(entry.line, outcome)) }
      batch.removeAll()
    }
    for line in lines {
      switch line.outcome {
      case .good(let new):
        batch.append((line.number, new.shipment(id: makeID(), shop: shop, source: .csv, at: now)))
        if batch.count == 500 { try await flush() }
      case .bad(let problems):
        let mistakes = problems.map { CSVReport.Mistake(column: $0.pointer, detail: $0.message, hint: $0.hint) }
        report.append(CSVReport.Line(line: line.number, result: .refused, id: nil, errors: mistakes))
      }
    }
    if !batch.isEmpty { try await flush() }
    return CSVReport(report.sorted { $0.line < $1.line })
  }
}

extension CSVReport.Line {
  init(_ line: Int, _ added: Added) {
    let result: CSVReport.Result =
      switch added {
      case .created: .created
      case .existing: .existing
      case .adopted: .adopted
      }
    self.init(line: line, result: result, id: added.shipment.id.rawValue, errors: nil)
  }
}
