/// An IPv4 or IPv6 address, for deciding whether it may be connected to.
public struct NetworkAddress: Hashable, Sendable {
  /// 4 or 16 bytes in network order.
  public let bytes: [UInt8]

  /// Nil unless there are 4 or 16 bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// 127.0.0.0/8, ::1, and the former written as ::ffff:127.x.
  public var isLoopback: Bool {
    if let inner = embedded(NetworkAddress.mapped) { return inner.isLoopback }
    return isIn(bytes.count == 4 ? NetworkAddress.loopback4 : NetworkAddress.loopback6)
  }

  /// Whether the address is of one host on the public Internet: not in the special-purpose registries of IANA
  /// (RFC 6890 and its successors), and neither is an IPv4 address that it carries in a translation prefix.
  public var isPublicUnicast: Bool {
    if bytes.count == 4 { return !NetworkAddress.special4.contains(where: isIn) }
    for prefix in [NetworkAddress.mapped, NetworkAddress.translated] {
      if let inner = embedded(prefix) { return inner.isPublicUnicast }
    }
    // Global unicast is 2000::/3 only (RFC 4291 2.4); everything outside it is refused.
    return isIn(NetworkAddress.global6) && !NetworkAddress.special6.contains(where: isIn)
  }

  /// The IPv4 address in the last four bytes, where this address begins with `prefix` (96 bits).
  private func embedded(_ prefix: Prefix) -> NetworkAddress? {
    isIn(prefix) ? NetworkAddress(bytes: Array(bytes.suffix(4))) : nil
  }

  private func isIn(_ prefix: Prefix) -> Bool {
    guard bytes.count == (prefix.isVersion4 ? 4 : 16) else { return false }
    var left = prefix.length
    for (mine, theirs) in zip(bytes, prefix.bytes) {
      if left <= 0 { return true }
      let mask: UInt8 = left >= 8 ? 0xFF : ~(0xFF >> UInt8(left))
      if mine & mask != theirs & mask { return false }
      left -= 8
    }
    return left <= 0
  }

  /// The leading bits of a network; `bytes` may leave off those beyond `length`.
  private struct Prefix: Sendable {
    let bytes: [UInt8]
    let length: Int
    let isVersion4: Bool

    static func v4(_ bytes: UInt8..., length: Int) -> Prefix {
      Prefix(bytes: bytes, length: length, isVersion4: true)
    }

    static func v6(_ bytes: UInt8..., length: Int) -> Prefix {
      let zeros = [UInt8](repeating: 0, count: max(0, 16 - bytes.count))
      return Prefix(bytes: bytes + zeros, length: length, isVersion4: false)
    }
  }

  private static let loopback4 = Prefix.v4(127, length: 8)
  private static let loopback6 = Prefix.v6(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, length: 128)
  private static let mapped = Prefix.v6(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, length: 96)
  private static let translated = Prefix.v6(0, 0x64, 0xFF, 0x9B, length: 96)
  private static let global6 = Prefix.v6(0x20, length: 3)

  private static let special4: [Prefix] = [
    .v4(0, length: 8),  // this network
    .v4(10, length: 8),  // private
    .v4(100, 64, length: 10),  // shared, carrier-grade NAT
    loopback4,
    .v4(169, 254, length: 16),  // link local, cloud metadata
    .v4(172, 16, length: 12),  // private
    .v4(192, 0, 0, length: 24),  // protocol assignments
    .v4(192, 0, 2, length: 24),  // documentation
    .v4(192, 88, 99, length: 24),  // 6to4 relays
    .v4(192, 168, length: 16),  // private
    .v4(198, 18, length: 15),  // benchmarks
    .v4(198, 51, 100, length: 24),  // documentation
    .v4(203, 0, 113, length: 24),  // documentation
    .v4(224, length: 4),  // multicast
    .v4(240, length: 4),  // reserved, broadcast
  ]

  private static let special6: [Prefix] = [
    .v6(0x20, 0x01, 0x00, 0x00, length: 23),  // protocol assignments: Teredo, benchmarks, ORCHID
    .v6(0x20, 0x01, 0x0D, 0xB8, length: 32),  // documentation
    .v6(0x20, 0x02, length: 16),  // 6to4: carries any IPv4 address
    .v6(0x3F, 0xFF, length: 20),  // documentation
  ]
}
