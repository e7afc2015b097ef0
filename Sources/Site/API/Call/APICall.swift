import Foundation
import Hummingbird
import Storage
import Tracking

/// A request of the shop's API, once it is known who asks.
struct APICall: Sendable {
  let shop: Shop
  let key: APIKey
  let request: Request
  let parameters: Parameters
  let body: [UInt8]

  /// The media type of the body, lower case, without parameters.
  var type: String { APICall.type(of: request) }

  /// A parameter of the path; empty where the path has none of this name.
  func parameter(_ name: String) -> String {
    let raw = parameters.get(name) ?? ""
    return raw.removingPercentEncoding ?? raw
  }

  /// Who acts, for the log of what people did.
  var who: String { "key \(key.id)" }

  /// The body as an object. Throws `Problem` where it is of another media type, no JSON, or no object.
  func object(types: [String] = ["application/json"]) throws(Problem) -> JSONObjectReader {
    guard types.contains(type) else {
      throw Problem(.unsupportedMediaType, detail: "Send \(types.joined(separator: " or ")).")
    }
    let value: JSONValue
    do {
      value = try JSONParser.parse(body)
    } catch {
      throw Problem(.invalidJSON, detail: "Byte \(error.offset): \(error.message).")
    }
    switch JSONObjectReader.open(value) {
    case .success(let reader): return reader
    case .failure(let problem): throw Problem(.invalidFields, errors: [problem])
    }
  }

  /// The same for a body that may be left out: an object without members then.
  func optionalObject() throws(Problem) -> JSONObjectReader {
    try body.isEmpty ? .empty : object()
  }

  /// Throws `Problem` where the address has parameters; for addresses that take none.
  func refuseQuery() throws(Problem) {
    guard let first = SiteRequest.fields(request.uri.query ?? "").first else { return }
    throw Problem(
      .invalidQuery, errors: [FieldProblem(pointer: String(first.name.prefix(60)), "unknown parameter")])
  }

  static func type(of request: Request) -> String {
    let text = request.headers[.contentType]?.lowercased().prefix { $0 != ";" } ?? ""
    return String(text.filter { $0 != " " && $0 != "\t" })
  }

  /// For bodies that change some members of what is stored (RFC 7396).
  static let mergeTypes = ["application/merge-patch+json", "application/json"]
}
