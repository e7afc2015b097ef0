import Foundation

/// Any JSON, for comparing what was written with what is expected.
enum JSONValue: Codable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    if box.decodeNil() {
      self = .null
    } else if let value = try? box.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? box.decode(Double.self) {
      self = .number(value)
    } else if let value = try? box.decode(String.self) {
      self = .string(value)
    } else if let value = try? box.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try box.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    switch self {
    case .null: try box.encodeNil()
    case .bool(let value): try box.encode(value)
    case .number(let value): try box.encode(value)
    case .string(let value): try box.encode(value)
    case .array(let value): try box.encode(value)
    case .object(let value): try box.encode(value)
    }
  }

  init(_ value: some Encodable) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
  }

  static func parse(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  var pretty: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  subscript(key: String) -> JSONValue? {
    get {
      if case .object(let map) = self { return map[key] }
      return nil
    }
    set {
      guard case .object(var map) = self else { return }
      map[key] = newValue
      self = .object(map)
    }
  }

  var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var elements: [JSONValue]? {
    if case .array(let list) = self { return list }
    return nil
  }
}
