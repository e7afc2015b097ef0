/// What OpenAPI says of one address, besides what holds for all of them.
struct APIOperation: Sendable {
  struct Query: Sendable {
    let name: String
    let schema: Schema
    let says: String
  }

  struct Body: Sendable {
    let type: String
    let schema: Schema
  }

  struct Answer: Sendable {
    let says: String
    var type: String? = "application/json"
    var schema: Schema?
    /// Other media types of the same answer.
    var alsoTypes: [Body] = []
    var hasLocation = false
  }

  let id: String
  let group: Group
  let summary: String
  var says = ""
  var query: [Query] = []
  var bodies: [Body] = []
  var isBodyRequired = true
  let answers: [(Int, Answer)]
  /// Problems of its own, with what they mean here.
  var problems: [(Int, String)] = []

  enum Group: String, CaseIterable, Sendable {
    case shipments = "Shipments"
    case desk = "Support desk"
    case webhooks = "Webhooks"
    case shop = "Shop"
    case incentives = "Incentives"
    case links = "Links"
  }
}

extension APIOperation.Body {
  static func json(_ schema: Schema) -> APIOperation.Body {
    APIOperation.Body(type: "application/json", schema: schema)
  }

  /// The same under the two names a partial change may have.
  static func merge(_ schema: Schema) -> [APIOperation.Body] {
    APICall.mergeTypes.map { APIOperation.Body(type: $0, schema: schema) }
  }
}

extension APIOperation.Answer {
  static func json(_ says: String, _ schema: Schema, hasLocation: Bool = false) -> APIOperation.Answer {
    APIOperation.Answer(says: says, schema: schema, hasLocation: hasLocation)
  }

  static func empty(_ says: String) -> APIOperation.Answer { APIOperation.Answer(says: says, type: nil) }
}
