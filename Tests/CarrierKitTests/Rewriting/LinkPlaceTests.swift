import CarrierKit
import Testing

@Suite struct LinkPlaceTests {
  private func rewritten(_ text: String, as content: LinkRewriter.Content) throws -> String {
    Mails.text(try Mails.rewriter().rewrite(Array(text.utf8), as: content).bytes)
  }

  @Test(
    "in a text a link is replaced alone, without what stands around it",
    arguments: [
      "@", "<@>", "(@)", "siehe @.", "@, danke", "[Paket](@)", "\"@\"", "> > @\r\n> ", "*@*", "<URL:@>", "„@“",
      "@\u{A0}x", "Ihr Paket: @\r\nIhr Team", "@!?", "@;", "HTTPS://a.example/ @",
    ])
  func plain(_ form: String) throws {
    #expect(
      try rewritten(form.replacing("@", with: Mails.old), as: .text) == form.replacing("@", with: Mails.new))
  }

  @Test(
    "in doubt where it ends a link in a text stays",
    arguments: [
      "@ü", "@\r\npostnr=30449", "@{{x}}", "@\\", "x@", "<@\r\n>", "@&\r\nlang=de", "@|x",
      "Ihr Paket kommt bald zu Ihnen: @\r\n&zip=30449", "@%",
    ])
  func doubtful(_ form: String) throws {
    let text = form.replacing("@", with: Mails.old)
    #expect(try rewritten(text, as: .text) == text)
  }

  @Test(
    "in HTML an href is replaced in any quoting, and visible text that is the link itself",
    arguments: [
      ("<a href=\"@&amp;lang=de\">x</a>", "<a href=\"#\">x</a>"), ("<A HREF='@'>x</A>", "<A HREF='#'>x</A>"),
      ("<a class=b href=@>x</a>", "<a class=b href=#>x</a>"),
      ("<a href = \" @\n\" >x</a>", "<a href = \" #\n\" >x</a>"),
      ("<a href=\"@\">@</a>", "<a href=\"#\">#</a>"), ("<a href=\"@\"><b>@</b></a>", "<a href=\"#\"><b>#</b></a>"),
      ("<p>@</p>", "<p>#</p>"), ("@<br>Danke", "#<br>Danke"), ("@&#38;lang=de ", "# "), ("&lt;@&gt;", "&lt;#&gt;"),
      ("@&nbsp;x", "#&nbsp;x"), ("<area href=\"@\">", "<area href=\"#\">"),
      (
        "<!--[if mso]><v:roundrect href=\"@\"></v:roundrect><![endif]-->",
        "<!--[if mso]><v:roundrect href=\"#\"></v:roundrect><![endif]-->"
      ),
      ("<!--[if !mso]><!--><a href='@'>x</a><!--<![endif]-->", "<!--[if !mso]><!--><a href='#'>x</a><!--<![endif]-->"),
    ])
  func html(_ before: String, _ after: String) throws {
    #expect(
      try rewritten(before.replacing("@", with: Mails.old), as: .html)
        == after.replacing("#", with: Mails.new))
  }

  @Test(
    "in HTML scripts, styles, comments, images, broken markup and the text of other links stay",
    arguments: [
      "<a href=\"javascript:location='@'\">x</a>", "<a href=\" java\nscript:open('@')\">x</a>",
      "<a href=\"data:text/html,@\">x</a>", "<a href=\"mailto:a@b.example?body=@\">x</a>",
      "<script>var a = '<a href=\"@\">'</script>", "<style>a{b:url(@)}</style>", "<!-- <a href=\"@\">x</a> -->",
      "<img src=\"@\">", "<link href=\"@\">", "<base href=\"@\">", "<a href=\"@>x</a>", "<!-- @", "<script>@",
      "<a href=\"https://shop.example/x\">@</a>", "<a data-href=\"@\">x</a>", "<title>@</title>",
      "<p>@<wbr>77</p>", "<a title=\"@\" href=\"#top\">@</a>", "<a href=\"//www.dhl.de/?piececode=1\">x</a>",
    ])
  func htmlStays(_ form: String) throws {
    let text = form.replacing("@", with: Mails.old)
    #expect(try rewritten(text, as: .html) == text)
  }

  @Test(
    "only tracking links of known carriers are replaced",
    arguments: [
      "https://www.dhl.de/", "https://www.dhl.de/?piececode=", "https://www.dhl.de/?piececode=hilfe",
      "https://dhl.de.evil.example/?piececode=00340434602718000008",
      "https://www.dhl.de@evil.example/?piececode=00340434602718000008",
      "https://shop.example/unsubscribe?url=https%3A%2F%2Fwww.dhl.de%2F%3Fpiececode%3D00340434602718000008",
      "https://www.ups.com/track?trackNums=1Z41702V6800000007,1Z41702V6800127194",
      "ftp://www.dhl.de/?piececode=00340434602718000008", "www.dhl.de/?piececode=00340434602718000008",
      "https://track.lindenhof.example/p/dhl/00340434602718000008",
    ])
  func others(_ link: String) throws {
    #expect(try rewritten(link, as: .text) == link)
    #expect(try rewritten("<a href=\"\(link)\">x</a>", as: .html) == "<a href=\"\(link)\">x</a>")
  }

  @Test(
    "a base is an address without query, quotes and blanks",
    arguments: [
      "", "track.shop.example", "ftp://a.example", "https://", "https://a b.example", "https://a.example/?x",
      "https://a.example/#x", "https://a.example/\"", "https://ü.example", "javascript://a.example",
    ])
  func noBase(_ text: String) {
    #expect(PlainLinkBase(text) == nil)
  }
}
