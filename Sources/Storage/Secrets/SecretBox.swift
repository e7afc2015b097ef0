import Crypto
import Foundation

/// Seals what must not be read from a stolen database, and fingerprints addresses that must be recognized but not
/// kept. Keys are derived from the master key (HKDF, RFC 5869), one a purpose.
public struct SecretBox: Sendable {
  private let sealing: SymmetricKey
  private let fingerprinting: SymmetricKey

  /// - Parameter masterKey: at least 128 bits of randomness.
  public init(masterKey: SymmetricKey) {
    sealing = SecretBox.key(masterKey, "seal")
    fingerprinting = SecretBox.key(masterKey, "fingerprint")
  }

  /// AES-256-GCM with a fresh nonce, in base64. `purpose` is bound to it: what was sealed for one column cannot be
  /// opened as another.
  func seal(_ text: String, purpose: String) throws -> String {
    let box = try AES.GCM.seal(Data(text.utf8), using: sealing, authenticating: Data(purpose.utf8))
    guard let bytes = box.combined else { throw StorageError.failed(code: 0, "nothing was sealed") }
    return bytes.base64EncodedString()
  }

  /// Throws `StorageError.corrupt` for anything that was not sealed with this key and purpose.
  func open(_ sealed: String, purpose: String) throws -> String {
    guard let bytes = Data(base64Encoded: sealed), let box = try? AES.GCM.SealedBox(combined: bytes),
      let plain = try? AES.GCM.open(box, using: sealing, authenticating: Data(purpose.utf8))
    else { throw StorageError.corrupt("a secret cannot be opened: is it another master key?") }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The same for the same address, whatever its case, and useless without the key; 64 hexadecimal digits.
  public func fingerprint(_ address: String) -> String {
    HMAC<SHA256>.authenticationCode(for: Data(address.lowercased().utf8), using: fingerprinting)
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func key(_ master: SymmetricKey, _ purpose: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: master, info: Data("tidings secret box \(purpose)".utf8), outputByteCount: 32)
  }
}
