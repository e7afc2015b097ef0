import HTTPTypes
import Hummingbird

/// The `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header), with or without quotes.
enum IdempotencyKey {
  /// Nil where there is none. Throws `Problem` for one that is empty, long or not of printable ASCII.
  static func read(_ request: Request) throws(Problem) -> String? {
    guard var text = request.headers[.idempotencyKey] else { return nil }
    if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = String(text.dropFirst().dropLast()) }
    guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Problem(
        .invalidHeader, detail: "Idempotency-Key must have 1 to 255 printable ASCII characters without blanks.")
    }
    return text
  }

  /// Everything that must be the same for the request to be the same.
  static func fingerprint(of call: APICall) -> [UInt8] {
    let head = [call.request.method.rawValue, call.request.uri.string, call.type].joined(separator: "\n")
    return Array(head.utf8) + [0x0A] + call.body
  }
}
