import HTTPTypes
import Hummingbird

/// What is wrong with one field of a request.
public struct FieldProblem: Error, Hashable, Sendable {
  /// JSON pointer to the field (RFC 6901); empty for the whole body. For CSV the name of the column.
  public let pointer: String
  public let message: String
  /// What would be right.
  public let hint: String?

  public init(pointer: String, _ message: String, hint: String? = nil) {
    self.pointer = pointer
    self.message = message
    self.hint = hint
  }
}

/// An answer that says what went wrong (RFC 9457, `application/problem+json`).
struct Problem: Error, Sendable {
  /// The kinds there are; `type` is the path of a page that explains it.
  enum Kind: String, CaseIterable, Sendable {
    case invalidJSON = "invalid-json"
    case invalidFields = "invalid-fields"
    case invalidQuery = "invalid-query"
    case unauthorized, notFound = "not-found"
    case tooLarge = "too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case invalidHeader = "invalid-header"
    case methodNotAllowed = "method-not-allowed"
    case tooManyRequests = "too-many-requests"
    case requestUnderWay = "request-under-way"
    case keyReused = "idempotency-key-reused"
    case notPossible = "not-possible"
    case unavailable, internalError = "internal-error"

    var status: HTTPResponse.Status {
      switch self {
      case .invalidJSON, .invalidQuery, .invalidHeader: .badRequest
      case .methodNotAllowed: .methodNotAllowed
      case .tooManyRequests: .tooManyRequests
      case .requestUnderWay, .notPossible: .conflict
      case .invalidFields, .keyReused: .unprocessableContent
      case .unauthorized: .unauthorized
      case .notFound: .notFound
      case .tooLarge: .contentTooLarge
      case .unsupportedMediaType: .unsupportedMediaType
      case .unavailable: .serviceUnavailable
      case .internalError: .internalServerError
      }
    }

    var title: String {
      switch self {
      case .invalidJSON: "The body is not JSON."
      case .invalidFields: "Some fields cannot be used."
      case .invalidQuery: "Some parameters of the address cannot be used."
      case .unauthorized: "A valid API key is needed."
      case .notFound: "There is nothing here."
      case .tooLarge: "The body is too large."
      case .unsupportedMediaType: "The body is of another kind than this address takes."
      case .invalidHeader: "A header cannot be used."
      case .methodNotAllowed: "This address takes other methods."
      case .tooManyRequests: "The key has made too many requests."
      case .requestUnderWay: "The first request under this Idempotency-Key is still under way."
      case .keyReused: "The Idempotency-Key was used for another request."
      case .notPossible: "This cannot be done now."
      case .unavailable: "The database cannot take this now. Try again."
      case .internalError: "Something went wrong on our side."
      }
    }
  }

  var kind: Kind
  var detail: String?
  var errors: [FieldProblem] = []
  /// Besides those that its kind has.
  var fields: HTTPFields = [:]

  init(_ kind: Kind, detail: String? = nil, errors: [FieldProblem] = []) {
    self.kind = kind
    self.detail = detail
    self.errors = errors
  }

  private struct Body: Encodable {
    struct Field: Encodable {
      let pointer: String
      let detail: String
      let hint: String?
    }
    let type: String
    let title: String
    let status: Int
    let detail: String?
    let errors: [Field]?
  }

  var answer: APIAnswer {
    let body = Body(
      type: "/problems/\(kind.rawValue)", title: kind.title, status: Int(kind.status.code), detail: detail,
      errors: errors.isEmpty
        ? nil : errors.map { Body.Field(pointer: $0.pointer, detail: $0.message, hint: $0.hint) })
    var answer = APIAnswer.json(kind.status, body, contentType: "application/problem+json")
    answer.fields = fields
    if kind == .unauthorized { answer.fields[.wwwAuthenticate] = "Bearer" }
    if kind == .unavailable { answer.fields[.retryAfter] = "5" }
    return answer
  }

  var response: Response { answer.response }
}
