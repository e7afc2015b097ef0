import HTTPTypes

/// One operation as OpenAPI writes it.
struct OperationJSON: Sendable {
  private let route: APIRoute
  private var operation: APIOperation { route.operation }

  init(_ route: APIRoute) {
    self.route = route
  }

  var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("operationId", .string(operation.id)), ("tags", .array([.string(operation.group.rawValue)])),
      ("summary", .string(operation.summary)),
    ]
    if !operation.says.isEmpty { members.append(("description", .string(operation.says))) }
    if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
    if !operation.bodies.isEmpty {
      members.append(
        (
          "requestBody",
          object([
            ("required", .bool(operation.isBodyRequired)),
            ("content", object(operation.bodies.map { ($0.type, object([("schema", $0.schema.json)])) })),
          ])
        ))
    }
    members.append(("responses", object(responses)))
    return object(members)
  }

  private var parameters: [JSONValue] {
    let names = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    var all = names.map { Self.parameter($0, "path", .text(least: 1), isRequired: true) }
    all += operation.query.map { Self.parameter($0.name, "query", $0.schema, says: $0.says) }
    if route.isKept {
      all.append(
        Self.parameter(
          "Idempotency-Key", "header", .text(pattern: "^[!-~]{1,255}$"),
          says: "Makes a repetition harmless: the same answer comes again for 24 hours."))
    }
    return all
  }

  private static func parameter(
    _ name: String, _ place: String, _ schema: Schema, isRequired: Bool = false, says: String = ""
  ) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .string(name)), ("in", .string(place)), ("required", .bool(isRequired)), ("schema", schema.json),
    ]
    if !says.isEmpty { members.append(("description", .string(says))) }
    return OpenAPIDocument.object(members)
  }

  private var responses: [(String, JSONValue)] {
    var all = operation.answers.map { (String($0.0), Self.answer($0.1, isKept: route.isKept)) }
    for (status, says) in problems { all.append((String(status), Self.problem(status, says))) }
    return all
  }

  /// Those of the operation, and those that follow from what it takes.
  private var problems: [(Int, String)] {
    var all: [Int: String] = [
      401: "The key is missing, mistyped, unknown or revoked.", 429: "The key's minute is used up.",
      400: "The body is not JSON, or a parameter or header cannot be used.",
      503: "The database cannot take this now.",
    ]
    if route.path.contains("{") { all[404] = "There is nothing with this id." }
    if !operation.bodies.isEmpty {
      all[413] = "The body has more than \(route.bodyLimit) bytes."
      all[415] = "The body is of another kind."
      all[422] = "Some fields cannot be used."
    }
    if route.isKept {
      all[409] = "The first request under this Idempotency-Key is still under way."
      all[422] = (all[422].map { $0 + " Or the" } ?? "The") + " Idempotency-Key was used for another request."
    }
    for (status, says) in operation.problems { all[status] = all[status].map { says + " Or: " + $0 } ?? says }
    return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func answer(_ answer: APIOperation.Answer, isKept: Bool) -> JSONValue {
    var headers = ["RateLimit", "RateLimit-Policy"]
    if isKept { headers.append("Idempotency-Replayed") }
    if answer.hasLocation { headers.append("Location") }
    var members: [(String, JSONValue)] = [("description", .string(answer.says)), ("headers", references(headers))]
    if let type = answer.type, let schema = answer.schema {
      let others = answer.alsoTypes.map { ($0.type, OpenAPIDocument.object([("schema", $0.schema.json)])) }
      members.append(
        ("content", OpenAPIDocument.object([(type, OpenAPIDocument.object([("schema", schema.json)]))] + others)))
    }
    return OpenAPIDocument.object(members)
  }

  private static func problem(_ status: Int, _ says: String) -> JSONValue {
    // Who is not known has no minute, and a database that fails says nothing of it.
    var headers = status == 401 || status == 503 ? [] : ["RateLimit", "RateLimit-Policy"]
    if status == 429 || status == 503 { headers.append("Retry-After") }
    var members: [(String, JSONValue)] = [("description", .string(says))]
    if !headers.isEmpty { members.append(("headers", references(headers))) }
    members.append(content("application/problem+json", .named("Problem")))
    return OpenAPIDocument.object(members)
  }

  private static func references(_ names: [String]) -> JSONValue {
    OpenAPIDocument.object(
      names.map { ($0, OpenAPIDocument.object([("$ref", .string("#/components/headers/\($0)"))])) })
  }

  private func object(_ members: [(String, JSONValue)]) -> JSONValue { OpenAPIDocument.object(members) }

  /// The headers that answers have.
  static var headers: [(String, JSONValue)] {
    func header(_ name: String, _ says: String, _ schema: Schema) -> (String, JSONValue) {
      (name, OpenAPIDocument.object([("description", .string(says)), ("schema", schema.json)]))
    }
    return [
      header("RateLimit", "What is left of the key's minute (`r`), and for how many seconds (`t`).", .text()),
      header("RateLimit-Policy", "How much there is (`q`) in how many seconds (`w`).", .text()),
      header("Retry-After", "Seconds after which to try again.", .text(pattern: "^[0-9]+$")),
      header("Location", "The path of what was made.", .text()),
      header("Idempotency-Replayed", "`true`: this is the first answer, given again.", .word(["true"])),
    ]
  }

  /// `GET /v1/openapi.json` itself; needs no key.
  static var ownDescription: JSONValue {
    let answer: [(String, JSONValue)] = [
      ("description", .string("OpenAPI 3.1.")), content("application/json", Schema.object([], isClosed: false)),
    ]
    return OpenAPIDocument.object([
      ("operationId", .string("describeAPI")), ("tags", .array([.string(APIOperation.Group.shop.rawValue)])),
      ("summary", .string("This description")), ("security", .array([])),
      ("responses", OpenAPIDocument.object([("200", OpenAPIDocument.object(answer))])),
    ])
  }

  private static func content(_ type: String, _ schema: Schema) -> (String, JSONValue) {
    ("content", OpenAPIDocument.object([(type, OpenAPIDocument.object([("schema", schema.json)]))]))
  }
}
