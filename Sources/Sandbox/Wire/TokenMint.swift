import Tracking

/// Issues tokens that carry their own end, so that no list of them has to be kept.
struct TokenMint: Hashable, Sendable {
  /// Grows when all tokens are revoked.
  var epoch = 0

  func token(for api: SandboxAPI, until end: Timestamp) -> String {
    let plain = "\(api.rawValue).\(epoch).\(end.milliseconds)"
    return "sbx.\(plain).\(Self.seal(plain))"
  }

  enum Verdict { case valid, expired, invalid }

  func check(_ token: String?, for api: SandboxAPI, at now: Timestamp) -> Verdict {
    guard let parts = token?.split(separator: ".").map(String.init), parts.count == 5, parts[0] == "sbx",
      parts[1] == api.rawValue, let end = Int64(parts[3]), parts[4] == Self.seal(parts[1...3].joined(separator: "."))
    else { return .invalid }
    return parts[2] == String(epoch) && now.milliseconds < end ? .valid : .expired
  }

  /// A checksum (FNV-1a), not a signature: it finds a damaged token, which is all a sandbox needs.
  private static func seal(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(hash, radix: 36)
  }
}
