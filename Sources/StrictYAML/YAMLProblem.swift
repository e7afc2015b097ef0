/// Where something stands in a file that a person wrote.
public struct YAMLPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The file's name as it was given to the parser; shown, never opened.
  public let file: String
  /// From 1.
  public let line: Int
  /// From 1, in Unicode scalars.
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }

  public static func < (left: YAMLPosition, right: YAMLPosition) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// One mistake in a file: where, what, and what would be right.
public struct YAMLProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let position: YAMLPosition
  /// What is wrong, without a full stop.
  public let message: String
  /// What would be right, where that can be said.
  public let hint: String?

  public init(_ position: YAMLPosition, _ message: String, hint: String? = nil) {
    self.position = position
    self.message = message
    self.hint = hint
  }

  /// `file:line:column: message (hint)`.
  public var description: String {
    "\(position): \(message)" + (hint.map { " (\($0))" } ?? "")
  }
}

/// All mistakes of one or several files, sorted by position and without repetition.
public struct YAMLProblems: Error, Hashable, Sendable, CustomStringConvertible {
  public let list: [YAMLProblem]

  public init(_ problems: some Sequence<YAMLProblem>) {
    list = Set(problems).sorted { ($0.position, $0.message) < ($1.position, $1.message) }
  }

  /// One problem a line.
  public var description: String {
    list.map(\.description).joined(separator: "\n")
  }
}
