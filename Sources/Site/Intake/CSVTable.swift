/// A text of comma-separated values (RFC 4180), read leniently where spreadsheets differ: a byte order mark, `;`
/// or tab instead of the comma, line ends of all kinds. Strict where data would be lost: quotes that do not close.
struct CSVTable {
  struct Row: Hashable {
    /// Of the text, from 1; a quoted line break counts.
    let line: Int
    let fields: [String]
  }

  struct Unreadable: Error, Hashable {
    let line: Int
    let message: String
  }

  let header: [String]
  let rows: [Row]

  /// - Parameter rowLimit: data rows at most.
  static func read(_ text: String, rowLimit: Int) throws(Unreadable) -> CSVTable {
    let scalars = text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
    let separator = separator(of: scalars)
    var reader = Reader(rest: scalars, separator: separator)
    guard let header = try reader.row() else { throw Unreadable(line: 1, message: "the text is empty") }
    var rows: [Row] = []
    while let row = try reader.row() {
      if row.fields.allSatisfy(\.isEmpty) { continue }
      guard rows.count < rowLimit else {
        throw Unreadable(line: row.line, message: "there are more than \(rowLimit) rows")
      }
      rows.append(row)
    }
    return CSVTable(header: header.fields, rows: rows)
  }

  /// The one of the three that stands most often in the first line.
  private static func separator(of scalars: Substring.UnicodeScalarView) -> Unicode.Scalar {
    let first = scalars.prefix { $0 != "\n" && $0 != "\r" }
    let counts = ([",", ";", "\t"] as [Unicode.Scalar]).map { candidate in
      (candidate, first.count { $0 == candidate })
    }
    return counts.max { $0.1 < $1.1 }?.0 ?? ","
  }

  private struct Reader {
    var rest: Substring.UnicodeScalarView
    let separator: Unicode.Scalar
    var line = 1

    /// The next row; nil at the end.
    mutating func row() throws(Unreadable) -> Row? {
      guard !rest.isEmpty else { return nil }
      let start = line
      var fields: [String] = []
      while true {
        fields.append(try field())
        guard let scalar = rest.popFirst() else { return Row(line: start, fields: fields) }
        if scalar == separator { continue }
        if scalar == "\r", rest.first == "\n" { rest.removeFirst() }
        line += 1
        return Row(line: start, fields: fields)
      }
    }

    private mutating func field() throws(Unreadable) -> String {
      guard rest.first == "\"" else {
        let plain = rest.prefix { $0 != separator && $0 != "\n" && $0 != "\r" }
        rest = rest[plain.endIndex...]
        return CSVTable.trimmed(String(plain))
      }
      rest.removeFirst()
      var text = String.UnicodeScalarView()
      let start = line
      while let scalar = rest.popFirst() {
        if scalar == "\"" {
          if rest.first == "\"" {
            rest.removeFirst()
            text.append("\"")
            continue
          }
          guard rest.first == nil || rest.first == separator || rest.first == "\n" || rest.first == "\r" else {
            throw Unreadable(line: line, message: "text follows a closing quote")
          }
          return String(text)
        }
        if scalar == "\n" { line += 1 }
        text.append(scalar)
      }
      throw Unreadable(line: start, message: "a quote is not closed")
    }
  }

  private static func trimmed(_ text: String) -> String {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
    var slice = text[...].drop(while: blank)
    while let last = slice.last, blank(last) { slice.removeLast() }
    return String(slice)
  }
}
