import CXML

/// A body that is neither JSON nor XML as a tree of one element, `text`.
enum TextTree {
  /// The document for `bytes`; the caller frees it. Bytes that no XML text can hold become blanks.
  static func build(_ bytes: UnsafeBufferPointer<UInt8>) throws(DocumentFault) -> xmlDocPtr {
    guard let document = xmlNewDoc("1.0"), let root = xmlNewDocNode(document, nil, "text", nil) else {
      throw DocumentFault("out of memory")
    }
    xmlDocSetRootElement(document, root)
    var text = Array(String(decoding: bytes, as: UTF8.self).utf8)
    for index in text.indices where text[index] < 0x20 && !isBlank(text[index]) { text[index] = 0x20 }
    if let node = xmlNewDocTextLen(document, text, Int32(clamping: text.count)) { xmlAddChild(root, node) }
    return document
  }
}
