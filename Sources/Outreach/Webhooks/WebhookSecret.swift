import Crypto
import Foundation

/// A shared secret of one endpoint: `whsec_` and base64 of 24 to 64 bytes (Standard Webhooks 1.0, "Signature scheme").
public struct WebhookSecret: Hashable, Sendable {
  let key: [UInt8]

  /// Nil where the text is not `whsec_…` or the key is too short or too long.
  public init?(_ text: String) {
    guard text.hasPrefix("whsec_"), let data = Data(base64Encoded: String(text.dropFirst(6))),
      (24...64).contains(data.count)
    else { return nil }
    key = Array(data)
  }

  /// From random bytes; nil for fewer than 24 or more than 64.
  public init?(bytes: [UInt8]) {
    guard (24...64).contains(bytes.count) else { return nil }
    key = bytes
  }

  public var text: String { "whsec_" + Data(key).base64EncodedString() }

  /// `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`.
  ///
  /// - Parameter timestamp: Unix seconds of this attempt.
  func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
    var hash = HMAC<SHA256>(key: SymmetricKey(data: key))
    hash.update(data: Array("\(id).\(timestamp).".utf8))
    hash.update(data: body)
    return "v1," + Data(hash.finalize()).base64EncodedString()
  }
}
