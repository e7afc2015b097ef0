/// A statement in the subset shared by SQLite and PostgreSQL, with `$1`, `$2`, … for parameters.
///
/// Make it once (`static let`) where you can: the text for SQLite is derived when it is made, not when it runs.
public struct SQL: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// As written.
  public let text: String
  /// The same with `?1` for `$1`: in SQLite `$1` is a name, and names are numbered by first appearance.
  public let numbered: String
  /// How many parameters it takes: the highest number in it.
  public let parameterCount: Int

  public init(_ text: String) {
    self.text = text
    (numbered, parameterCount) = SQL.numbering(text)
  }

  public init(stringLiteral value: String) { self.init(value) }

  public static func == (left: SQL, right: SQL) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// Replaces `$` before a digit by `?`, outside of quoted text, quoted names and comments.
  static func numbering(_ text: String) -> (text: String, parameterCount: Int) {
    var scan = PlaceholderScan()
    for byte in text.utf8 { scan.take(byte) }
    return (String(decoding: scan.output, as: UTF8.self), scan.finish())
  }
}

/// One pass over a statement. A `$` is held back until the next byte says whether it begins a parameter.
private struct PlaceholderScan {
  private enum Mode {
    case plain, number
    /// Inside quotes; a doubled quote ends and begins again, which comes to the same.
    case quoted(UInt8)
    case lineComment, blockComment
  }

  private(set) var output: [UInt8] = []
  private var mode = Mode.plain
  private var previous: UInt8 = 0
  private var number = 0
  private var highest = 0

  mutating func take(_ byte: UInt8) {
    switch mode {
    case .plain: plain(byte)
    case .number where isDigit(byte): number = min(number * 10 + Int(byte - UInt8(ascii: "0")), 99_999)
    case .number:
      highest = max(highest, number)
      mode = .plain
      plain(byte)
    case .quoted(let quote): if byte == quote { mode = .plain }
    case .lineComment: if byte == UInt8(ascii: "\n") { mode = .plain }
    case .blockComment: if previous == UInt8(ascii: "*"), byte == UInt8(ascii: "/") { mode = .plain }
    }
    output.append(byte)
    previous = byte
  }

  /// The highest parameter number seen.
  mutating func finish() -> Int {
    if case .number = mode { highest = max(highest, number) }
    return highest
  }

  private mutating func plain(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): mode = .quoted(byte)
    case UInt8(ascii: "-") where previous == UInt8(ascii: "-"): mode = .lineComment
    case UInt8(ascii: "*") where previous == UInt8(ascii: "/"): mode = .blockComment
    case _ where isDigit(byte) && previous == UInt8(ascii: "$"):
      output[output.count - 1] = UInt8(ascii: "?")
      number = Int(byte - UInt8(ascii: "0"))
      mode = .number
    default: break
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
