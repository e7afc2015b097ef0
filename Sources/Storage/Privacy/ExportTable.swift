import Foundation
import Tracking

/// Reads whole rows by their columns' names, for people.
enum ExportTable {
  /// What only this program's machinery needs.
  private static let inner: Set<String> = [
    "seq", "shipment", "lease_owner", "lease_until", "cleared_version", "endpoint", "subscription", "dedupe_key",
    "address_fingerprint",
  ]

  struct Column {
    let name: String
    let isInteger: Bool

    var isShown: Bool { !ExportTable.inner.contains(name) }

    /// The value as JSON has it; nil for null.
    func value(_ row: any SQLRow, _ index: Int) -> Any? {
      guard isInteger else { return row.text(index).map(readable) }
      guard let number = row.integer(index) else { return nil }
      if name == "promise" { return CivilDate(dayNumber: Int(number)).iso }
      let isTime = name == "at" || ["_at", "_since", "_until"].contains { name.hasSuffix($0) }
      return isTime ? ExportTable.text(Timestamp(milliseconds: number)) : number
    }

    /// A list or an object kept as text becomes one again.
    private func readable(_ text: String) -> Any {
      guard text.hasPrefix("{") || text.hasPrefix("["),
        let value = try? JSONSerialization.jsonObject(with: Data(text.utf8))
      else { return text }
      return value
    }
  }

  /// `2026-11-24T12:04:00Z`.
  static func text(_ time: Timestamp) -> String { CivilTime(time, offset: 0).iso + "Z" }
}

extension Connection {
  /// Rows of `table` by column name, nulls and inner columns left out.
  func export(_ table: String, _ condition: String, _ parameters: [SQLValue]) throws -> [[String: Any]] {
    let columns = try rows(columnsOf(table), []) { row in
      ExportTable.Column(
        name: row.text(0) ?? "", isInteger: ["INTEGER", "BIGINT"].contains((row.text(1) ?? "").uppercased()))
    }.filter(\.isShown)
    let names = columns.map(\.name).joined(separator: ", ")
    return try rows(SQL("SELECT \(names) FROM \(table) WHERE \(condition)"), parameters) { row in
      var object: [String: Any] = [:]
      for (index, column) in columns.enumerated() { object[column.name] = column.value(row, index) }
      return object
    }
  }

  /// Tables with a column of this name that holds rows' numbers.
  func tables(referringTo column: String) throws -> [String] {
    try rows(tablesReferring(to: column), []) { $0.text(0) }.compactMap(\.self)
  }

  private func columnsOf(_ table: String) -> SQL {
    switch dialect {
    case .sqlite: SQL("SELECT name, type FROM pragma_table_info('\(table)') ORDER BY cid")
    }
  }

  private func tablesReferring(to column: String) -> SQL {
    switch dialect {
    case .sqlite:
      SQL(
        """
        SELECT sqlite_master.name FROM sqlite_master JOIN pragma_foreign_key_list(sqlite_master.name) AS reference
        WHERE sqlite_master.type = 'table' AND reference."table" = '\(column)' AND reference."from" = '\(column)'
        ORDER BY sqlite_master.name
        """)
    }
  }
}
