/// Appends text so that it stays text in HTML, between tags as well as inside a quoted attribute.
///
/// One rule serves both places: the five bytes that can end text or an attribute become references, and
/// control characters, which HTML forbids even as references, become U+FFFD. Everything else is copied as it
/// is; a Swift string is valid UTF-8, so the output is too.
enum Escaping {
  /// Appends `text` to `bytes`, copying runs without a special byte in one piece.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append($0, to: &bytes) }
    if done == nil {
      var copy = text
      copy.withUTF8 { append($0, to: &bytes) }
    }
  }

  private static func append(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < source.count {
      guard let replacement = replacement(for: source[index]) else {
        index += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<index]))
      append(replacement, to: &bytes)
      index += 1
      start = index
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start...]))
  }

  static func append(_ text: StaticString, to bytes: inout [UInt8]) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// What stands for a byte that must not be copied; nil for all others.
  @inline(__always)
  private static func replacement(for byte: UInt8) -> StaticString? {
    if byte > 0x3E { return byte == 0x7F ? "\u{FFFD}" : nil }
    switch byte {
    case UInt8(ascii: "&"): return "&amp;"
    case UInt8(ascii: "<"): return "&lt;"
    case UInt8(ascii: ">"): return "&gt;"
    case UInt8(ascii: "\""): return "&quot;"
    case UInt8(ascii: "'"): return "&#39;"
    case 0x09, 0x0A, 0x0D: return nil
    case 0x00..<0x20: return "\u{FFFD}"
    default: return nil
    }
  }
}
