import Crypto
import Foundation
import Tracking

/// The proof that a reader knew the postcode: a signed cookie for one shipment or one order, for a day.
///
/// Over https its name begins with `__Host-`, which browsers accept only with `Secure`, `Path=/` and no domain;
/// plain http to loopback (demo, development) gets the plain name.
struct AccessCookie: Sendable {
  static let seconds: Int64 = 24 * 3600
  private let key: SymmetricKey

  init(masterKey: SymmetricKey) {
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: masterKey, info: Data("tidings access cookie".utf8), outputByteCount: 32)
  }

  /// The `Set-Cookie` value that unlocks `subject` (a shipment's id, or an order's token) until a day from `now`.
  func grant(_ subject: String, at now: Timestamp, isSecure: Bool) -> String {
    let end = now.seconds + AccessCookie.seconds
    let value = "\(end).\(Base64URL.encode(mac(subject, end)))"
    let attributes = "Path=/; Max-Age=\(AccessCookie.seconds); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    return "\(name(subject, isSecure: isSecure))=\(value); \(attributes)"
  }

  /// Whether the `Cookie` header holds a proof for `subject` that has not ended.
  func unlocks(_ subject: String, header: String?, at now: Timestamp, isSecure: Bool) -> Bool {
    guard let header, header.utf8.count <= 16_384 else { return false }
    let wanted = name(subject, isSecure: isSecure) + "="
    for part in header.split(separator: ";") {
      let cookie = part.drop { $0 == " " }
      guard cookie.hasPrefix(wanted) else { continue }
      let fields = cookie.dropFirst(wanted.count).split(separator: ".", omittingEmptySubsequences: false)
      guard fields.count == 2, let end = Int64(fields[0]), end >= now.seconds,
        end <= now.seconds + AccessCookie.seconds, let given = Base64URL.decode(fields[1])
      else { continue }
      if constantTimeEqual(given, mac(subject, end)) { return true }
    }
    return false
  }

  /// Several parcels of one person have a cookie each, so the name carries a part of the subject's own MAC.
  private func name(_ subject: String, isSecure: Bool) -> String {
    let short = Hexadecimal.encode(Array(mac(subject, 0).prefix(6)))
    return (isSecure ? "__Host-t-" : "t-") + short
  }

  private func mac(_ subject: String, _ end: Int64) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data("\(end) \(subject)".utf8), using: key).prefix(16))
  }
}
