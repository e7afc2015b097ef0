import CXML

/// A node of an answer's tree; lives as long as its `AnswerDocument`.
typealias Node = xmlNodePtr

/// An answer as a tree, and the XPath context over it. One task uses it at a time.
final class AnswerDocument {
  private let document: xmlDocPtr
  private let context: xmlXPathContextPtr
  /// The document's root element: the context of all expressions about the whole answer.
  let root: Node
  private let head: AnswerHead
  /// Set where an expression could not be evaluated to its end on this answer.
  private(set) var failure: String?

  /// Steps that all expressions together may take on one answer (about 10 ms a million).
  private static let stepLimit: UInt = 5_000_000

  /// - Throws: what is wrong with the body, in a sentence without its values.
  init(
    _ body: [UInt8], format: DocumentFormat, charset: String? = nil, head: AnswerHead = .none,
    limits: DocumentLimits = DocumentLimits()
  ) throws(DocumentFault) {
    guard body.count <= limits.bytes else { throw DocumentFault("the body is larger than \(limits.bytes) bytes") }
    cxml_silence()
    let made = body.withUnsafeBufferPointer { bytes -> Result<xmlDocPtr, DocumentFault> in
      do throws(DocumentFault) {
        if bytes.isEmpty, format != .text { throw DocumentFault("the body is empty") }
        switch format {
        case .json: return .success(try JSONTree.build(bytes, limits: limits))
        case .xml: return .success(try XMLTree.build(bytes, charset: charset, limits: limits))
        case .text: return .success(try TextTree.build(bytes))
        }
      } catch {
        return .failure(error)
      }
    }
    switch made {
    case .success(let made): document = made
    case .failure(let fault):
      throw looksLikeHTML(body) ? DocumentFault("HTML instead of \(format.name)") : fault
    }
    guard let context = xmlXPathNewContext(document), let root = xmlDocGetRootElement(document) else {
      xmlFreeDoc(document)
      throw DocumentFault("out of memory")
    }
    self.context = context
    self.root = root
    self.head = head
    context.pointee.opLimit = Self.stepLimit
    xmlXPathRegisterFuncLookup(context, XPathFunctions.lookup, nil)
    // Lives as long as this document, which alone evaluates in this context.
    context.pointee.userData = Unmanaged.passUnretained(head).toOpaque()
  }

  deinit {
    xmlXPathFreeContext(context)
    xmlFreeDoc(document)
  }

  /// Evaluates on an almost empty document; what is wrong, or nil.
  static func trial(_ expression: XPath) -> String? {
    guard let document = try? AnswerDocument(Array("{}".utf8), format: .json) else { return "out of memory" }
    document.context.pointee.node = document.root
    guard let object = xmlXPathCompiledEval(expression.compiled, document.context) else {
      switch document.context.pointee.lastError.code {
      case 1209: return "unknown function"
      case 1219: return "unknown prefix"
      case 1212: return "wrong number of arguments"
      case 1211: return "an argument of the wrong type"
      default: return "error \(document.context.pointee.lastError.code)"
      }
    }
    xmlXPathFreeObject(object)
    return nil
  }

  // MARK: Documents within

  /// Puts documents in the place of the texts that hold them: XML escaped in XML, JSON in a string of JSON.
  ///
  /// A text that begins like neither stays what it is.
  func unfold(_ expressions: [XPath], limits: DocumentLimits) throws(DocumentFault) {
    for expression in expressions {
      for node in nodes(expression, at: root) where node.pointee.type == XML_ELEMENT_NODE {
        guard let text = ownText(of: node), let first = text.first(where: { !isBlank($0) }) else { continue }
        switch first {
        case 0x3C: try replaceText(of: node, with: text, .xml, limits)
        case 0x7B, 0x5B: try replaceText(of: node, with: text, .json, limits)
        default: break
        }
      }
    }
  }

  /// The text of an element without any element in it.
  private func ownText(of node: Node) -> [UInt8]? {
    var child = node.pointee.children
    while let one = child {
      if one.pointee.type == XML_ELEMENT_NODE { return nil }
      child = one.pointee.next
    }
    return withText(of: node) { Array($0) }
  }

  /// The text of an element as it stands, blanks and all.
  func wholeText(of node: Node) -> String? {
    withText(of: node) { String(decoding: $0, as: UTF8.self) }
  }

  private func replaceText(
    of node: Node, with text: [UInt8], _ format: DocumentFormat, _ limits: DocumentLimits
  ) throws(DocumentFault) {
    let inner: AnswerDocument
    do throws(DocumentFault) {
      inner = try AnswerDocument(text, format: format, charset: "UTF-8", limits: limits)
    } catch {
      throw DocumentFault("a document within the answer: \(error.message)")
    }
    guard let copy = xmlDocCopyNode(inner.root, document, 1) else { throw DocumentFault("out of memory") }
    while let child = node.pointee.children {
      xmlUnlinkNode(child)
      xmlFreeNode(child)
    }
    xmlAddChild(node, copy)
  }

  // MARK: Evaluation

  /// Elements and attributes, in document order.
  func nodes(_ expression: XPath, at node: Node) -> [Node] {
    if let path = expression.path { return path.all(from: node) }
    return evaluate(expression, at: node) { object in
      guard object.type == XPATH_NODESET, let set = object.nodesetval else { return [] }
      return (0..<Int(set.pointee.nodeNr)).compactMap { index in
        set.pointee.nodeTab[index].flatMap { $0.pointee.type == XML_NAMESPACE_DECL ? nil : $0 }
      }
    } ?? []
  }

  func isTrue(_ expression: XPath, at node: Node) -> Bool {
    if let path = expression.path { return path.first(from: node) != nil }
    return evaluate(expression, at: node) { object in
      var copy = object
      return xmlXPathCastToBoolean(&copy) != 0
    } ?? false
  }

  /// The text, with outer blanks gone and runs of blanks made one; nil where nothing is left.
  func text(_ expression: XPath, at node: Node) -> String? {
    withText(expression, at: node, tidyText)
  }

  /// The first text that is not blank.
  func text(_ expressions: [XPath], at node: Node) -> String? {
    for expression in expressions {
      if let text = text(expression, at: node) { return text }
    }
    return nil
  }

  /// The texts of all nodes, or the one text of an expression that gives no nodes.
  func texts(_ expression: XPath, at node: Node) -> [String] {
    if let path = expression.path { return path.all(from: node).compactMap { withText(of: $0, tidyText) } }
    let found = nodes(expression, at: node)
    if found.isEmpty { return text(expression, at: node).map { [$0] } ?? [] }
    return found.compactMap { withText(of: $0, tidyText) }
  }

  private func withText<Value>(
    _ expression: XPath, at node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Value?
  ) -> Value? {
    if let path = expression.path { return path.first(from: node).flatMap { withText(of: $0, body) } }
    return evaluate(expression, at: node) { object in
      switch object.type {
      case XPATH_NODESET:
        guard let set = object.nodesetval, set.pointee.nodeNr > 0, let first = set.pointee.nodeTab[0] else {
          return nil
        }
        return withText(of: first, body)
      case XPATH_STRING: return object.stringval.flatMap { body(bytes(of: $0)) }
      case XPATH_NUMBER where object.floatval.isNaN: return nil
      default:
        var copy = object
        return withOwned(xmlXPathCastToString(&copy), body)
      }
    }
  }

  private func withText<Value>(of node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value? {
    switch node.pointee.type {
    case XML_ELEMENT_NODE, XML_ATTRIBUTE_NODE:
      guard let child = node.pointee.children else { return nil }
      if child.pointee.next == nil, child.pointee.type == XML_TEXT_NODE || child.pointee.type == XML_CDATA_SECTION_NODE
      {
        return child.pointee.content.flatMap { body(bytes(of: $0)) }
      }
      return withOwned(xmlXPathCastNodeToString(node), body)
    default:
      return withOwned(xmlXPathCastNodeToString(node), body)
    }
  }

  private func withOwned<Value>(
    _ text: UnsafeMutablePointer<UInt8>?, _ body: (UnsafeBufferPointer<UInt8>) -> Value?
  ) -> Value? {
    guard let text else { return nil }
    defer { cxml_free(text) }
    return body(bytes(of: text))
  }

  private func evaluate<Value>(_ expression: XPath, at node: Node, _ body: (xmlXPathObject) -> Value?) -> Value? {
    context.pointee.node = node
    guard let object = xmlXPathCompiledEval(expression.compiled, context) else {
      failure = failure ?? "the XPath '\(expression)' takes too many steps on this answer"
      return nil
    }
    defer { xmlXPathFreeObject(object) }
    return body(object.pointee)
  }

  private func bytes(of text: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
  }
}

/// Whether a body that is neither JSON nor the XML expected is a page for people.
func looksLikeHTML(_ body: [UInt8]) -> Bool {
  let head = String(decoding: body.prefix(1024), as: UTF8.self).lowercased()
  return head.contains("<!doctype html") || head.contains("<html") || head.contains("<head>")
    || head.contains("<body")
}
