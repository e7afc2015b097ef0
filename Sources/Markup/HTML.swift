/// A writer of HTML that appends bytes and escapes by construction.
///
/// Elements and attributes come from closed lists, text is always escaped, and the only raw input is a literal
/// of our source or a `StyleSheet`, which is built from literals and numbers. So nothing that comes from a
/// shop, a carrier or a visitor can become markup.
///
/// ```swift
/// var html = HTML()
/// html.element(.p, .class("lead")) { $0.text(lead) }
/// ```
public struct HTML: Sendable {
  /// What has been written so far: valid UTF-8.
  public private(set) var bytes: [UInt8]

  /// `capacity`: how many bytes the document will have at about.
  public init(capacity: Int = 12_288) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// An element with content.
  public mutating func element(_ tag: Tag, _ attributes: Attribute..., content: (inout HTML) -> Void) {
    start(tag, attributes)
    content(&self)
    end(tag)
  }

  /// An element whose content is text.
  public mutating func element(_ tag: Tag, _ attributes: Attribute..., text: String) {
    start(tag, attributes)
    Escaping.append(text, to: &bytes)
    end(tag)
  }

  /// An element without content; void elements get no end tag.
  public mutating func empty(_ tag: Tag, _ attributes: Attribute...) {
    start(tag, attributes)
    if !tag.isVoid { end(tag) }
  }

  /// Text, escaped.
  public mutating func text(_ text: String) {
    Escaping.append(text, to: &bytes)
  }

  /// Text whose direction is its own: a name, a number, a foreign place.
  public mutating func bdi(_ text: String) {
    element(.bdi, text: text)
  }

  /// A time for people with the same time for machines.
  public mutating func time(_ text: String, datetime: String) {
    element(.time, .datetime(datetime), text: text)
  }

  /// Markup that stands in our source.
  public mutating func raw(_ markup: StaticString) {
    Escaping.append(markup, to: &bytes)
  }

  /// A style element.
  public mutating func style(_ sheet: StyleSheet) {
    raw("<style>")
    bytes.append(contentsOf: sheet.bytes)
    raw("</style>")
  }

  /// The start tag of an element whose end tag may be omitted and is (`html`, `body`; HTML Living Standard
  /// 13.1.2.4), so that a document needs no closing lines.
  public mutating func begin(_ tag: Tag, _ attributes: Attribute...) {
    start(tag, attributes)
  }

  private mutating func start(_ tag: Tag, _ attributes: [Attribute]) {
    bytes.append(UInt8(ascii: "<"))
    Escaping.append(tag.name, to: &bytes)
    for attribute in attributes { append(attribute) }
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func end(_ tag: Tag) {
    raw("</")
    raw(tag.name)
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func append(_ attribute: Attribute) {
    bytes.append(UInt8(ascii: " "))
    raw(attribute.name)
    if case .none = attribute.value { return }
    raw("=\"")
    switch attribute.value {
    case .none: break
    case .fixed(let value): raw(value)
    case .text(let value): Escaping.append(value, to: &bytes)
    case .number(let value): bytes.append(contentsOf: String(value).utf8)
    // Literals of our source and colors: nothing to escape.
    case .sheet(let sheet): bytes.append(contentsOf: sheet.bytes)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
