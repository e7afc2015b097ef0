/// Where a link or a form may lead. Made from foreign text only by a check of the scheme, so that
/// `javascript:` and its relatives cannot reach a page whoever supplies the address.
public struct Link: Hashable, Sendable {
  /// The address, not yet escaped.
  public let text: String

  private init(unchecked text: String) {
    self.text = text
  }

  /// A path or fragment that stands in our source ("notify", "#lang").
  public init(_ path: StaticString) {
    text = path.description
  }

  /// An absolute `https:` or `http:` address; nil for anything else and for text with blanks or controls.
  public init?(web text: String) {
    guard Link.starts(text, "https://") || Link.starts(text, "http://"), Link.isClean(text) else { return nil }
    self.text = text
  }

  /// `mailto:` with the address; nil where it is no plain address (RFC 5322's `local@domain` without quoting).
  public init?(mail address: String) {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, Link.isClean(address),
      !address.utf8.contains(where: { "?&%\"<>,;:".utf8.contains($0) })
    else { return nil }
    text = "mailto:" + address
  }

  /// `tel:` with digits and a leading plus; nil where no digit is left.
  public init?(phone number: String) {
    let digits = number.utf8.filter { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { return nil }
    text = "tel:" + (number.utf8.first == UInt8(ascii: "+") ? "+" : "") + String(decoding: digits, as: UTF8.self)
  }

  /// A map search, as a web address that every browser can open. `place` is percent-encoded whole.
  public static func map(searching place: String) -> Link {
    Link(unchecked: "https://www.openstreetmap.org/search?query=" + encoded(place))
  }

  /// A path of ours ("/t/abc"), perhaps with more segments and a query; everything but the slashes of `base` is
  /// percent-encoded, so it can neither leave this host nor become markup.
  public static func local(_ base: String, _ more: [String] = [], query: (name: StaticString, value: String?)? = nil)
    -> Link
  {
    let segments = base.split(separator: "/").map(String.init) + more
    var text = "/" + segments.map(encoded).joined(separator: "/")
    if let query { text += "?" + query.name.description + (query.value.map { "=" + encoded($0) } ?? "") }
    return Link(unchecked: text)
  }

  private static func starts(_ text: String, _ scheme: String) -> Bool {
    text.utf8.count > scheme.utf8.count && text.prefix(scheme.count).lowercased() == scheme
  }

  private static func isClean(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
  }

  /// Percent-encodes everything but RFC 3986's unreserved characters.
  private static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
