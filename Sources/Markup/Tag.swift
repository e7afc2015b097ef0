/// The elements that our pages and mails are made of. A closed list: what is missing cannot be written.
public struct Tag: Sendable {
  let name: StaticString
  /// Void elements have no end tag (HTML Living Standard 13.1.2).
  let isVoid: Bool

  private init(_ name: StaticString, void: Bool = false) {
    self.name = name
    isVoid = void
  }

  public static let html = Tag("html")
  public static let title = Tag("title")
  public static let body = Tag("body")
  public static let header = Tag("header")
  public static let main = Tag("main")
  public static let footer = Tag("footer")
  public static let section = Tag("section")
  public static let article = Tag("article")
  public static let aside = Tag("aside")
  public static let div = Tag("div")
  public static let h1 = Tag("h1")
  public static let h2 = Tag("h2")
  public static let p = Tag("p")
  public static let a = Tag("a")
  public static let b = Tag("b")
  public static let i = Tag("i")
  public static let s = Tag("s")
  public static let q = Tag("q")
  public static let small = Tag("small")
  public static let span = Tag("span")
  public static let bdi = Tag("bdi")
  public static let time = Tag("time")
  public static let ol = Tag("ol")
  public static let li = Tag("li")
  public static let dl = Tag("dl")
  public static let dt = Tag("dt")
  public static let dd = Tag("dd")
  public static let details = Tag("details")
  public static let summary = Tag("summary")
  public static let form = Tag("form")
  public static let fieldset = Tag("fieldset")
  public static let legend = Tag("legend")
  public static let label = Tag("label")
  public static let button = Tag("button")
  public static let input = Tag("input", void: true)
  public static let br = Tag("br", void: true)
  public static let table = Tag("table")
  public static let tr = Tag("tr")
  public static let th = Tag("th")
  public static let td = Tag("td")
  public static let svg = Tag("svg")
  public static let path = Tag("path")
}
