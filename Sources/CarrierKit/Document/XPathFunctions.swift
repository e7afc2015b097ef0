import CXML
import Foundation

/// The functions that carriers' answers need and XPath 1.0 lacks. docs/carriers.md lists them for authors.
enum XPathFunctions {
  static let names = [
    "upper", "lower", "replace", "after-last", "before-last", "strip-tags", "first", "join", "pad", "header", "cookie",
    "cookies", "url-decode",
  ]

  /// Resolves a name while an expression is evaluated; registering each function on each context costs more.
  static let lookup: xmlXPathFuncLookupFunc = { _, name, namespace in
    guard let name, namespace == nil else { return nil }
    switch String(cString: name) {
    case "upper": return { call($0, $1, 1) { $0[0].uppercased() } }
    case "lower": return { call($0, $1, 1) { $0[0].lowercased() } }
    case "replace": return { call($0, $1, 3) { $0[1].isEmpty ? $0[0] : replacing($0[0], $0[1], $0[2]) } }
    case "after-last": return { call($0, $1, 2) { split($0[0], atLast: $0[1])?.after ?? "" } }
    case "before-last": return { call($0, $1, 2) { split($0[0], atLast: $0[1])?.before ?? "" } }
    case "strip-tags": return { call($0, $1, 1) { withoutHTML($0[0]) } }
    case "first": return { call($0, $1, nil) { $0.first { tidyText($0) != nil } ?? "" } }
    case "pad": return { call($0, $1, 2) { padded($0[0], width: Int($0[1]) ?? 0) } }
    case "join": return { join($0, $1) }
    case "header": return { call($0, $1, 1) { $1.header($0[0]) } }
    case "cookie": return { call($0, $1, 1) { $1.cookie($0[0]) } }
    case "cookies": return { call($0, $1, 0) { $1.cookies } }
    case "url-decode": return { call($0, $1, 1) { $0[0].removingPercentEncoding ?? $0[0] } }
    default: return nil
    }
  }

  /// Takes the arguments as texts, pushes the result. A wrong count is an error of the expression.
  private static func call(
    _ parser: xmlXPathParserContextPtr?, _ count: Int32, _ wanted: Int?, _ body: ([String]) -> String
  ) {
    guard let parser else { return }
    guard wanted.map({ Int(count) == $0 }) ?? (count > 0) else {
      xmlXPathErr(parser, Int32(XPATH_INVALID_ARITY.rawValue))
      return
    }
    var arguments: [String] = []
    for _ in 0..<count {
      guard let text = xmlXPathPopString(parser) else { return }
      arguments.append(String(cString: text))
      cxml_free(text)
    }
    push(body(arguments.reversed()), to: parser)
  }

  /// The same for functions that look at the answer's head.
  private static func call(
    _ parser: xmlXPathParserContextPtr?, _ count: Int32, _ wanted: Int, _ body: ([String], AnswerHead) -> String
  ) {
    guard let data = parser?.pointee.context?.pointee.userData else { return }
    let head = Unmanaged<AnswerHead>.fromOpaque(data).takeUnretainedValue()
    call(parser, count, wanted) { body($0, head) }
  }

  /// `join(nodes, mark)`: the texts of all nodes that are not blank.
  private static func join(_ parser: xmlXPathParserContextPtr?, _ count: Int32) {
    guard let parser else { return }
    guard count == 2 else {
      xmlXPathErr(parser, Int32(XPATH_INVALID_ARITY.rawValue))
      return
    }
    guard let mark = xmlXPathPopString(parser) else { return }
    defer { cxml_free(mark) }
    guard let object = valuePop(parser) else { return }
    defer { xmlXPathFreeObject(object) }
    guard object.pointee.type == XPATH_NODESET else {
      xmlXPathErr(parser, Int32(XPATH_INVALID_TYPE.rawValue))
      return
    }
    var texts: [String] = []
    if let set = object.pointee.nodesetval {
      for index in 0..<Int(set.pointee.nodeNr) {
        guard let text = xmlXPathCastNodeToString(set.pointee.nodeTab[index]) else { continue }
        if let tidy = tidyText(String(cString: text)) { texts.append(tidy) }
        cxml_free(text)
      }
    }
    push(texts.joined(separator: String(cString: mark)), to: parser)
  }

  private static func push(_ text: String, to parser: xmlXPathParserContextPtr) {
    valuePush(parser, xmlXPathWrapString(xmlStrdup(text)))
  }

  private static func replacing(_ text: String, _ what: String, _ with: String) -> String {
    var out = ""
    var rest = text[...]
    while let found = rest.firstRange(of: what) {
      out += rest[..<found.lowerBound] + with
      rest = rest[found.upperBound...]
    }
    return out + rest
  }

  private static func split(_ text: String, atLast mark: String) -> (before: String, after: String)? {
    guard !mark.isEmpty, let found = text.ranges(of: mark).last else { return nil }
    return (String(text[..<found.lowerBound]), String(text[found.upperBound...]))
  }

  /// Zeros at the left up to `width`, at most 64.
  private static func padded(_ text: String, width: Int) -> String {
    let missing = min(width, 64) - text.utf8.count
    return missing > 0 ? String(repeating: "0", count: missing) + text : text
  }
}
