/// A failure that a person reads: what went wrong, and what to do.
struct CommandFailure: Error, CustomStringConvertible {
  let message: String
  let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  var description: String { hint.map { "\(message)\n  hint: \($0)" } ?? message }
}

/// Several failures, told together.
struct CommandFailures: Error, CustomStringConvertible {
  let list: [CommandFailure]

  var description: String { list.map(\.description).joined(separator: "\n") }
}
