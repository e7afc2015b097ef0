/// A tracking number as typed, printed or pasted, cleaned: blanks, dots and hyphens gone, letters upper-case.
///
/// Only letters A–Z and digits are left, 4 to 64 of them; anything else is no tracking number. This is the filter that
/// every number passes before a pattern of a drop-in file sees it.
public struct TrackingNumber: Hashable, Sendable {
  /// The longest text that is looked at as a number.
  public static let longest = 64

  /// ASCII, upper-case letters and digits.
  public let bytes: [UInt8]

  /// The cleaned number; nil where `text` holds anything but letters, digits and separators, or too few or too many.
  public init?(_ text: some StringProtocol) {
    var clean: [UInt8] = []
    clean.reserveCapacity(40)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A: clean.append(UInt8(scalar.value))
      case 0x61...0x7A: clean.append(UInt8(scalar.value - 0x20))
      case let other where Self.isSeparator(other): continue
      default: return nil
      }
      if clean.count > Self.longest { return nil }
    }
    guard clean.count >= 4 else { return nil }
    bytes = clean
  }

  init(clean bytes: [UInt8]) { self.bytes = bytes }

  /// The cleaned number as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  var isDecimal: Bool { bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

  /// Blanks (also narrow and no-break ones), dots, hyphens and dashes, zero-width characters, a byte order mark.
  static func isSeparator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0D, 0x20, 0x2D, 0x2E, 0xA0, 0xAD, 0x2000...0x2015, 0x202F, 0x2060, 0x2212, 0xFEFF: true
    default: false
    }
  }
}
