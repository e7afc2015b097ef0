import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// An answer of the shop's API as a value, so that it can be kept and given again.
struct APIAnswer: Sendable {
  var status: HTTPResponse.Status
  var contentType: String?
  var body: [UInt8] = []
  /// Besides those that every answer has.
  var fields: HTTPFields = [:]

  static let done = APIAnswer(status: .noContent)

  static func json(
    _ status: HTTPResponse.Status, _ body: some Encodable, contentType: String = "application/json"
  ) -> APIAnswer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(body) else { return APIAnswer(status: .internalServerError) }
    return APIAnswer(status: status, contentType: contentType, body: Array(data))
  }

  var response: Response {
    var headers = SecurityHeaders.base
    headers[.contentType] = contentType
    for field in fields { headers[field.name] = field.value }
    guard !body.isEmpty else { return Response(status: status, headers: headers) }
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}

extension APIAnswer {
  /// As it is kept; nil where it says that nothing was done, or is no text.
  var kept: KeptAnswer? {
    guard status.kind == .successful, let text = String(validating: body, as: UTF8.self) else { return nil }
    return KeptAnswer(
      status: status.code, contentType: contentType ?? "", location: fields[.location], body: text)
  }

  /// The first answer, given again.
  init(_ kept: KeptAnswer) {
    self.init(
      status: HTTPResponse.Status(code: kept.status),
      contentType: kept.contentType.isEmpty ? nil : kept.contentType, body: Array(kept.body.utf8))
    fields[.location] = kept.location
    fields[.replayed] = "true"
  }
}

extension HTTPField.Name {
  static let idempotencyKey = known("Idempotency-Key")
  static let replayed = known("Idempotency-Replayed")
  static let rateLimit = known("RateLimit")
  static let rateLimitPolicy = known("RateLimit-Policy")

  private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .xContentTypeOptions }
}
