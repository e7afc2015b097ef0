import CarrierKit
import Foundation
import Testing

@Suite struct MailStructureTests {
  private static let link = Mails.old

  private func report(_ mail: [UInt8]) throws -> (isSame: Bool, report: RewriteReport) {
    let (bytes, report) = try Mails.rewriter().rewrite(mail, as: .mail)
    return (bytes == mail, report)
  }

  @Test(
    "signed, encrypted, attached, broken and strange mails stay, and the report says why",
    arguments: [
      ("Content-Type: multipart/signed; boundary=a", "--a\n\n@\n--a--\n", "signed"),
      ("Content-Type: multipart/encrypted; boundary=a", "--a\n\n@\n--a--\n", "encrypted"),
      ("Content-Type: application/pkcs7-mime", "@", "S/MIME"),
      ("Subject: x", "-----BEGIN PGP SIGNED MESSAGE-----\n\n@\n", "PGP"),
      ("Content-Type: multipart/mixed; boundary=a", "--a\n\n@\n", "cut off"),
      ("Content-Type: multipart/mixed; boundary=a", "@\n", "cut off"),
      ("Content-Type: multipart/mixed", "--a\n\n@\n--a--\n", "without boundary"),
      ("Content-Type: text/plain\nContent-Type: text/html", "@", "two content-type"),
      ("Content-Type: text/plain; charset=utf-16", "@", "charset"),
      ("Content-Type: text/plain; charset=iso-2022-jp", "@", "charset"),
      ("Content-Type: ;", "@", "cannot be read"), ("Content-Length: 77", "@", "content-length"),
      ("Content-MD5: x", "@", "content-md5"), ("Content-Transfer-Encoding: x-uuencode", "@", "transfer encoding"),
      ("Content-Transfer-Encoding: base64", "@", "base64 that is none"),
      ("Content-Disposition: attachment", "@", "attachment"), ("no header at all", "@", "header"),
      ("Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: base64", "--a\n\n@\n--a--\n", "encoded"),
    ])
  func stays(_ header: String, _ body: String, _ why: String) throws {
    let mail = Mails.mail("From: a@b.example\n" + header, body.replacing("@", with: Self.link))
    let (isSame, report) = try report(mail)
    #expect(isSame)
    #expect(report.replaced.isEmpty)
    #expect(report.skipped.contains { $0.why.contains(why) }, "\(report.skipped)")
  }

  @Test("a multipart deeper than the limit stays")
  func deep() throws {
    var body = "\n\(Self.link)\n"
    for level in (0..<12).reversed() {
      body = "Content-Type: multipart/mixed; boundary=b\(level)x\n\n--b\(level)x\n\(body)--b\(level)x--\n"
    }
    let mail = Array(("From: a@b.example\n" + body).utf8)
    let (isSame, report) = try report(mail)
    #expect(isSame)
    #expect(report.skipped.contains { $0.why.contains("deep") }, "\(report.skipped)")
  }

  @Test("more parts than the limit stay")
  func manyParts() throws {
    let body = String(repeating: "--a\n\n\(Self.link)\n", count: 600) + "--a--\n"
    let (isSame, report) = try report(Mails.mail("From: a@b.example\nContent-Type: multipart/mixed; boundary=a", body))
    #expect(isSame)
    #expect(!report.skipped.isEmpty)
  }

  @Test("one signed part stays while the others change, the bytes between them kept")
  func mixed() throws {
    let form = """
      preamble @
      --a
      Content-Type: text/plain; charset=us-ascii

      @
      --a  \t
      Content-Type: multipart/signed; boundary=s

      --s

      @
      --s--
      --a
      Content-Type: message/rfc822

      Subject: @

      @
      --a--
      epilogue @
      """
    let mail = Mails.mail("Content-Type: multipart/mixed; boundary=a", form.replacing("@", with: Self.link))
    let (bytes, report) = try Mails.rewriter().rewrite(mail, as: .mail)
    let first = Mails.text(mail).firstRange(of: "us-ascii\r\n\r\n" + Self.link)
    let expected = first.map {
      Mails.text(mail).replacingCharacters(in: $0, with: "us-ascii\r\n\r\n" + Mails.new)
    }
    #expect(Mails.text(bytes) == expected)
    #expect(report.replaced.count == 1)
  }

  @Test("of a quoted-printable part only the lines that change are new, none longer than 76")
  func quotedPrintable() throws {
    let encoded = Self.link.replacing("=", with: "=3D")
    let body =
      "Gr=FC=DFe =20\nzu langes sinnloses W=\nort, =zz, \(encoded) und noch so mancher Text danach, f=FCr=\n alle\n=E4\n"
    let header = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable"
    let (bytes, report) = try Mails.rewriter().rewrite(Mails.mail(header, body), as: .mail)
    let lines = Mails.text(bytes).split(separator: "\r\n", omittingEmptySubsequences: false).dropFirst(3).map(
      String.init)
    #expect(report.replaced.count == 1)
    #expect(lines.prefix(2) == ["Gr=FC=DFe =20", "zu langes sinnloses W="])
    #expect(lines.suffix(3) == [" alle", "=E4", ""])
    #expect(lines.allSatisfy { $0.utf8.count <= 76 })
    let joined = lines.joined(separator: "\n").replacing("=\n", with: "")
    #expect(joined.contains("Wort, =zz, \(Mails.new) und noch so mancher Text danach, f=FCr alle\n"))
  }

  @Test("a line is never made longer than mail allows")
  func lineLength() throws {
    let base = "https://track.lindenhof.example/" + String(repeating: "x", count: 160)
    let text = String(repeating: "y", count: 900) + " " + Self.link
    let (bytes, report) = try Mails.rewriter(base: base).rewrite(Array(text.utf8), as: .text)
    #expect(Mails.text(bytes) == text)
    #expect(report.left.first?.why == .lineTooLong)
  }

  @Test("broken signatures are told only where something changed")
  func warnings() throws {
    let header = "DKIM-Signature: v=1\nARC-Message-Signature: i=1"
    #expect(try report(Mails.mail(header, "nothing")).report.warnings.isEmpty)
    #expect(try report(Mails.mail(header, Self.link)).report.warnings.count == 2)
  }

  @Test("a message over the limit stays; one of 10 MB is read")
  func large() throws {
    var limits = RewriteLimits()
    limits.bytes = 1_000
    let long = Array((String(repeating: "x ", count: 600) + Self.link).utf8)
    let (bytes, report) = try Mails.rewriter(limits: limits).rewrite(long, as: .text)
    #expect(bytes == long)
    #expect(report.skipped.first?.why.hasPrefix("larger") == true)
    let line = "VGhpcyBpcyBhIGxvbmcgYXR0YWNobWVudCB0aGF0IG5vYm9keSByZWFkcyBhdCBhbGwuLi4u\n"
    let body =
      "--a\n\n\(Self.link)\n--a\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
      + String(repeating: line, count: 10_000_000 / line.utf8.count) + "--a--\n"
    let mail = Array(("Content-Type: multipart/mixed; boundary=a\n\n" + body).utf8)
    let (changed, told) = try Mails.rewriter().rewrite(mail, as: .mail)
    #expect(told.replaced.count == 1)
    #expect(mail.count - changed.count == Mails.old.utf8.count - Mails.new.utf8.count)
  }
}
