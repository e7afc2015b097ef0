import Foundation
import Tracking

/// A CSV file with a head line, read strictly: every mistake is told with its line.
struct HistoryTable {
  let path: String
  let columns: [String]
  let rows: [Row]

  struct Row {
    let path: String
    let line: Int
    fileprivate let fields: [String: String]

    /// Nil where it is empty or there is no such column.
    func text(_ name: String) -> String? { fields[name] }

    func needed(_ name: String) throws(CommandFailure) -> String {
      guard let text = fields[name] else { throw failure("\(name) is missing") }
      return text
    }

    func date(_ name: String) throws(CommandFailure) -> CivilDate? {
      guard let text = fields[name] else { return nil }
      guard let date = CivilDate(text) else {
        throw failure("\(name) is \u{201c}\(text)\u{201d}", hint: "dates are yyyy-MM-dd")
      }
      return date
    }

    func number(_ name: String) throws(CommandFailure) -> Double? {
      guard let text = fields[name] else { return nil }
      guard let number = Self.number(text) else {
        throw failure("\(name) is \u{201c}\(text)\u{201d}", hint: "a number with a decimal point is wanted")
      }
      return number
    }

    /// Numbers with `|` between them.
    func numbers(_ name: String) throws(CommandFailure) -> [Double] {
      let text = try needed(name)
      let numbers = text.split(separator: "|", omittingEmptySubsequences: false).map { Self.number(String($0)) }
      guard !numbers.contains(where: { $0 == nil }) else {
        throw failure("\(name) is \u{201c}\(text)\u{201d}", hint: "numbers with | between them are wanted")
      }
      return numbers.compactMap(\.self)
    }

    func failure(_ text: String, hint: String? = nil) -> CommandFailure {
      CommandFailure("\(path):\(line): \(text)", hint: hint)
    }

    private static func number(_ text: String) -> Double? {
      Double(text).flatMap { $0.isFinite && $0 >= 0 && $0 < 1e6 ? $0 : nil }
    }
  }

  init(_ path: String, needs: [String]) throws(CommandFailure) {
    let lines = try Self.lines(of: path)
    guard let head = lines.first, !head.isEmpty else { throw CommandFailure("\(path) is empty") }
    let columns = head.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for name in needs where !columns.contains(name) {
      throw CommandFailure(
        "\(path):1: there is no column \(name)", hint: "columns are \(columns.joined(separator: ", "))")
    }
    var rows: [Row] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == columns.count else {
        throw CommandFailure("\(path):\(index + 1): \(fields.count) fields, the head line has \(columns.count)")
      }
      let known = zip(columns, fields).filter { !$0.1.isEmpty }
      rows.append(Row(path: path, line: index + 1, fields: Dictionary(known) { first, _ in first }))
    }
    guard !rows.isEmpty else { throw CommandFailure("\(path) has a head line and nothing else") }
    self.path = path
    self.columns = columns
    self.rows = rows
  }

  /// The lines of a text file, without carriage returns.
  static func lines(of path: String) throws(CommandFailure) -> [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw CommandFailure("cannot read \(path)", hint: "does it exist, and is it UTF-8?")
    }
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }
}
