/// Postcodes as people write them.
enum Postcode {
  /// Without blanks and hyphens, upper case, full-width digits made plain; nil where nothing sensible is left.
  static func normalized(_ text: String) -> String? {
    guard text.utf8.count <= 40 else { return nil }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A: result.unicodeScalars.append(scalar)
      case 0x61...0x7A, 0xFF10...0xFF19:
        let shift: UInt32 = scalar.value > 0xFF00 ? 0xFEE0 : 0x20
        if let plain = Unicode.Scalar(scalar.value - shift) { result.unicodeScalars.append(plain) }
      case 0x20, 0x2D, 0xA0, 0x2010...0x2015, 0x09: continue
      default: return nil
      }
    }
    return (2...12).contains(result.utf8.count) ? result : nil
  }

  /// Whether both are the same place. A country's letters before the digits (D-30449) do not matter.
  static func matches(_ entered: String, _ stored: String) -> Bool {
    guard let left = normalized(entered).map(bare), let right = normalized(stored).map(bare) else { return false }
    return constantTimeEqual(Array(left.utf8), Array(right.utf8))
  }

  private static func bare(_ code: String) -> String {
    let digits = code.drop { $0.isLetter }
    let isPrefixed = digits.utf8.count >= 4 && code.utf8.count - digits.utf8.count <= 2
    return isPrefixed && digits.allSatisfy(\.isNumber) ? String(digits) : code
  }
}
