/// A carrier's text as one line: outer blanks gone, runs of blanks and control characters made one blank;
/// nil where nothing is left.
func tidyText(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
  guard !bytes.isEmpty else { return nil }
  var needsWork = bytes[0] <= 0x20 || bytes[bytes.count - 1] <= 0x20
  var last: UInt8 = 0
  for byte in bytes {
    if byte < 0x20 || (byte == 0x20 && last == 0x20) || byte == 0x7F || byte == 0xC2 { needsWork = true }
    last = byte
  }
  guard needsWork else { return String(decoding: bytes, as: UTF8.self) }
  var out: [UInt8] = []
  out.reserveCapacity(bytes.count)
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    // U+00A0 is a blank too; other C1 controls are not text.
    let isWide = byte == 0xC2 && index + 1 < bytes.count && bytes[index + 1] <= 0xA0
    if byte <= 0x20 || byte == 0x7F || isWide {
      if !out.isEmpty, out.last != 0x20 { out.append(0x20) }
      index += isWide ? 2 : 1
    } else {
      out.append(byte)
      index += 1
    }
  }
  if out.last == 0x20 { out.removeLast() }
  return out.isEmpty ? nil : String(decoding: out, as: UTF8.self)
}

func tidyText(_ text: String) -> String? {
  var text = text
  return text.withUTF8(tidyText)
}

/// HTML as plain text: tags gone, entities decoded (twice, as carriers encode twice).
func withoutHTML(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 }) else { return text }
  let decoded = decodingEntities(decodingEntities(withoutTags(text)))
  return withoutTags(decoded)
}

private func withoutTags(_ text: String) -> String {
  guard text.utf8.contains(0x3C) else { return text }
  var out: [UInt8] = []
  let bytes = Array(text.utf8)
  var index = 0
  while index < bytes.count {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    // "<" begins a tag only before a letter, "/" or "!": "weight < 2 kg" stays.
    let begins = bytes[index] == 0x3C && (next == 0x2F || next == 0x21 || (next | 0x20 >= 0x61 && next | 0x20 <= 0x7A))
    if begins, let end = bytes[index...].firstIndex(of: 0x3E) {
      out.append(0x20)
      index = end + 1
    } else {
      out.append(bytes[index])
      index += 1
    }
  }
  return String(decoding: out, as: UTF8.self)
}

private let entities = [
  "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "auml": "ä", "ouml": "ö", "uuml": "ü",
  "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç",
  "ecirc": "ê", "acirc": "â", "ocirc": "ô", "oslash": "ø", "aring": "å", "aelig": "æ", "ndash": "–", "mdash": "—",
  "hellip": "…", "euro": "€", "shy": "",
]

private func decodingEntities(_ text: String) -> String {
  guard text.utf8.contains(0x26) else { return text }
  var out = ""
  var rest = text[...]
  while let start = rest.firstIndex(of: "&") {
    out += rest[..<start]
    let body = rest[rest.index(after: start)...]
    if let end = body.prefix(10).firstIndex(of: ";"), let value = entity(body[..<end]) {
      out += value
      rest = body[body.index(after: end)...]
    } else {
      out += "&"
      rest = body
    }
  }
  return out + rest
}

private func entity(_ name: Substring) -> String? {
  guard name.hasPrefix("#") else { return entities[String(name)] }
  let digits = name.dropFirst()
  let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
  let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
  return value.flatMap(Unicode.Scalar.init).flatMap { $0.value < 0x20 ? " " : String($0) }
}
