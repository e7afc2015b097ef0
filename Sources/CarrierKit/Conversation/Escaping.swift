/// How a value is written so that it stays a value where it stands.
enum Escaping {
  case none, path, json, xml

  func apply(_ text: String) -> String {
    switch self {
    case .none: text
    case .path: Escaping.percentEncoded(text)
    case .json: Escaping.json(text)
    case .xml: Escaping.xml(text)
    }
  }

  /// Everything but the unreserved characters of RFC 3986 as `%XX`.
  static func percentEncoded(_ text: String) -> String {
    if text.utf8.allSatisfy(isUnreserved) { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) {
        out.append(byte)
      } else {
        out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  private static func json(_ text: String) -> String {
    replacing(in: text) { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "\u{0}"..."\u{1F}": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: nil
      }
    }
  }

  /// For text and attributes alike; control characters that XML cannot hold are left out.
  private static func xml(_ text: String) -> String {
    replacing(in: text) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "\n", "\r", "\t": "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": ""
      default: nil
      }
    }
  }

  /// `text` with what stands for some of its scalars; nil leaves one as it is.
  private static func replacing(in text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      if let other = replacement(scalar) { out += other } else { out.unicodeScalars.append(scalar) }
    }
    return out
  }
}
