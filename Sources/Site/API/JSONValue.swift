/// A JSON value as it was sent: numbers stay text, so that an id of 19 digits stays what it is.
indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In the order sent; names are unique.
  case object([Member])

  struct Member: Hashable, Sendable {
    let name: String
    let value: JSONValue
  }

  /// In words, for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// Why a body is no JSON, and where.
struct JSONSyntaxError: Error, Hashable {
  let message: String
  /// Bytes before the place.
  let offset: Int
}
