import Glibc

/// An IP address with a prefix length: a proxy, or the neighborhood that shares a budget.
public struct AddressBlock: Hashable, Sendable {
  /// 4 or 16 bytes in network order; IPv4 written as IPv6 is made IPv4.
  let bytes: [UInt8]
  let prefix: Int

  /// From `192.0.2.0/24`, `::1`, …; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2, let bytes = AddressBlock.parse(String(first)) else { return nil }
    let prefix = parts.count == 2 ? Int(parts[1]) : bytes.count * 8
    guard let prefix, (0...bytes.count * 8).contains(prefix) else { return nil }
    self.init(bytes: bytes, prefix: prefix)
  }

  private init(bytes: [UInt8], prefix: Int) {
    self.prefix = prefix
    self.bytes = bytes.enumerated().map { index, byte in
      let kept = prefix - index * 8
      return kept >= 8 ? byte : kept <= 0 ? 0 : byte & ~(0xFF >> UInt8(kept))
    }
  }

  /// What one household or office has: /24 of IPv4, /56 of IPv6.
  static func neighborhood(of address: String) -> AddressBlock? {
    parse(address).map { AddressBlock(bytes: $0, prefix: $0.count == 4 ? 24 : 56) }
  }

  func contains(_ address: String) -> Bool {
    guard let other = AddressBlock.parse(address), other.count == bytes.count else { return false }
    return AddressBlock(bytes: other, prefix: prefix).bytes == bytes
  }

  private static func parse(_ text: String) -> [UInt8]? {
    guard text.utf8.count <= 45 else { return nil }
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      guard inet_pton(family, text, &bytes) == 1 else { continue }
      return bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
    }
    return nil
  }

  /// ::ffff:0:0/96: IPv4 written as IPv6.
  private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
}

/// Who asks, as far as the connection and the listed proxies say.
enum ClientAddress {
  /// - Parameters:
  ///   - peer: the address of the connection; nil for a socket that is not IP.
  ///   - forwarded: `X-Forwarded-For` as sent. Believed only from a listed proxy, from the right to the left, up
  ///     to the first address that is no listed proxy.
  static func of(peer: String?, forwarded: String?, proxies: [AddressBlock]) -> String? {
    guard let peer else { return proxies.isEmpty ? nil : forwarded.flatMap(lastHop) }
    guard let forwarded, proxies.contains(where: { $0.contains(peer) }) else { return peer }
    for hop in forwarded.split(separator: ",").suffix(20).reversed() {
      let address = hop.filter { $0 != " " && $0 != "\t" }
      guard AddressBlock(address) != nil else { return peer }
      if !proxies.contains(where: { $0.contains(address) }) { return address }
    }
    return peer
  }

  private static func lastHop(_ forwarded: String) -> String? {
    forwarded.split(separator: ",").last.map { $0.filter { $0 != " " } }
  }
}
