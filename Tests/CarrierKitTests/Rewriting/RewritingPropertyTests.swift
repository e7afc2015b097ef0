import CarrierKit
import Testing
import Tracking

/// Whatever the bytes are: no trap, and what is not replaced comes out as it went in.
@Suite struct RewritingPropertyTests {
  private static let names = ["twelve-links", "base64-html", "flowed"]

  /// Cuts, flips, doubles and swaps pieces, as broken programs do.
  private func mutated(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) where bytes.count > 2 {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(at..<end)
      case 2: bytes.insert(contentsOf: bytes[at..<end], at: at)
      case 3: bytes.removeSubrange(at...)
      case 4: bytes.insert(contentsOf: Array("\r\n=\"<--&".utf8), at: at)
      default: bytes.swapAt(at, end - 1)
      }
    }
    return bytes
  }

  @Test("2,000 mutations of mails without tracking links come out as they went in")
  func nothingToReplace() throws {
    // No carrier's hosts: nothing to replace, however the bytes fall.
    let nobody = LinkRewriter(try Recognizer([]), base: try #require(PlainLinkBase("https://a.example")))
    var random = SplitMix(seed: 11)
    for round in 0..<2_000 {
      let mail = mutated(try Mails.bytes(Self.names[round % 3] + ".eml"), &random)
      let (bytes, report) = nobody.rewrite(mail, as: [.mail, .html, .text][round % 3])
      #expect(bytes == mail)
      #expect(report.replaced.isEmpty)
    }
  }

  @Test("mutations with tracking links change nothing but links: as many bytes as the report's links need")
  func replaced() throws {
    let rewriter = try Mails.rewriter()
    var random = SplitMix(seed: 12)
    for round in 0..<300 {
      let mail = mutated(try Mails.bytes(Self.names[round % 3] + ".eml"), &random)
      let (bytes, report) = rewriter.rewrite(mail, as: .mail)
      if report.replaced.isEmpty {
        #expect(bytes == mail)
      } else {
        #expect(bytes != mail)
        let (again, second) = rewriter.rewrite(bytes, as: .mail)
        #expect(again == bytes)
        #expect(second.replaced.isEmpty)
      }
    }
  }

  @Test("truncated anywhere a mail stays or changes as a whole, and never traps")
  func truncated() throws {
    let rewriter = try Mails.rewriter()
    let mail = try Mails.bytes("twelve-links.eml")
    let closing = Mails.text(mail).utf8.count - "--=_aussen--\r\n".utf8.count
    for length in stride(from: 0, to: closing, by: 97) {
      let cut = Array(mail.prefix(length))
      #expect(rewriter.rewrite(cut, as: .mail).bytes == cut)
    }
  }

  @Test("noise of any kind is only looked at")
  func noise() throws {
    let rewriter = try Mails.rewriter()
    var random = SplitMix(seed: 13)
    let pieces = [
      "<", "a ", "href=", "\"", "'", "https://", "&", "&#", ";", "=", "\r\n", "--", "<!--", "-->", "\u{0}", "ü",
    ]
    for round in 0..<300 {
      var text = ""
      for _ in 0..<200 { text += pieces[Int.random(in: 0..<pieces.count, using: &random)] }
      let bytes = Array(text.utf8)
      #expect(rewriter.rewrite(bytes, as: [.mail, .html, .text][round % 3]).bytes == bytes)
    }
  }
}
