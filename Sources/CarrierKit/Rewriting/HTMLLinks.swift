/// Finds the links of an HTML text: `href` values of elements that link, and readable text that is an address.
///
/// It walks the bytes as a browser's tokenizer does and stops where it is not sure any more (a quote or comment that
/// never ends): what stands behind that stays. Scripts, style sheets and comments are passed over; conditional comments
/// for Outlook are read, because Outlook shows them.
struct HTMLLinks {
  private let bytes: [UInt8]
  private let text: RunningLinks
  private let limit: Int
  private var places: [LinkPlace] = []
  /// Of the element with a link that is open.
  private var label: LinkPlace.Kind = .text

  static func places(in bytes: [UInt8], charset: TextCharset, limit: Int) -> [LinkPlace] {
    var links = HTMLLinks(bytes: bytes, charset: charset, limit: limit)
    links.walk()
    return links.places
  }

  private init(bytes: [UInt8], charset: TextCharset, limit: Int) {
    self.bytes = bytes
    self.limit = limit
    text = RunningLinks(bytes: bytes, charset: charset, isHTML: true)
  }

  private mutating func walk() {
    var at = 0
    while at < bytes.count, places.count < limit {
      let open = bytes[at...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
      readText(at..<open)
      guard open < bytes.count, let next = readMarkup(at: open) else { return }
      at = next
    }
  }

  private mutating func readText(_ range: Range<Int>) {
    guard range.count > 10 else { return }
    for var place in text.places(in: range, limit: limit - places.count) {
      place.kind = label
      if place.range.upperBound == bytes.count { place.doubt = nil }
      if place.range.upperBound == range.upperBound, range.upperBound < bytes.count {
        endAtMarkup(&place, at: range.upperBound)
      }
      places.append(place)
    }
  }

  /// Blocks and line breaks end a word, and so does the element that links; anything else may stand within it.
  private func endAtMarkup(_ place: inout LinkPlace, at open: Int) {
    let name = tagName(at: open)
    if name == "wbr" {
      place.doubt = .endUncertain
    } else if !["/a", "br", "/p", "/td", "/div", "/li", "p", "div", "td", "tr", "table", "li", "hr"].contains(name) {
      place.endsAtMarkup = true
    }
  }

  // MARK: markup

  /// What begins with the `<` at `open`; the index behind it, or nil where the rest cannot be told.
  private mutating func readMarkup(at open: Int) -> Int? {
    guard open + 1 < bytes.count else { return nil }
    switch bytes[open + 1] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return readDeclaration(at: open)
    case UInt8(ascii: "/"):
      if tagName(at: open) == "/a" { label = .text }
      return index(behind: ">", from: open + 2)
    case 0x41...0x5A, 0x61...0x7A: return readTag(at: open)
    default: return open + 1
    }
  }

  private func readDeclaration(at open: Int) -> Int? {
    let rest = bytes[open...]
    guard rest.starts(with: "<!--".utf8) else { return index(behind: ">", from: open + 2) }
    if rest.starts(with: "<!--[if".utf8) { return index(behind: "]>", from: open + 7) }
    if rest.starts(with: "<!-->".utf8) { return open + 5 }
    if rest.starts(with: "<!--->".utf8) { return open + 6 }
    return index(behind: "-->", from: open + 4)
  }

  private mutating func readTag(at open: Int) -> Int? {
    let name = tagName(at: open)
    var at = open + 1 + name.utf8.count
    var href: Range<Int>?
    while true {
      at = skipBlanks(at)
      guard at < bytes.count else { return nil }
      if bytes[at] == UInt8(ascii: ">") { break }
      guard let attribute = readAttribute(at) else { return nil }
      if href == nil, attribute.isHref { href = attribute.value }
      at = attribute.end
    }
    if name == "a" || name == "area" || name.hasPrefix("v:") { readLink(href, of: name) }
    if Self.raw.contains(name) { return endOfRaw(name, from: at + 1) }
    return at + 1
  }

  private mutating func readLink(_ href: Range<Int>?, of name: String) {
    if name == "a" { label = href == nil ? .text : .label(of: nil) }
    guard let href else { return }
    let link = decoded(href)
    guard LinkJudge.isWeb(link) else { return }
    if name == "a" { label = .label(of: places.count) }
    places.append(LinkPlace(range: trimmed(href), link: link, kind: .href))
  }

  /// Elements whose content is no markup.
  private static let raw: Set<String> = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext",
  ]

  private func endOfRaw(_ name: String, from start: Int) -> Int? {
    var at = start
    while let open = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
      if tagName(at: open) == "/" + name { return open }
      at = open + 1
    }
    return nil
  }

  // MARK: attributes

  private struct Attribute {
    var isHref = false
    var value: Range<Int>?
    var end: Int
  }

  /// The attribute at `start`, which is neither a blank nor `>`; nil where its quote never ends.
  private func readAttribute(_ start: Int) -> Attribute? {
    if bytes[start] == UInt8(ascii: "/") { return Attribute(end: start + 1) }
    let nameEnd =
      bytes[(start + 1)...].firstIndex { $0 <= 0x20 || "=/>".utf8.contains($0) } ?? bytes.count
    let name = bytes[start..<nameEnd]
    let isHref = name.count == 4 && name.lazy.map { $0 | 0x20 }.elementsEqual("href".utf8)
    var at = skipBlanks(nameEnd)
    guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { return Attribute(end: nameEnd) }
    at = skipBlanks(at + 1)
    guard at < bytes.count else { return nil }
    let quote = bytes[at]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let close = bytes[(at + 1)...].firstIndex(of: quote) else { return nil }
      return Attribute(isHref: isHref, value: at + 1..<close, end: close + 1)
    }
    let end = bytes[at...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: ">") } ?? bytes.count
    return Attribute(isHref: isHref, value: at..<end, end: end)
  }

  /// The value as a browser takes it: references decoded, line ends and tabs dropped, no blanks around.
  private func decoded(_ value: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    let value = trimmed(value)
    var at = value.lowerBound
    while at < value.upperBound {
      var byte = bytes[at]
      var length = 1
      if byte == UInt8(ascii: "&"), let entity = HTMLEntity.decode(bytes, at: at, upTo: value.upperBound) {
        byte = entity.byte
        length = entity.length
      }
      if byte != 0x09, byte != 0x0A, byte != 0x0D { result.append(byte) }
      at += length
    }
    return result
  }

  private func trimmed(_ value: Range<Int>) -> Range<Int> {
    let text = bytes[value]
    guard let first = text.firstIndex(where: { $0 > 0x20 }), let last = text.lastIndex(where: { $0 > 0x20 }) else {
      return value.lowerBound..<value.lowerBound
    }
    return first..<last + 1
  }

  // MARK: looking at bytes

  /// Lower case, with the slash of an end tag; empty where no name follows.
  private func tagName(at open: Int) -> String {
    let name = bytes[(open + 1)...].prefix(24).prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
    guard let slash = name.dropFirst().firstIndex(of: UInt8(ascii: "/")) else {
      return String(decoding: name, as: UTF8.self).lowercased()
    }
    return String(decoding: name[..<slash], as: UTF8.self).lowercased()
  }

  private func skipBlanks(_ from: Int) -> Int {
    guard from < bytes.count else { return bytes.count }
    return bytes[from...].firstIndex { $0 > 0x20 } ?? bytes.count
  }

  private func index(behind text: StaticString, from start: Int) -> Int? {
    let wanted = text.withUTF8Buffer { Array($0) }
    guard let first = wanted.first else { return start }
    var at = start
    while at < bytes.count, let found = bytes[at...].firstIndex(of: first) {
      if bytes[found...].starts(with: wanted) { return found + wanted.count }
      at = found + 1
    }
    return nil
  }
}
