/// A strict reader of JSON (RFC 8259): UTF-8, one value, no comments, no trailing commas, no name twice in an
/// object, no control characters in strings, no lone surrogates, at most 64 levels.
struct JSONParser {
  static let depth = 64
  private let bytes: [UInt8]
  private var index = 0

  static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    parser.skipBlanks()
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.index == bytes.count else { throw parser.error("there is more after the value") }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func error(_ message: String) -> JSONSyntaxError {
    JSONSyntaxError(message: index >= bytes.count ? "the text ends too early" : message, offset: index)
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    guard depth < JSONParser.depth else { throw error("nested deeper than \(JSONParser.depth) levels") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), .some(0x30...0x39): return .number(try number())
    default: throw error("a value was expected")
    }
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    index += 1
    skipBlanks()
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if next == UInt8(ascii: "}") {
      index += 1
      return .object([])
    }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw error("a name in quotes was expected") }
      let start = index
      let name = try string()
      guard names.insert(name).inserted else {
        throw JSONSyntaxError(message: "the name '\(name.prefix(60))' stands twice in one object", offset: start)
      }
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw error("':' was expected") }
      index += 1
      skipBlanks()
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
      skipBlanks()
      if try isEnd(UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    index += 1
    skipBlanks()
    var values: [JSONValue] = []
    if next == UInt8(ascii: "]") {
      index += 1
      return .array([])
    }
    while true {
      skipBlanks()
      values.append(try value(depth: depth + 1))
      skipBlanks()
      if try isEnd(UInt8(ascii: "]")) { return .array(values) }
    }
  }

  /// After an element: a comma goes on, `end` ends.
  private mutating func isEnd(_ end: UInt8) throws(JSONSyntaxError) -> Bool {
    guard let byte = next, byte == end || byte == UInt8(ascii: ",") else {
      throw error("',' or '\(end == UInt8(ascii: "}") ? "}" : "]")' was expected")
    }
    index += 1
    return byte == end
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
    for byte in "\(word)".utf8 {
      guard next == byte else { throw error("a value was expected") }
      index += 1
    }
    return value
  }

  private mutating func number() throws(JSONSyntaxError) -> String {
    let start = index
    if next == UInt8(ascii: "-") { index += 1 }
    if next == UInt8(ascii: "0") { index += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      index += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(JSONSyntaxError) {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    guard index > start else { throw error("a digit was expected") }
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    index += 1
    var result: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: result, as: UTF8.self) else { throw error("a string is not UTF-8") }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        index += 1
        try escape(into: &result)
      case 0..<0x20:
        throw error("a control character stands in a string")
      default:
        result.append(byte)
        index += 1
      }
    }
    throw error("")
  }

  private mutating func escape(into result: inout [UInt8]) throws(JSONSyntaxError) {
    let plain: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
    ]
    guard let byte = next else { throw error("") }
    if let character = plain[byte] {
      index += 1
      result.append(character)
      return
    }
    guard byte == UInt8(ascii: "u") else { throw error("an unknown escape stands in a string") }
    var code = try hexadecimal()
    if (0xD800..<0xDC00).contains(code) {
      guard next == UInt8(ascii: "\\") else { throw error("half a surrogate pair stands in a string") }
      index += 1
      guard next == UInt8(ascii: "u") else { throw error("half a surrogate pair stands in a string") }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw error("half a surrogate pair stands in a string") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw error("half a surrogate pair stands in a string") }
    result += Array(String(Character(scalar)).utf8)
  }

  /// The four digits after `u`.
  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    index += 1
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits were expected")
      }
      code = code << 4 | UInt32(digit)
      index += 1
    }
    return code
  }
}
