import HTTPTypes

/// One address of the shop's API: what OpenAPI says of it, and what it does.
struct APIRoute: Sendable {
  let method: HTTPRequest.Method
  /// As OpenAPI writes it: `/v1/shipments/{id}`.
  let path: String
  let operation: APIOperation
  /// Bytes of the body at most.
  var bodyLimit = 256 << 10
  /// A repeated request with the same `Idempotency-Key` gets the first one's answer.
  var isKept = false
  let answer: @Sendable (APICall) async throws -> APIAnswer

  init(
    _ method: HTTPRequest.Method, _ path: String, _ operation: APIOperation, bodyLimit: Int = 256 << 10,
    isKept: Bool = false, answer: @escaping @Sendable (APICall) async throws -> APIAnswer
  ) {
    self.method = method
    self.path = path
    self.operation = operation
    self.bodyLimit = bodyLimit
    self.isKept = isKept
    self.answer = answer
  }

  /// Whether a path of a request is this address.
  func matches(_ path: some StringProtocol) -> Bool {
    let own = self.path.split(separator: "/")
    let asked = path.split(separator: "/")
    return own.count == asked.count && zip(own, asked).allSatisfy { $0.0.hasPrefix("{") || $0.0 == $0.1 }
  }
}
