import CXML
import StrictYAML

/// A compiled XPath 1.0 expression.
///
/// libxml2 only reads a compiled expression while evaluating, so one serves all threads; it is compiled without a
/// context, so it shares no dictionary with any document. Plain child paths (`location/address/countryCode`, `@ice`)
/// carry a form that is walked directly.
public final class XPath: @unchecked Sendable, Hashable, CustomStringConvertible {
  public let source: String
  let compiled: xmlXPathCompExprPtr
  let path: ChildPath?

  /// Nil, with what is wrong, where the expression does not compile or uses a function or prefix nobody knows.
  static func compile(_ source: String) -> Result<XPath, XPathFault> {
    if let fault = XPathCheck.fault(in: source) { return .failure(fault) }
    cxml_silence()
    guard let compiled = xmlXPathCompile(source) else {
      return .failure(XPathFault(message: "the XPath '\(source)' does not compile", hint: nil))
    }
    let expression = XPath(source, compiled)
    if let message = AnswerDocument.trial(expression) {
      return .failure(XPathFault(message: "the XPath '\(source)' cannot be evaluated: \(message)", hint: nil))
    }
    return .success(expression)
  }

  private init(_ source: String, _ compiled: xmlXPathCompExprPtr) {
    self.source = source
    self.compiled = compiled
    path = ChildPath(source)
  }

  deinit { xmlXPathFreeCompExpr(compiled) }

  public var description: String { source }

  public static func == (left: XPath, right: XPath) -> Bool { left.source == right.source }
  public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}

/// What is wrong with an expression, and what would be right.
struct XPathFault: Error, Hashable {
  var message: String
  var hint: String?
}

/// What the compiler does not see: functions and prefixes are resolved in evaluation only, and an empty document
/// never evaluates a predicate. So the names are read from the text.
enum XPathCheck {
  static let standard = [
    "last", "position", "count", "id", "local-name", "namespace-uri", "name", "string", "concat", "starts-with",
    "contains", "substring-before", "substring-after", "substring", "string-length", "normalize-space", "translate",
    "boolean", "not", "true", "false", "lang", "number", "sum", "floor", "ceiling", "round",
  ]
  private static let nodeTests = ["text", "node", "comment", "processing-instruction"]

  static func fault(in source: String) -> XPathFault? {
    let bytes = Array(source.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 || byte == 0x27 {
        guard let end = bytes[(index + 1)...].firstIndex(of: byte) else {
          return XPathFault(message: "the XPath '\(source)' has a quote that is not closed", hint: nil)
        }
        index = end + 1
      } else if isNameStart(byte) {
        let start = index
        while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
        let name = String(decoding: bytes[start..<index], as: UTF8.self)
        if let fault = fault(of: name, in: source, before: bytes[index...]) { return fault }
      } else {
        index += 1
      }
    }
    return nil
  }

  private static func fault(of name: String, in source: String, before rest: ArraySlice<UInt8>) -> XPathFault? {
    let next = rest.drop(while: isBlank)
    if next.first == 0x3A {
      // An axis has two colons.
      guard next.dropFirst().first != 0x3A else { return nil }
      return XPathFault(
        message: "the XPath '\(source)' has the prefix '\(name):'",
        hint: "namespaces are stripped: write the name alone")
    }
    guard next.first == 0x28, !nodeTests.contains(name), !standard.contains(name), !XPathFunctions.names.contains(name)
    else { return nil }
    if ["and", "or", "div", "mod"].contains(name) { return nil }
    let near = didYouMean(name, among: standard + XPathFunctions.names)
    return XPathFault(
      message: "the XPath '\(source)' uses the unknown function '\(name)'", hint: near.map { "did you mean '\($0)'?" })
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F || byte >= 0x80
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isNameStart(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
  }
}
