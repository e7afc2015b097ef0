import Markup
import Testing

@Suite("HTML") struct HTMLTests {
  @Test("elements nest, void elements have no end tag, bare attributes have no value")
  func structure() {
    var html = HTML()
    html.element(.form, .post, .action("check"), .class("row")) { form in
      form.element(.label, .class("f")) {
        $0.text("Postcode")
        $0.empty(.input, .name("postcode"), .autocomplete("postal-code"), .required)
      }
      form.element(.button, text: "Show")
    }
    #expect(
      written(html) == """
        <form method="post" action="check" class="row"><label class="f">Postcode\
        <input name="postcode" autocomplete="postal-code" required></label><button>Show</button></form>
        """)
  }

  @Test("an element that is not void and has no content is closed")
  func empty() {
    var html = HTML()
    html.empty(.i, .class("d"))
    html.empty(.br)
    #expect(written(html) == "<i class=\"d\"></i><br>")
  }

  @Test("a style sheet drops line breaks and shortens colors")
  func sheet() {
    var sheet = StyleSheet()
    sheet.add("a{b:c}\nd{")
    sheet.add("--x", red: 0xff, green: 0xff, blue: 0xff)
    sheet.add(";")
    sheet.add("--y", red: 0x12, green: 0x3c, blue: 0x8c)
    sheet.add("}")
    var html = HTML()
    html.style(sheet)
    #expect(written(html) == "<style>a{b:c}d{--x:#fff;--y:#123c8c}</style>")
  }
}

@Suite("Link") struct LinkTests {
  @Test(
    "only web addresses are web links",
    arguments: [
      ("https://a.example/x?y=1#z", true), ("HTTP://a.example/", true), ("javascript:alert(1)", false),
      ("data:text/html,x", false), ("//evil.example", false), ("/path", false), ("", false), ("https://", false),
      ("https://a.example/\nb", false), ("https://a b", false), (" https://a.example", false),
      ("https://a\\b", false), ("vbscript:x", false), ("file:///etc/passwd", false),
    ])
  func web(address: String, isLink: Bool) {
    #expect((Link(web: address) != nil) == isLink)
  }

  @Test(
    "only plain addresses are mail links",
    arguments: [
      ("help@shop.example", true), ("a@b@c", false), ("@b", false), ("a@", false), ("a b@c", false),
      ("a@b?subject=x", false), ("a@b,c@d", false), ("a%0a@b", false),
    ])
  func mail(address: String, isLink: Bool) {
    #expect((Link(mail: address) != nil) == isLink)
  }

  @Test("a phone number keeps its digits and its plus")
  func phone() {
    #expect(Link(phone: "+49 (511) 0-00")?.text == "tel:+49511000")
    #expect(Link(phone: "none") == nil)
  }

  @Test("what is put into a path or a query is encoded whole")
  func encoding() {
    #expect(Link.local("/p", ["a/b?c"]).text == "/p/a%2Fb%3Fc")
    #expect(Link.local("/t/x", query: ("l", "de&x=1")).text == "/t/x?l=de%26x%3D1")
    #expect(Link.local("/t/x", query: ("words", nil)).text == "/t/x?words")
    #expect(Link.local("//evil.example/<b>").text == "/evil.example/%3Cb%3E")
    #expect(Link.map(searching: "Größe 8").text.hasSuffix("=Gr%C3%B6%C3%9Fe%208"))
  }
}
