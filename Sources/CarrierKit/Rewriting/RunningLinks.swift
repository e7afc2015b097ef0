/// Finds web addresses in running text, byte by byte: in plain text, and in the readable text of HTML.
struct RunningLinks {
  let bytes: [UInt8]
  let charset: TextCharset
  let isHTML: Bool
  /// RFC 3676, `DelSp=yes`: a blank before the line end belongs to the line break, so a link may go on behind it.
  var joinsLines = false

  private static let shortest = 11

  /// The links within `range`, in order. `kind` and `endsAtMarkup` are the caller's to set.
  func places(in range: Range<Int>, limit: Int) -> [LinkPlace] {
    var found: [LinkPlace] = []
    var at = range.lowerBound
    while found.count < limit, let start = nextStart(at, range) {
      let (place, end) = link(from: start, upTo: range.upperBound)
      if let place { found.append(place) }
      at = max(end, start + 4)
    }
    return found
  }

  /// The `h` of the next `http://` or `https://` that is not the end of a longer word.
  private func nextStart(_ from: Int, _ range: Range<Int>) -> Int? {
    var at = from
    while at < range.upperBound, let colon = bytes[at..<range.upperBound].firstIndex(of: UInt8(ascii: ":")) {
      at = colon + 1
      guard colon + 2 < range.upperBound, bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
      else { continue }
      for scheme in ["https", "http"] {
        let start = colon - scheme.utf8.count
        guard start >= from, bytes[start..<colon].lazy.map({ $0 | 0x20 }).elementsEqual(scheme.utf8) else { continue }
        if start > range.lowerBound, Self.isWordByte(bytes[start - 1]) { continue }
        return start
      }
    }
    return nil
  }

  private func link(from start: Int, upTo limit: Int) -> (LinkPlace?, end: Int) {
    var link: [UInt8] = []
    var ends: [Int] = []
    var at = start
    while at < limit {
      var byte = bytes[at]
      var next = at + 1
      if isHTML, byte == UInt8(ascii: "&"), let entity = HTMLEntity.decode(bytes, at: at, upTo: limit) {
        byte = entity.byte
        next = at + entity.length
      }
      guard Self.isLinkByte(byte) else { break }
      link.append(byte)
      ends.append(next)
      at = next
    }
    let stop = at
    trim(&link)
    guard link.count >= Self.shortest, let end = ends.dropFirst(link.count - 1).first else { return (nil, stop) }
    var place = LinkPlace(range: start..<end, link: link, kind: .text)
    if end == stop { place.doubt = doubt(start: start, end: end, limit: limit, last: link.last) }
    return (place, stop)
  }

  /// Sentences end behind links, and brackets that opened before them.
  private func trim(_ link: inout [UInt8]) {
    while let last = link.last {
      switch last {
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
        UInt8(ascii: "?"), UInt8(ascii: "*"):
        link.removeLast()
      case UInt8(ascii: ")") where !Self.isBalanced(link, "(", ")"): link.removeLast()
      case UInt8(ascii: "]") where !Self.isBalanced(link, "[", "]"): link.removeLast()
      default: return
      }
    }
  }

  private static func isBalanced(_ link: [UInt8], _ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Bool {
    link.count { $0 == UInt8(ascii: open) } >= link.count { $0 == UInt8(ascii: close) }
  }

  // MARK: where it ends

  /// Why the end is not certain, for a link that nothing was trimmed off.
  private func doubt(start: Int, end: Int, limit: Int, last: UInt8?) -> LeftReason? {
    guard end < limit else { return nil }
    let next = bytes[end]
    if next >= 0x80 { return charset.endsLink(bytes, at: end) ? nil : .endUncertain }
    if next < 0x20 || next == UInt8(ascii: " ") { return isHTML ? nil : doubtAtBlank(start, end, limit, last) }
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"): return nil
    // In HTML a reference to a blank, a bracket or a quotation mark; to a letter beyond ASCII it goes on.
    case UInt8(ascii: "&"): return HTMLEntity.decode(bytes, at: end, upTo: limit)?.byte == 0 ? .endUncertain : nil
    default: return .endUncertain
    }
  }

  private func doubtAtBlank(_ start: Int, _ end: Int, _ limit: Int, _ last: UInt8?) -> LeftReason? {
    var lineEnd = end
    while lineEnd < limit, bytes[lineEnd] == UInt8(ascii: " ") || bytes[lineEnd] == 0x09 { lineEnd += 1 }
    guard lineEnd < limit, bytes[lineEnd] == 0x0D || bytes[lineEnd] == 0x0A else { return nil }
    if lineEnd > end { return joinsLines ? .brokenOverLines : nil }
    // "<https://…" that no ">" closes in its line.
    if start > 0, bytes[start - 1] == UInt8(ascii: "<") { return .brokenOverLines }
    if let last, "&=?%-_+".utf8.contains(last) { return .brokenOverLines }
    return goesOn(behind: lineEnd, limit: limit, lineLength: lineLength(upTo: end)) ? .brokenOverLines : nil
  }

  private func lineLength(upTo end: Int) -> Int {
    let line = bytes[..<end].suffix(200)
    return line.count - (line.lastIndex(of: 0x0A).map { $0 + 1 - line.startIndex } ?? 0)
  }

  /// Whether the next line begins with what looks like the rest of a query, behind a line so long that it was folded.
  private func goesOn(behind lineEnd: Int, limit: Int, lineLength: Int) -> Bool {
    guard lineLength >= 60 else { return false }
    var at = lineEnd
    if at < limit, bytes[at] == 0x0D { at += 1 }
    if at < limit, bytes[at] == 0x0A { at += 1 }
    let word = bytes[at..<limit].prefix(200).prefix { $0 > 0x20 }
    guard !word.contains(UInt8(ascii: ":")) else { return false }
    return word.contains { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "%") }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  private static func isLinkByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "`"),
      UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"):
      false
    case 0x21...0x7E: true
    default: false
    }
  }
}
