/// A Content-Type or Content-Disposition value: a word and its parameters (RFC 2045, section 5.1).
struct MediaType {
  /// Lower case, as in `text/html`.
  var name: String
  /// By lower-case name; the first counts.
  var parameters: [String: String] = [:]

  /// Nil where the value cannot be read.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let name = Self.word(&rest)
    guard !name.isEmpty else { return nil }
    self.name = name.lowercased()
    while Self.take(";", &rest) {
      let key = Self.word(&rest).lowercased()
      if key.isEmpty { continue }
      guard Self.take("=", &rest) else { return nil }
      guard let value = rest.first == UInt8(ascii: "\"") ? Self.quoted(&rest) : Self.word(&rest, isValue: true) else {
        return nil
      }
      if parameters[key] == nil { parameters[key] = value }
    }
    Self.skip(&rest)
    guard rest.isEmpty else { return nil }
  }

  /// Blanks and comments.
  private static func skip(_ rest: inout ArraySlice<UInt8>) {
    var depth = 0
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")") where depth > 0: depth -= 1
      case UInt8(ascii: "\\") where depth > 0: rest = rest.dropFirst()
      case 0x20, 0x09: break
      default: if depth == 0 { return }
      }
      rest = rest.dropFirst()
    }
  }

  private static func take(_ sign: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    skip(&rest)
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    skip(&rest)
    return true
  }

  /// A value may hold what it should not but does: boundaries with `=` and without quotes.
  private static func word(_ rest: inout ArraySlice<UInt8>, isValue: Bool = false) -> String {
    skip(&rest)
    let word = rest.prefix {
      $0 > 0x20 && $0 != 0x7F && !"();\"".utf8.contains($0) && (isValue || $0 != UInt8(ascii: "="))
    }
    rest = rest.dropFirst(word.count)
    return String(decoding: word, as: UTF8.self)
  }

  private static func quoted(_ rest: inout ArraySlice<UInt8>) -> String? {
    rest = rest.dropFirst()
    var value: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return String(decoding: value, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), let next = rest.popFirst() { value.append(next) } else { value.append(byte) }
    }
    return nil
  }
}
