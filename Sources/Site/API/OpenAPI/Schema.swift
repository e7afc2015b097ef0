/// A piece of JSON Schema (draft 2020-12, as OpenAPI 3.1 has it), written so that it can be read.
struct Schema: Sendable {
  let json: JSONValue

  /// A member of an object.
  struct Field: Sendable {
    let name: String
    let schema: Schema
    let isRequired: Bool

    /// A member that is always there.
    static func must(_ name: String, _ schema: Schema, _ says: String = "") -> Field {
      Field(name: name, schema: schema.saying(says), isRequired: true)
    }

    static func may(_ name: String, _ schema: Schema, _ says: String = "") -> Field {
      Field(name: name, schema: schema.saying(says), isRequired: false)
    }
  }

  private init(_ members: [(String, JSONValue)]) {
    json = .object(members.map { JSONValue.Member(name: $0.0, value: $0.1) })
  }

  static func text(most: Int? = nil, least: Int? = nil, pattern: String? = nil, format: String? = nil) -> Schema {
    var members: [(String, JSONValue)] = [("type", .string("string"))]
    if let least { members.append(("minLength", .number(String(least)))) }
    if let most { members.append(("maxLength", .number(String(most)))) }
    if let pattern { members.append(("pattern", .string(pattern))) }
    if let format { members.append(("format", .string(format))) }
    return Schema(members)
  }

  /// RFC 3339, in UTC.
  static let time = text(format: "date-time")
  static let day = text(format: "date")
  static let flag = Schema([("type", .string("boolean"))])
  static let number = Schema([("type", .string("number"))])
  static let null = Schema([("type", .string("null"))])
  static let anything = Schema([])

  static func whole(from least: Int? = nil, to most: Int? = nil) -> Schema {
    var members: [(String, JSONValue)] = [("type", .string("integer"))]
    if let least { members.append(("minimum", .number(String(least)))) }
    if let most { members.append(("maximum", .number(String(most)))) }
    return Schema(members)
  }

  /// One of these words.
  static func word(_ words: [String]) -> Schema {
    Schema([("type", .string("string")), ("enum", .array(words.map { .string($0) }))])
  }

  static func list(_ item: Schema, least: Int? = nil, most: Int? = nil, isSet: Bool = false) -> Schema {
    var members: [(String, JSONValue)] = [("type", .string("array")), ("items", item.json)]
    if let least { members.append(("minItems", .number(String(least)))) }
    if let most { members.append(("maxItems", .number(String(most)))) }
    if isSet { members.append(("uniqueItems", .bool(true))) }
    return Schema(members)
  }

  /// An object that a client may send: nothing but these members.
  static func closed(_ fields: Field...) -> Schema { object(fields, isClosed: true) }

  /// An object that we answer with: later versions may have more members.
  static func open(_ fields: Field...) -> Schema { object(fields, isClosed: false) }

  static func object(_ fields: [Field], isClosed: Bool) -> Schema {
    var members: [(String, JSONValue)] = [
      ("type", .string("object")),
      ("properties", .object(fields.map { JSONValue.Member(name: $0.name, value: $0.schema.json) })),
    ]
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { members.append(("required", .array(required))) }
    if isClosed { members.append(("additionalProperties", .bool(false))) }
    return Schema(members)
  }

  /// An object with free names.
  static func map(_ value: Schema, least: Int? = nil) -> Schema {
    var members: [(String, JSONValue)] = [
      ("type", .string("object")), ("additionalProperties", value.json),
    ]
    if let least { members.append(("minProperties", .number(String(least)))) }
    return Schema(members)
  }

  /// One of `components.schemas`.
  static func named(_ name: String) -> Schema { Schema([("$ref", .string("#/components/schemas/\(name)"))]) }

  static func either(_ schemas: Schema...) -> Schema { Schema([("anyOf", .array(schemas.map(\.json)))]) }

  /// The same, or null.
  var orNull: Schema { .either(self, .null) }

  /// With a value that works.
  func example(_ text: String) -> Schema { adding("examples", .array([.string(text)])) }

  func saying(_ text: String) -> Schema {
    text.isEmpty ? self : adding("description", .string(text))
  }

  private func adding(_ name: String, _ value: JSONValue) -> Schema {
    guard case .object(let members) = json else { return self }
    return Schema(members.map { ($0.name, $0.value) } + [(name, value)])
  }
}
