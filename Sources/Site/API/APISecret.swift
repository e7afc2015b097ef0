/// The secret a shop's program shows: `tk_live_` + 32 characters of 160 random bits + 6 of a checksum.
///
/// The checksum lets a scanner find leaked keys, and tells a mistyped key without asking the database. Only the
/// SHA-256 of the whole text is stored (`Storage.APIKey`).
public enum APISecret {
  private static let prefix = "tk_live_"
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// A new secret; shown once, never stored.
  public static func make(using generator: inout some RandomNumberGenerator) -> String {
    let random = (0..<32).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] }
    return prefix + String(decoding: random + checksum(random), as: UTF8.self)
  }

  /// Whether the text has the form and checksum of a secret. Says nothing about whether it is in use.
  static func isWellFormed(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == prefix.utf8.count + 38, text.hasPrefix(prefix) else { return false }
    let random = Array(bytes[prefix.utf8.count..<prefix.utf8.count + 32])
    return random.allSatisfy(alphabet.contains) && constantTimeEqual(bytes.suffix(6), checksum(random))
  }

  /// CRC-32 (ISO-HDLC) in six characters of five bits.
  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    crc = ~crc
    return (0..<6).map { alphabet[Int(crc >> UInt32(5 * $0) & 31)] }
  }
}
