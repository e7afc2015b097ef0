import Tracking

extension Connection {
  /// Shipments with their checkpoints. `statement` yields `ShipmentRow.columns`.
  func shipments(_ statement: SQL, _ parameters: [SQLValue]) throws -> [Shipment] {
    try shipmentRows(statement, parameters).map(\.shipment)
  }

  func shipment(_ statement: SQL, _ parameters: [SQLValue]) throws -> Shipment? {
    try shipments(statement, parameters).first
  }

  func shipmentRows(_ statement: SQL, _ parameters: [SQLValue]) throws -> [ShipmentRow] {
    var found = try rows(statement, parameters) { try ShipmentRow($0) }
    for index in found.indices {
      found[index].shipment.checkpoints = try checkpointRows(found[index].seq).map(\.checkpoint)
    }
    return found
  }

  /// Newest first.
  func checkpointRows(_ seq: Int64) throws -> [CheckpointRow] {
    // Sorted here: they lie sorted by key, and a sorter inside the engine costs more for a dozen rows.
    try rows(checkpointsOfShipment, [.integer(seq)]) { try CheckpointRow($0) }.sorted { $0.position > $1.position }
  }
}

private let checkpointsOfShipment = SQL("SELECT \(CheckpointRow.columns) FROM checkpoint WHERE shipment = $1")

extension SQL {
  /// `$first, $first+1, …` for a list of `count` values.
  static func placeholders(_ count: Int, from first: Int = 1) -> String {
    (first..<(first + count)).map { "$\($0)" }.joined(separator: ", ")
  }

  /// `a = $first, b = $first+1, …`
  static func assignments(_ names: [String], from first: Int) -> String {
    names.enumerated().map { "\($1) = $\(first + $0)" }.joined(separator: ", ")
  }
}
