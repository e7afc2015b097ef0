/// JSON and XML as they are written, with every value passed through a function: blanks, order, names and marks stay.
enum MarkedText {
  /// - Parameter scrub: a string's decoded text, or a number's digits; gives what stands in its place.
  static func json(_ body: [UInt8], scrub: (String, Bool) -> String) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while at < body.count {
      let byte = body[at]
      if byte == 0x22 {
        let end = endOfString(body, at)
        let written = body[at..<end]
        let isKey = body[end...].first { !isBlank($0) } == 0x3A
        let text = decoded(Array(written)) ?? ""
        let given = scrub(text, false)
        // A key is a name, unless it is a number that stands for a parcel.
        out += isKey && given == "x" || given == text ? Array(written) : quoted(given)
        at = end
      } else if byte == 0x2D || (0x30...0x39).contains(byte) {
        let end = body[at...].firstIndex { !"-+.eE0123456789".utf8.contains($0) } ?? body.count
        let given = scrub(String(decoding: body[at..<end], as: UTF8.self), true)
        out += isJSONNumber(given) ? Array(given.utf8) : quoted(given)
        at = end
      } else {
        out.append(byte)
        at += 1
      }
    }
    return out
  }

  private static func endOfString(_ body: [UInt8], _ start: Int) -> Int {
    var at = start + 1
    while at < body.count, body[at] != 0x22 { at += body[at] == 0x5C ? 2 : 1 }
    return min(at + 1, body.count)
  }

  private static func decoded(_ written: [UInt8]) -> String? {
    guard let tree = try? AnswerDocument(written, format: .json) else { return nil }
    return tree.wholeText(of: tree.root)
  }

  private static func quoted(_ text: String) -> [UInt8] { Array("\"\(Escaping.json.apply(text))\"".utf8) }

  private static func isJSONNumber(_ text: String) -> Bool {
    (try? AnswerDocument(Array(text.utf8), format: .json)) != nil && text.utf8.first != 0x22
  }

  /// Texts, CDATA sections and attributes; names of elements and attributes stay, comments go.
  static func xml(_ body: [UInt8], scrub: (String, Bool) -> String) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    func until(_ mark: String) -> Int {
      body[at...].firstRange(of: Array(mark.utf8))?.upperBound ?? body.count
    }
    func given(_ text: [UInt8]) -> String? {
      let plain = unescaped(String(decoding: text, as: UTF8.self))
      return tidyText(plain).map { _ in scrub(plain, false) }
    }
    while at < body.count {
      let rest = body[at...]
      if rest.starts(with: Array("<!--".utf8)) {
        at = until("-->")
      } else if rest.starts(with: Array("<![CDATA[".utf8)) {
        let end = until("]]>")
        let text = String(decoding: body[(at + 9)..<max(at + 9, end - 3)], as: UTF8.self)
        let kept = tidyText(text).map { _ in scrub(text, false) } ?? text
        out += Array("<![CDATA[\(kept.replacing("]]>", with: ""))]]>".utf8)
        at = end
      } else if rest.starts(with: Array("<?".utf8)) || rest.starts(with: Array("<!".utf8)) {
        let end = until(">")
        out += body[at..<end]
        at = end
      } else if body[at] == 0x3C {
        let end = until(">")
        out += tag(Array(body[at..<end])) { given($0) }
        at = end
      } else {
        let end = body[at...].firstIndex(of: 0x3C) ?? body.count
        let text = Array(body[at..<end])
        out += given(text).map { Array(Escaping.xml.apply($0).utf8) } ?? text
        at = end
      }
    }
    return out
  }

  /// A tag with its attributes' values replaced; declarations of namespaces stay.
  private static func tag(_ tag: [UInt8], _ given: ([UInt8]) -> String?) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while let quote = tag[at...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }) {
      guard let end = tag[(quote + 1)...].firstIndex(of: tag[quote]) else { break }
      let name = String(decoding: tag[at..<quote], as: UTF8.self)
      out += tag[at...quote]
      let value = Array(tag[(quote + 1)..<end])
      if name.contains("xmlns") || name.contains(":schemaLocation") {
        out += value
      } else {
        out += given(value).map { Array(Escaping.xml.apply($0).utf8) } ?? value
      }
      out.append(tag[quote])
      at = end + 1
    }
    return out + tag[at...]
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&apos;", with: "'").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}
