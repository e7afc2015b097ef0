import CarrierKit
import Foundation
import Testing

@Suite struct RewritingFixtureTests {
  @Test("a mail comes out byte for byte as expected", arguments: ["twelve-links", "base64-html", "flowed"])
  func fixture(_ name: String) throws {
    let mail = try Mails.bytes("\(name).eml")
    let (bytes, report) = try Mails.rewriter().rewrite(mail, as: .mail)
    #expect(bytes == (try Mails.bytes("\(name).expected.eml")))
    #expect(!report.replaced.isEmpty)
    #expect(LinkRewriter.Content.guess(mail) == .mail)
  }

  @Test("what came out comes out again as it is", arguments: ["twelve-links", "base64-html", "flowed"])
  func again(_ name: String) throws {
    let mail = try Mails.bytes("\(name).expected.eml")
    let (bytes, report) = try Mails.rewriter().rewrite(mail, as: .mail)
    #expect(bytes == mail)
    #expect(report.replaced.isEmpty)
  }

  @Test("of twelve links eight are the carriers', in text and HTML; the others are told, and the broken signature")
  func twelve() throws {
    let (_, report) = try Mails.rewriter().rewrite(try Mails.bytes("twelve-links.eml"), as: .mail)
    // Eight in the text, eight in the HTML, and one of these once more as its own visible text.
    #expect(report.replaced.count == 17)
    #expect(Set(report.replaced.map(\.host)).count == 8)
    #expect(
      report.left.map { "\($0.count) \($0.host) \($0.why)" } == [
        "4 www.lindenhof.example noCarrier", "2 www.dhl.de noNumber", "2 mail.lindenhof.example unsubscribe",
      ])
    #expect(report.skipped.isEmpty)
    #expect(report.warnings.count == 1 && report.warnings[0].hasPrefix("DKIM-Signature"))
  }

  @Test("the table of docs/links.md says what happens")
  func table() throws {
    let page = try #require(Project.text("\(Project.root)/docs/links.md"))
    let mail = try Mails.rewriter()
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("`https://") }
    #expect(rows.count == 12)
    var replaced = 0
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .init(charactersIn: " `")) }
      try #require(cells.count == 3)
      let (bytes, report) = mail.rewrite(Array(cells[1].utf8), as: .text)
      #expect(Mails.text(bytes) == (cells[2] == "stays" ? cells[1] : cells[2]))
      replaced += report.replaced.count
    }
    #expect(replaced == 8)
  }
}
