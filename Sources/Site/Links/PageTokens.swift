import Crypto
import Foundation
import Storage
import Tracking

/// The tokens of tracking pages: derived from a master key, so that none is stored and all can be made again.
///
/// A token is 32 bytes in base64url (43 characters): a tag and the sealed shipment id, built like a synthetic
/// IV. The tag is HMAC-SHA256, cut to 128 bits, over scope, link version and id; the id is covered with a
/// keystream made from the tag. So a token shows nothing of the id, cannot be guessed, belongs to one scope, and
/// ends when the version stored with the shipment or order grows.
public struct PageTokens: Sendable {
  private let tagKey: SymmetricKey
  private let coverKey: SymmetricKey

  /// - Parameter masterKey: at least 128 bits of randomness; the keys of this purpose are derived from it (HKDF).
  public init(masterKey: SymmetricKey) {
    func key(_ purpose: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: masterKey, info: Data("tidings page token \(purpose)".utf8), outputByteCount: 32)
    }
    tagKey = key("tag")
    coverKey = key("cover")
  }

  /// The token that opens a shipment's page, or with the scope `order` the page of its order.
  /// Nil for an id that is not 16 bytes in hexadecimal.
  public func token(for id: ShipmentID, scope: LinkScope, version: Int) -> String? {
    guard let plain = PageTokens.bytes(of: id) else { return nil }
    let tag = tag(plain, scope, version)
    return Base64URL.encode(tag + cover(plain, with: tag))
  }

  /// The shipment that a token speaks of; nothing is proven until `verify` has seen the stored version.
  /// Nil only for a text that no token could be.
  func claim(_ token: Substring) -> (id: ShipmentID, tag: [UInt8])? {
    guard token.utf8.count == 43, let bytes = Base64URL.decode(token), bytes.count == 32 else { return nil }
    let tag = Array(bytes.prefix(16))
    let plain = cover(Array(bytes.suffix(16)), with: tag)
    return (ShipmentID(Hexadecimal.encode(plain)), tag)
  }

  /// Whether `tag` belongs to this shipment, scope and version. Takes the same time for every wrong tag.
  func verify(_ tag: [UInt8], id: ShipmentID, scope: LinkScope, version: Int) -> Bool {
    guard let plain = PageTokens.bytes(of: id) else { return false }
    return constantTimeEqual(tag, self.tag(plain, scope, version))
  }

  private func tag(_ id: [UInt8], _ scope: LinkScope, _ version: Int) -> [UInt8] {
    var mac = HMAC<SHA256>(key: tagKey)
    mac.update(data: Data("\(scope.rawValue) \(version) ".utf8))
    mac.update(data: id)
    return Array(mac.finalize().prefix(16))
  }

  private func cover(_ bytes: [UInt8], with tag: [UInt8]) -> [UInt8] {
    let stream = Array(HMAC<SHA256>.authenticationCode(for: tag, using: coverKey))
    return zip(bytes, stream).map { $0 ^ $1 }
  }

  private static func bytes(of id: ShipmentID) -> [UInt8]? {
    let bytes = Hexadecimal.decode(id.rawValue)
    return bytes?.count == 16 ? bytes : nil
  }
}

/// Compares without telling by its time where the first difference is.
func constantTimeEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
