import Markup
import Testing

@Suite("Escaping") struct EscapingTests {
  @Test(
    "every byte that could end text or an attribute becomes a reference",
    arguments: [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")])
  func special(character: String, reference: String) {
    var html = HTML()
    html.element(.p, .label("a" + character + "b")) { $0.text("x" + character + character + "y") }
    #expect(written(html) == "<p aria-label=\"a\(reference)b\">x\(reference)\(reference)y</p>")
  }

  @Test("control characters, which HTML forbids, become the replacement character; tab and line end stay")
  func controls() {
    for value in (UInt8(0)..<32) + [127] {
      var html = HTML()
      html.text(String(UnicodeScalar(value)))
      let stays = [9, 10, 13].contains(value)
      #expect(written(html) == (stays ? String(UnicodeScalar(value)) : "\u{FFFD}"))
    }
  }

  @Test("all other ASCII and every script is copied as it is")
  func copied() {
    let plain = String((32..<127).map { Character(UnicodeScalar(UInt8($0))) }.filter { !"&<>\"'".contains($0) })
    for text in [plain, "Größe 14–16\u{A0}Uhr", "العربية", "日本", "👩‍👩‍👧", ""] {
      var html = HTML()
      html.text(text)
      #expect(written(html) == text)
    }
  }

  static let attacks = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'--><svg/onload=alert(1)>", "</title><script>",
    "</style><script>alert(1)</script>", "&lt;script&gt;", "\u{0}<script\u{0}>", "]]><script>", "<!--<script>",
  ]

  @Test("script in any text or attribute stays text", arguments: attacks)
  func attack(text: String) {
    var html = HTML()
    html.element(.title, text: text)
    html.element(.a, .label(text), .lang(text), .hreflang(text), .value(text), .datetime(text), text: text)
    html.empty(.path, .path(text))
    html.bdi(text)
    html.time(text, datetime: text)
    let tags = written(html).split(separator: "<", omittingEmptySubsequences: true).map {
      String($0.prefix { $0.isLetter || $0 == "/" })
    }
    #expect(tags == ["title", "/title", "a", "/a", "path", "/path", "bdi", "/bdi", "time", "/time"])
    #expect(written(html).filter { $0 == "\"" }.count == 14)
  }

  @Test("a string made of broken bytes is written as valid UTF-8")
  func brokenBytes() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0xF8, 0x62]
    var html = HTML()
    html.element(.p, .label(String(decoding: bytes, as: UTF8.self)), text: String(decoding: bytes, as: UTF8.self))
    #expect(String(validating: html.bytes, as: UTF8.self) != nil)
  }
}

/// What was written; empty where it is not valid UTF-8, which no test expects.
func written(_ html: HTML) -> String {
  String(validating: html.bytes, as: UTF8.self) ?? ""
}
