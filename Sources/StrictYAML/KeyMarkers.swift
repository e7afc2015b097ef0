/// Lets Yams read past keys that stand twice, so that they are reported along with the file's other problems.
///
/// Yams stops at the first mapping with such keys and names the first place of one. There a private-use
/// character is put before the key, which makes it unique; the text is parsed again, and the walk takes the
/// characters off and puts columns right.
struct KeyMarkers {
  private(set) var text: String
  /// Columns of the inserted characters, by line, in the text as it is now.
  private var columns: [Int: [Int]] = [:]
  private var count: UInt32 = 0

  private static let first: UInt32 = 0xE000
  private static let most: UInt32 = 50

  init(_ text: String) {
    self.text = text
  }

  /// Puts a marker before the key that begins at `line` and `column`; false where no plain or quoted key stands there.
  mutating func mark(line: Int, column: Int) -> Bool {
    guard count < KeyMarkers.most, let marker = Unicode.Scalar(KeyMarkers.first + count) else { return false }
    var scalars = text.unicodeScalars
    guard var index = KeyMarkers.index(line: line, column: column, in: scalars) else { return false }
    var column = column
    if scalars[index] == "\"" || scalars[index] == "'" {
      index = scalars.index(after: index)
      column += 1
    } else if "|>[{?".unicodeScalars.contains(scalars[index]) {
      return false
    }
    scalars.insert(marker, at: index)
    text = String(scalars)
    columns[line] = (columns[line] ?? []).map { $0 >= column ? $0 + 1 : $0 } + [column]
    count += 1
    return true
  }

  /// The key without its marker.
  func name(_ key: String) -> String {
    guard let scalar = key.unicodeScalars.first, scalar.value >= KeyMarkers.first,
      scalar.value < KeyMarkers.first + count
    else { return key }
    return String(String.UnicodeScalarView(key.unicodeScalars.dropFirst()))
  }

  /// The column in the file as it was written.
  func column(_ column: Int, line: Int) -> Int {
    column - (columns[line]?.count { $0 < column } ?? 0)
  }

  private static func index(
    line: Int, column: Int, in scalars: String.UnicodeScalarView
  ) -> String.UnicodeScalarView.Index? {
    var index = scalars.startIndex
    var at = 1
    while at < line {
      guard let newline = scalars[index...].firstIndex(of: "\n") else { return nil }
      index = scalars.index(after: newline)
      at += 1
    }
    guard let found = scalars.index(index, offsetBy: column - 1, limitedBy: scalars.endIndex), found < scalars.endIndex
    else { return nil }
    return found
  }
}
