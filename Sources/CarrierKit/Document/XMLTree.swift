import CXML

/// XML through libxml2, with what is dangerous refused before and after parsing.
enum XMLTree {
  /// The document for `bytes`, without namespaces; the caller frees it.
  ///
  /// - Parameter charset: from the answer's Content-Type; wins over the document's own declaration (RFC 7303).
  static func build(
    _ bytes: UnsafeBufferPointer<UInt8>, charset: String?, limits: DocumentLimits
  ) throws(DocumentFault) -> xmlDocPtr {
    guard bytes.contains(where: { !isBlank($0) }) else { throw DocumentFault("the body is empty") }
    try refuseHugeTags(bytes, limit: limits.tagBytes)
    guard let context = xmlNewParserCtxt() else { throw DocumentFault("out of memory") }
    defer { xmlFreeParserCtxt(context) }
    // Never NOENT, DTDLOAD or DTDATTR: they would read files named by the answer.
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    let document = bytes.withMemoryRebound(to: CChar.self) { text in
      xmlCtxtReadMemory(context, text.baseAddress, Int32(clamping: text.count), nil, charset, options)
    }
    guard let document else { throw fault(of: context) }
    guard document.pointee.intSubset == nil, document.pointee.extSubset == nil else {
      xmlFreeDoc(document)
      throw DocumentFault("the XML has a document type declaration, which is refused")
    }
    guard let root = xmlDocGetRootElement(document) else {
      xmlFreeDoc(document)
      throw DocumentFault("the XML has no root element")
    }
    stripNamespaces(below: root)
    return document
  }

  private static func fault(of context: xmlParserCtxtPtr) -> DocumentFault {
    var line: Int32 = 0
    var column: Int32 = 0
    guard cxml_context_error(context, &line, &column) != nil else { return DocumentFault("no XML") }
    return DocumentFault("the XML is not well-formed (line \(line), column \(column))")
  }

  /// The check for duplicate attributes is quadratic: 100,000 attributes take seconds.
  private static func refuseHugeTags(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) throws(DocumentFault) {
    var index = 0
    var start: Int?
    while index < bytes.count {
      switch bytes[index] {
      case 0x3C where start == nil:
        // Comments and CDATA sections may be long; what they hold is no tag.
        if bytes.count - index > 2, bytes[index + 1] == 0x21, bytes[index + 2] == 0x5B || bytes[index + 2] == 0x2D {
          index = end(of: bytes[index + 2] == 0x5B ? 0x5D : 0x2D, in: bytes, from: index + 3)
          continue
        }
        start = index
      case 0x3E: start = nil
      default:
        if let start, index - start > limit { throw DocumentFault("a tag of more than \(limit) bytes") }
      }
      index += 1
    }
  }

  /// Behind the next `]]>` or `-->`.
  private static func end(of mark: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while bytes.count - index > 2 {
      if bytes[index] == mark, bytes[index + 1] == mark, bytes[index + 2] == 0x3E { return index + 3 }
      index += 1
    }
    return bytes.count
  }

  private static func stripNamespaces(below root: xmlNodePtr) {
    var node: xmlNodePtr? = root
    while let current = node {
      if current.pointee.type == XML_ELEMENT_NODE {
        current.pointee.ns = nil
        var attribute = current.pointee.properties
        while let one = attribute {
          one.pointee.ns = nil
          attribute = one.pointee.next
        }
      }
      node = next(after: current, below: root)
    }
  }

  private static func next(after node: xmlNodePtr, below root: xmlNodePtr) -> xmlNodePtr? {
    if node.pointee.type == XML_ELEMENT_NODE, let child = node.pointee.children { return child }
    var current = node
    while current != root {
      if let sibling = current.pointee.next { return sibling }
      guard let parent = current.pointee.parent else { return nil }
      current = parent
    }
    return nil
  }
}

func isBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || (0x09...0x0D).contains(byte)
}
