/// The parts of an http link that recognition looks at. Forgiving: it reads what mail programs and shops write, HTML's
/// `&amp;` and a missing scheme included, and never fails on anything but a missing host.
struct WebAddress: Sendable {
  static let longest = 8_192

  /// Lower case, without user, port and a final dot.
  var host: String
  /// Decoded, with a leading slash.
  var path: String
  /// Decoded names and values, in order; those of the fragment (`#/search?itemCode=…`) behind those of the query.
  var query: [(name: String, value: String)]
  /// Decoded, without `#` and without its own query.
  var fragment: String

  init?(_ text: some StringProtocol) {
    guard text.utf8.count <= Self.longest else { return nil }
    var rest = String(text).replacing("&amp;", with: "&")[...]
    if let scheme = rest.firstRange(of: "://") {
      let name = rest[..<scheme.lowerBound].lowercased()
      guard name == "http" || name == "https" else { return nil }
      rest = rest[scheme.upperBound...]
    }
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    rest = rest.dropFirst(authority.count)
    let name = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    host = name.prefix { $0 != ":" }.lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    guard host.contains("."), host.utf8.count <= 253, host.utf8.allSatisfy(Self.isHostByte) else { return nil }

    let beforeFragment = rest.prefix { $0 != "#" }
    let rawFragment = rest.dropFirst(beforeFragment.count + 1)
    let rawPath = beforeFragment.prefix { $0 != "?" }
    path = rawPath.isEmpty ? "/" : Self.decoded(rawPath)
    query = Self.items(beforeFragment.dropFirst(rawPath.count + 1))
    let fragmentPath = rawFragment.prefix { $0 != "?" }
    fragment = Self.decoded(fragmentPath)
    query += Self.items(rawFragment.dropFirst(fragmentPath.count + 1))
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x30...0x39, 0x5F, 0x61...0x7A: true
    default: byte >= 0x80
    }
  }

  private static func items(_ text: Substring) -> [(name: String, value: String)] {
    text.split(whereSeparator: { $0 == "&" || $0 == ";" }).prefix(64).map { item in
      let name = item.prefix { $0 != "=" }
      return (decoded(name), decoded(item.dropFirst(name.count + 1), plus: true))
    }
  }

  /// Percent decoding that leaves what is no escape as it is.
  static func decoded(_ text: some StringProtocol, plus: Bool = false) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return String(text) }
    var bytes: [UInt8] = []
    var source = Array(text.utf8)[...]
    while let byte = source.popFirst() {
      if byte == UInt8(ascii: "%"), let high = source.first.flatMap(hex),
        let low = source.dropFirst().first.flatMap(hex)
      {
        bytes.append(high << 4 | low)
        source = source.dropFirst(2)
      } else {
        bytes.append(plus && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// Links that this one carries inside (redirects of shops, click trackers, link scanners), decoded.
  var wrapped: [String] {
    let places = query.map(\.value) + [path, fragment]
    return places.flatMap { place -> [String] in
      var text = place
      // Encoded once more for each redirect it passed through.
      for _ in 0..<3 where !text.contains("://") { text = Self.decoded(text) }
      return Links.found(in: text).prefix(4).map(String.init)
    }
  }
}
