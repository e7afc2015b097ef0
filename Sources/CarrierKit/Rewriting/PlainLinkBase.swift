import Tracking

/// Where a shop's plain links begin, as in `https://track.shop.example`: what stands before `/p/{carrier}/{number}`.
///
/// Only characters that mean the same in a header, in HTML with any quoting, in plain text and in quoted-printable.
public struct PlainLinkBase: Hashable, Sendable {
  /// Without a final slash.
  public let text: String

  /// Nil for anything but an http or https address of at most 200 ASCII characters without query and fragment.
  public init?(_ text: String) {
    var rest = text[...]
    while rest.hasSuffix("/") { rest.removeLast() }
    let lower = rest.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), rest.utf8.count <= 200,
      rest.utf8.allSatisfy(Self.isPlain)
    else { return nil }
    let host = lower.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" }
    guard let first = host.utf8.first, first != UInt8(ascii: ":"), first != UInt8(ascii: ".") else { return nil }
    self.text = String(rest)
  }

  /// The page of a number; without a carrier where several may have it.
  func page(_ carrier: CarrierID?, number: String) -> String {
    text + "/p/" + (carrier.map { $0.rawValue + "/" } ?? "") + number
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: ":"): true
    default: false
    }
  }
}
