/// An sRGB color of eight bits a channel, as `#rrggbb` writes it.
public struct HexColor: Hashable, Sendable, CustomStringConvertible {
  public let red: UInt8
  public let green: UInt8
  public let blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// From `#rrggbb` in either case; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 7, bytes[0] == UInt8(ascii: "#") else { return nil }
    let digits = bytes.dropFirst().compactMap(HexColor.digit)
    guard digits.count == 6 else { return nil }
    red = digits[0] << 4 | digits[1]
    green = digits[2] << 4 | digits[3]
    blue = digits[4] << 4 | digits[5]
  }

  public static let white = HexColor(red: 255, green: 255, blue: 255)
  public static let black = HexColor(red: 0, green: 0, blue: 0)

  /// `#rrggbb`, lower case.
  public var description: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Relative luminance, 0 (black) to 1 (white). WCAG 2.2, "relative luminance".
  public var luminance: Double {
    let (red, green, blue) = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  /// Contrast ratio, 1 to 21. WCAG 2.2, "contrast ratio".
  public func contrast(with other: HexColor) -> Double {
    let (mine, theirs) = (luminance, other.luminance)
    return (max(mine, theirs) + 0.05) / (min(mine, theirs) + 0.05)
  }

  /// The channels without gamma, 0 to 1.
  var linear: (red: Double, green: Double, blue: Double) {
    (HexColor.linear[Int(red)], HexColor.linear[Int(green)], HexColor.linear[Int(blue)])
  }

  /// The transfer function of sRGB (IEC 61966-2-1) for all 256 values.
  private static let linear: [Double] = (0...255).map { Gamma.decode(Double($0) / 255) }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
