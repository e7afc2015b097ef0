import Crypto
import Foundation

/// What a link in a mail may do.
public enum SubscriptionScope: String, Hashable, Sendable, CaseIterable {
  case confirm, stop, preferences
}

/// The tokens of links about a subscription: derived from the master key, so that none is stored.
///
/// 43 characters of base64url: the subscription's id (16 bytes) and HMAC-SHA256 over scope and id, cut to 128 bits.
/// A token of one scope opens no other. Short enough for `List-Unsubscribe` on one line.
public struct SubscriptionTokens: Sendable {
  private let key: SymmetricKey

  /// - Parameter masterKey: at least 128 bits of randomness.
  public init(masterKey: SymmetricKey) {
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: masterKey, info: Data("tidings subscription token".utf8), outputByteCount: 32)
  }

  public func token(for id: SubscriptionID, scope: SubscriptionScope) -> String {
    let bytes = id.bytes
    return (Data(bytes) + Data(tag(bytes, scope))).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }

  /// The subscription that a token of this scope speaks of; nil for every other text, in the same time.
  public func id(of token: String, scope: SubscriptionScope) -> SubscriptionID? {
    guard token.utf8.count == 43, token.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") })
    else { return nil }
    let standard = token.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/") + "="
    guard let bytes = Data(base64Encoded: standard), bytes.count == 32 else { return nil }
    let id = Array(bytes.prefix(16))
    let difference = zip(bytes.suffix(16), tag(id, scope)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
    return difference == 0 ? SubscriptionID(bytes: id) : nil
  }

  private func tag(_ id: [UInt8], _ scope: SubscriptionScope) -> [UInt8] {
    var mac = HMAC<SHA256>(key: key)
    mac.update(data: Data("\(scope.rawValue) ".utf8))
    mac.update(data: id)
    return Array(mac.finalize().prefix(16))
  }
}
