import Foundation
import Tracking

/// Header values: control characters cannot start a new header, other scripts become encoded words (RFC 2047).
enum MailHeader {
  /// Without control characters and line breaks.
  static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f && $0.value < 0x80 }))
  }

  /// Unstructured text.
  static func encoded(_ text: String) -> String {
    let clean = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
    let isPlain = clean.utf8.allSatisfy { $0 < 0x80 } && clean.utf8.count <= 60 && !clean.contains("=?")
    return isPlain ? clean : words(clean)
  }

  /// A display name.
  static func phrase(_ text: String) -> String {
    let safe = text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 0x20
    }
    return safe && text.utf8.count <= 60 ? text : words(encodable(text))
  }

  private static func encodable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
  }

  /// Encoded words of at most 75 characters, cut between characters.
  private static func words(_ text: String) -> String {
    var chunks: [[UInt8]] = [[]]
    for character in text {
      let bytes = Array(String(character).utf8)
      if let last = chunks.indices.last {
        if chunks[last].count + bytes.count > 42, !chunks[last].isEmpty {
          chunks.append(bytes)
        } else {
          chunks[last] += bytes
        }
      }
    }
    return chunks.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }
}

/// RFC 2045, section 6.7: lines of at most 76 characters.
enum QuotedPrintable {
  static func encode(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line($0.hasSuffix("\r") ? $0.dropLast() : $0) }.joined(separator: "\r\n")
  }

  private static func line(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var out = ""
    var width = 0
    for (index, byte) in bytes.enumerated() {
      let isBlankAtEnd = (byte == 0x20 || byte == 0x09) && index == bytes.count - 1
      let plain = ((0x21...0x7e).contains(byte) && byte != 0x3d) || ((byte == 0x20 || byte == 0x09) && !isBlankAtEnd)
      let piece = plain ? String(UnicodeScalar(byte)) : "=" + hex(byte)
      if width + piece.utf8.count > 75 {
        out += "=\r\n"
        width = 0
      }
      out += piece
      width += piece.utf8.count
    }
    return out
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = Array("0123456789ABCDEF")
    return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
  }
}

/// RFC 5322 section 3.3, in UTC.
enum MailDate {
  static func text(_ moment: Timestamp) -> String {
    let civil = CivilTime(moment, offset: 0)
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
    return "\(days[civil.date.weekday - 1]), \(civil.date.day) \(months[civil.date.month - 1]) \(civil.date.year) "
      + "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second)) +0000"
  }
}
