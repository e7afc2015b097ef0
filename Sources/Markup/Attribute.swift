/// One attribute of an element: a name written in our source and a value that is escaped when it is written.
///
/// There is no way to write `onclick` or another attribute that the content security policy forbids: each permitted
/// attribute has its own constructor. `style` takes a `StyleSheet` and is for mails, which have no policy and whose
/// readers drop style elements; a browser refuses it on our pages.
public struct Attribute: Sendable {
  enum Value: Sendable {
    case none
    case fixed(StaticString)
    case text(String)
    case number(Int)
    case sheet(StyleSheet)
  }

  let name: StaticString
  let value: Value

  private init(_ name: StaticString, _ value: Value = .none) {
    self.name = name
    self.value = value
  }

  // Classes are part of the style sheet and never computed from data.
  public static func `class`(_ name: StaticString) -> Attribute { Attribute("class", .fixed(name)) }
  public static func id(_ name: StaticString) -> Attribute { Attribute("id", .fixed(name)) }

  /// A link that was checked when it was made.
  public static func href(_ link: Link) -> Attribute { Attribute("href", .text(link.text)) }
  /// Where a form goes; only ever a page of ours.
  public static func action(_ path: StaticString) -> Attribute { Attribute("action", .fixed(path)) }
  /// As `action`, for a path that carries a token of ours.
  public static func action(_ link: Link) -> Attribute { Attribute("action", .text(link.text)) }
  public static let post = Attribute("method", .fixed("post"))
  public static func name(_ name: StaticString) -> Attribute { Attribute("name", .fixed(name)) }
  public static func type(_ type: StaticString) -> Attribute { Attribute("type", .fixed(type)) }
  public static func value(_ text: String) -> Attribute { Attribute("value", .text(text)) }
  public static func value(_ number: Int) -> Attribute { Attribute("value", .number(number)) }
  public static func autocomplete(_ kind: StaticString) -> Attribute { Attribute("autocomplete", .fixed(kind)) }
  public static func inputMode(_ mode: StaticString) -> Attribute { Attribute("inputmode", .fixed(mode)) }
  public static func maxLength(_ count: Int) -> Attribute { Attribute("maxlength", .number(count)) }
  public static let noSpellcheck = Attribute("spellcheck", .fixed("false"))
  public static let required = Attribute("required")
  public static let checked = Attribute("checked")
  public static let autofocus = Attribute("autofocus")
  public static let open = Attribute("open")
  public static func target(_ frame: StaticString) -> Attribute { Attribute("target", .fixed(frame)) }
  public static func scope(_ scope: StaticString) -> Attribute { Attribute("scope", .fixed(scope)) }

  // What mails need: their readers lay out by tables and inline styles.
  public static func style(_ sheet: StyleSheet) -> Attribute { Attribute("style", .sheet(sheet)) }
  public static func width(_ width: StaticString) -> Attribute { Attribute("width", .fixed(width)) }
  public static func align(_ side: StaticString) -> Attribute { Attribute("align", .fixed(side)) }
  /// On tables that only lay out.
  public static let noPadding = Attribute("cellpadding", .fixed("0"))
  public static let noSpacing = Attribute("cellspacing", .fixed("0"))

  /// BCP 47.
  public static func lang(_ tag: String) -> Attribute { Attribute("lang", .text(tag)) }
  public static func hreflang(_ tag: String) -> Attribute { Attribute("hreflang", .text(tag)) }
  public static func dir(_ direction: Direction) -> Attribute { Attribute("dir", .fixed(direction.word)) }

  public static func role(_ role: StaticString) -> Attribute { Attribute("role", .fixed(role)) }
  public static func label(_ text: String) -> Attribute { Attribute("aria-label", .text(text)) }
  public static func labelled(by id: StaticString) -> Attribute { Attribute("aria-labelledby", .fixed(id)) }
  public static func described(by id: StaticString) -> Attribute { Attribute("aria-describedby", .fixed(id)) }
  public static let ariaHidden = Attribute("aria-hidden", .fixed("true"))
  public static let ariaInvalid = Attribute("aria-invalid", .fixed("true"))
  public static let currentStep = Attribute("aria-current", .fixed("step"))

  public static func viewBox(_ box: StaticString) -> Attribute { Attribute("viewBox", .fixed(box)) }
  /// The path of an SVG shape. Data is harmless here: it is escaped and can only draw.
  public static func path(_ data: String) -> Attribute { Attribute("d", .text(data)) }
  /// A machine-readable time (`2026-11-24T06:12:00+01:00`).
  public static func datetime(_ text: String) -> Attribute { Attribute("datetime", .text(text)) }
}

/// The direction a language is written in.
public enum Direction: Sendable, Hashable {
  case leftToRight, rightToLeft

  var word: StaticString { self == .leftToRight ? "ltr" : "rtl" }
}
