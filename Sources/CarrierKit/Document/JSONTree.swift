import CXML

/// A strict JSON reader (RFC 8259) that builds a libxml2 tree, so that one query language serves JSON and XML.
///
/// No C parser touches foreign bytes: this reader checks UTF-8, depth, duplicate keys and size, then hands clean
/// pieces to libxml2's node constructors. Numbers stay text (leading digits and exact decimals survive).
struct JSONTree {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: DocumentLimits
  private let document: xmlDocPtr
  private let dictionary: xmlDictPtr
  private let itemName: UnsafePointer<UInt8>
  private var at = 0
  private var nodes = 0
  private var scratch: [UInt8] = []

  /// The document for `bytes`; the caller frees it.
  static func build(_ bytes: UnsafeBufferPointer<UInt8>, limits: DocumentLimits) throws(DocumentFault) -> xmlDocPtr {
    guard let document = xmlNewDoc("1.0"), let dictionary = xmlDictCreate() else {
      throw DocumentFault("out of memory")
    }
    document.pointee.dict = dictionary
    guard let item = xmlDictLookup(dictionary, "item", 4) else { throw DocumentFault("out of memory") }
    var tree = JSONTree(
      bytes: bytes, limits: limits, document: document, dictionary: dictionary, itemName: item)
    do {
      try tree.readDocument()
      return document
    } catch {
      xmlFreeDoc(document)
      throw error
    }
  }

  private init(
    bytes: UnsafeBufferPointer<UInt8>, limits: DocumentLimits, document: xmlDocPtr, dictionary: xmlDictPtr,
    itemName: UnsafePointer<UInt8>
  ) {
    self.bytes = bytes
    self.limits = limits
    self.document = document
    self.dictionary = dictionary
    self.itemName = itemName
  }

  // MARK: Grammar

  private mutating func readDocument() throws(DocumentFault) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    let root = try newElement(intern("json"))
    xmlDocSetRootElement(document, root)
    skipBlanks()
    if at == bytes.count { throw DocumentFault("the body is empty") }
    if bytes[at] == 0x5B {
      try readArray(into: root, name: itemName, depth: 1)
    } else {
      try readValue(into: root, depth: 0)
    }
    skipBlanks()
    if at < bytes.count { throw fault("text after the JSON value") }
  }

  /// A value whose element exists already.
  private mutating func readValue(into element: xmlNodePtr, depth: Int) throws(DocumentFault) {
    guard at < bytes.count else { throw fault("the JSON ends too early") }
    switch bytes[at] {
    case 0x7B: try readObject(into: element, depth: depth + 1)
    case 0x22: try readString(into: element)
    case 0x2D, 0x30...0x39: try readNumber(into: element)
    case 0x74: try readWord("true", into: element)
    case 0x66: try readWord("false", into: element)
    case 0x6E:
      try readWord("null", into: nil)
      mark(element, "null")
    default: throw fault("no JSON value")
    }
  }

  private mutating func readObject(into element: xmlNodePtr, depth: Int) throws(DocumentFault) {
    try check(depth)
    at += 1
    var keys = SeenKeys()
    skipBlanks()
    if take(0x7D) {
      mark(element, "object")
      return
    }
    while true {
      skipBlanks()
      guard at < bytes.count, bytes[at] == 0x22 else { throw fault("a key in quotes is missing") }
      let key = try readKey()
      guard keys.insert(key.original) else { throw fault("a key stands twice in one object") }
      skipBlanks()
      guard take(0x3A) else { throw fault("':' is missing") }
      skipBlanks()
      if at < bytes.count, bytes[at] == 0x5B {
        try readArray(into: element, name: key.name, original: key.changed ? key.original : nil, depth: depth + 1)
      } else {
        let child = try newElement(key.name)
        append(child, to: element)
        if key.changed { xmlNewProp(child, "key", key.original) }
        try readValue(into: child, depth: depth)
      }
      skipBlanks()
      if take(0x2C) { continue }
      if take(0x7D) { return }
      throw fault("',' or '}' is missing")
    }
  }

  /// The elements of an array stand in `parent`, each under `name`.
  private mutating func readArray(
    into parent: xmlNodePtr, name: UnsafePointer<UInt8>, original: UnsafePointer<UInt8>? = nil, depth: Int
  ) throws(DocumentFault) {
    try check(depth)
    at += 1
    skipBlanks()
    if take(0x5D) { return }
    while true {
      skipBlanks()
      let child = try newElement(name)
      append(child, to: parent)
      if let original { xmlNewProp(child, "key", original) }
      if at < bytes.count, bytes[at] == 0x5B {
        try readArray(into: child, name: itemName, depth: depth + 1)
      } else {
        try readValue(into: child, depth: depth)
      }
      skipBlanks()
      if take(0x2C) { continue }
      if take(0x5D) { return }
      throw fault("',' or ']' is missing")
    }
  }

  private mutating func readWord(_ word: StaticString, into element: xmlNodePtr?) throws(DocumentFault) {
    let length = word.utf8CodeUnitCount
    guard bytes.count - at >= length else { throw fault("the JSON ends too early") }
    for offset in 0..<length where bytes[at + offset] != word.utf8Start[offset] { throw fault("no JSON value") }
    if let element { appendText(from: at, count: length, to: element) }
    at += length
  }

  private mutating func readNumber(into element: xmlNodePtr) throws(DocumentFault) {
    let start = at
    _ = take(0x2D)
    if !take(0x30) { try digits() }
    if take(0x2E) { try digits() }
    if at < bytes.count, bytes[at] | 0x20 == 0x65 {
      at += 1
      if !take(0x2B) { _ = take(0x2D) }
      try digits()
    }
    appendText(from: start, count: at - start, to: element)
  }

  private mutating func digits() throws(DocumentFault) {
    let start = at
    while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 { at += 1 }
    if at == start { throw fault("a number without digits") }
  }

  private mutating func readString(into element: xmlNodePtr) throws(DocumentFault) {
    if let plain = try scanString() {
      appendText(from: plain.start, count: plain.count, to: element)
    } else {
      scratch.withUnsafeBufferPointer { append(text: $0, to: element) }
    }
  }

  private struct Key {
    /// As an XML name, interned.
    var name: UnsafePointer<UInt8>
    /// As written, interned: its address is its identity.
    var original: UnsafePointer<UInt8>
    var changed: Bool
  }

  private mutating func readKey() throws(DocumentFault) -> Key {
    let plain = try scanString()
    func interned(_ text: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8>? {
      // An empty key has no bytes to look up.
      text.isEmpty ? xmlDictLookup(dictionary, "_", 1) : xmlDictLookup(dictionary, text.baseAddress, Int32(text.count))
    }
    let text = plain.map { UnsafeBufferPointer(rebasing: bytes[$0.start..<$0.start + $0.count]) }
    let original = text.map(interned) ?? scratch.withUnsafeBufferPointer(interned)
    guard let original else { throw DocumentFault("out of memory") }
    let isName = text.map(isXMLName) ?? scratch.withUnsafeBufferPointer(isXMLName)
    if isName { return Key(name: original, original: original, changed: false) }
    var replaced = text.map(Array.init) ?? scratch
    if replaced.isEmpty { replaced = [0x5F] }
    for index in replaced.indices where !isNameByte(replaced[index], first: index == 0) { replaced[index] = 0x5F }
    guard let name = xmlDictLookup(dictionary, replaced, Int32(replaced.count)) else {
      throw DocumentFault("out of memory")
    }
    return Key(name: name, original: original, changed: true)
  }

  // MARK: Strings

  /// Reads a string from its opening quote. Without escapes: where it stands in the body; with them nil, and the
  /// decoded bytes are in `scratch`.
  private mutating func scanString() throws(DocumentFault) -> (start: Int, count: Int)? {
    at += 1
    let start = at
    var copied = start
    var escaped = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22 {
        let end = at
        at += 1
        guard escaped else { return (start, end - start) }
        scratch.append(contentsOf: bytes[copied..<end])
        return nil
      }
      if byte == 0x5C {
        if !escaped { scratch.removeAll(keepingCapacity: true) }
        escaped = true
        scratch.append(contentsOf: bytes[copied..<at])
        try readEscape()
        copied = at
      } else if byte < 0x20 {
        throw fault("a control character in a string")
      } else if byte < 0x80 {
        at += 1
      } else {
        at += try sequenceLength()
      }
    }
    throw fault("the JSON ends within a string")
  }

  private mutating func readEscape() throws(DocumentFault) {
    at += 1
    guard at < bytes.count else { throw fault("the JSON ends within a string") }
    let byte = bytes[at]
    at += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: scratch.append(byte)
    case 0x62: scratch.append(0x08)
    case 0x66: scratch.append(0x0C)
    case 0x6E: scratch.append(0x0A)
    case 0x72: scratch.append(0x0D)
    case 0x74: scratch.append(0x09)
    case 0x75: try readUnicodeEscape()
    default: throw fault("an unknown escape in a string")
    }
  }

  private mutating func readUnicodeEscape() throws(DocumentFault) {
    var value = try hexadecimal()
    if (0xD800...0xDBFF).contains(value) {
      guard take(0x5C), take(0x75) else { throw fault("half of a surrogate pair") }
      let low = try hexadecimal()
      guard (0xDC00...0xDFFF).contains(low) else { throw fault("half of a surrogate pair") }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    // A C string ends at zero: what follows would vanish without a word.
    guard value != 0, let scalar = Unicode.Scalar(value) else { throw fault("a character that is not permitted") }
    scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func hexadecimal() throws(DocumentFault) -> UInt32 {
    guard bytes.count - at >= 4 else { throw fault("the JSON ends within a string") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = bytes[at]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: throw fault("\\u needs four hexadecimal digits")
      }
      at += 1
    }
    return value
  }

  /// Length of the UTF-8 sequence at `at` (RFC 3629: no overlong forms, no surrogates, up to U+10FFFF).
  private func sequenceLength() throws(DocumentFault) -> Int {
    let lead = bytes[at]
    let length: Int
    var lower: UInt8 = 0x80
    var upper: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, lower) = (3, 0xA0)
    case 0xED: (length, upper) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, lower) = (4, 0x90)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, upper) = (4, 0x8F)
    default: throw fault("the text is not UTF-8")
    }
    guard bytes.count - at >= length, bytes[at + 1] >= lower, bytes[at + 1] <= upper else {
      throw fault("the text is not UTF-8")
    }
    for offset in 2..<max(length, 2) where bytes[at + offset] & 0xC0 != 0x80 { throw fault("the text is not UTF-8") }
    return length
  }

  // MARK: Nodes

  private mutating func newElement(_ name: UnsafePointer<UInt8>) throws(DocumentFault) -> xmlNodePtr {
    nodes += 1
    guard nodes <= limits.nodes else { throw DocumentFault("more than \(limits.nodes) values") }
    guard let node = xmlNewDocNodeEatName(document, nil, UnsafeMutablePointer(mutating: name), nil) else {
      throw DocumentFault("out of memory")
    }
    return node
  }

  private func intern(_ word: StaticString) throws(DocumentFault) -> UnsafePointer<UInt8> {
    guard let name = xmlDictLookup(dictionary, word.utf8Start, Int32(word.utf8CodeUnitCount)) else {
      throw DocumentFault("out of memory")
    }
    return name
  }

  /// Links a fresh node as the last child; xmlAddChild would check for cases that cannot arise here.
  private func append(_ child: xmlNodePtr, to parent: xmlNodePtr) {
    child.pointee.parent = parent
    child.pointee.prev = parent.pointee.last
    if let last = parent.pointee.last { last.pointee.next = child } else { parent.pointee.children = child }
    parent.pointee.last = child
  }

  private func appendText(from start: Int, count: Int, to element: xmlNodePtr) {
    append(text: UnsafeBufferPointer(rebasing: bytes[start..<start + count]), to: element)
  }

  private func append(text: UnsafeBufferPointer<UInt8>, to element: xmlNodePtr) {
    guard !text.isEmpty, let node = xmlNewDocTextLen(document, text.baseAddress, Int32(clamping: text.count)) else {
      return
    }
    append(node, to: element)
  }

  private func mark(_ element: xmlNodePtr, _ type: StaticString) {
    xmlNewProp(element, "type", type.utf8Start)
  }

  // MARK: Bytes

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 { at += 1 }
  }

  private func check(_ depth: Int) throws(DocumentFault) {
    guard depth <= limits.depth else { throw fault("nested deeper than \(limits.depth) levels") }
  }

  private func fault(_ message: String) -> DocumentFault {
    let read = bytes[..<min(at, bytes.count)]
    let line = 1 + read.count { $0 == 0x0A }
    let column = 1 + read.reversed().prefix { $0 != 0x0A }.count { $0 & 0xC0 != 0x80 }
    return DocumentFault("\(message) (line \(line), column \(column))")
  }
}

/// The keys of one object, by the address of their interned text.
private struct SeenKeys {
  private var few: [UnsafePointer<UInt8>] = []
  private var many: Set<UnsafePointer<UInt8>> = []

  /// False where the key stood there before.
  mutating func insert(_ key: UnsafePointer<UInt8>) -> Bool {
    if !many.isEmpty { return many.insert(key).inserted }
    guard !few.contains(key) else { return false }
    few.append(key)
    if few.count == 24 { many = Set(few) }
    return true
  }
}

private func isXMLName(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = text.first, isNameByte(first, first: true) else { return false }
  return text.allSatisfy { isNameByte($0, first: false) }
}

/// ASCII names only: XPath could write others, but authors should not have to.
private func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
  switch byte {
  case 0x41...0x5A, 0x61...0x7A, 0x5F: true
  case 0x30...0x39, 0x2D, 0x2E: !first
  default: false
  }
}
