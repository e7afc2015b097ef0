import HTTPTypes

/// The API's description (OpenAPI 3.1), made from the routes themselves: what is not described is not served.
struct OpenAPIDocument: Sendable {
  static let path = "/v1/openapi.json"
  let text: String

  init(_ routes: [APIRoute]) {
    text = Self.document(routes).text
  }

  private static func document(_ routes: [APIRoute]) -> JSONValue {
    let tags = APIOperation.Group.allCases.map { object([("name", .string($0.rawValue))]) }
    let schemas = APISchemas.all.map { ($0.0, $0.1.json) }
    let components: [(String, JSONValue)] = [
      ("securitySchemes", object([("key", key)])), ("headers", object(OperationJSON.headers)),
      ("schemas", object(schemas)),
    ]
    let members: [(String, JSONValue)] = [
      ("openapi", .string("3.1.0")), ("info", info), ("servers", .array([object([("url", .string("/"))])])),
      ("security", .array([object([("key", .array([]))])])), ("tags", .array(tags)), ("paths", paths(routes)),
      ("components", object(components)),
    ]
    return object(members)
  }

  private static var info: JSONValue {
    let license: [(String, JSONValue)] = [
      ("name", .string("Apache-2.0")), ("identifier", .string("Apache-2.0")),
    ]
    return object([
      ("title", .string("Tidings, the shop's API")), ("version", .string("1")),
      ("description", .string(introduction)), ("license", object(license)),
    ])
  }

  private static var key: JSONValue {
    object([
      ("type", .string("http")), ("scheme", .string("bearer")), ("bearerFormat", .string("tk_live_…")),
      ("description", .string("Made with `tidings key add SHOP`.")),
    ])
  }

  private static func paths(_ routes: [APIRoute]) -> JSONValue {
    var order: [String] = []
    var methods: [String: [(String, JSONValue)]] = [:]
    for route in routes {
      if methods[route.path] == nil { order.append(route.path) }
      methods[route.path, default: []].append((route.method.rawValue.lowercased(), OperationJSON(route).json))
    }
    let own = object([("get", OperationJSON.ownDescription)])
    return object(order.map { ($0, object(methods[$0] ?? [])) } + [(path, own)])
  }

  static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { JSONValue.Member(name: $0.0, value: $0.1) })
  }

  private static let introduction = """
    Hand in shipments, read them, alter what is known of them, and decide what their customers are told.

    Every problem is `application/problem+json` (RFC 9457); `errors` points at each wrong field with a JSON pointer \
    and says what would be right. Unknown fields are refused, with the name that was probably meant.

    `POST` takes an `Idempotency-Key`: the same request under the same key gets the first answer again for 24 hours \
    (`Idempotency-Replayed: true`), another request under it is 422, and one that comes while the first is under way \
    is 409. Only answers of the 2xx kind are kept.

    `RateLimit` says what is left of a key's minute, `RateLimit-Policy` how much there is.
    """
}
