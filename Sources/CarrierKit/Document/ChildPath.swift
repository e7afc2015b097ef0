import CXML

/// An expression that only descends by child names, perhaps to an attribute at its end, or `.`.
///
/// Most expressions of a manifest are of this kind. Walking them takes no allocation; XPath stays the meaning.
struct ChildPath: Hashable, Sendable {
  /// Each ends with a zero byte, for `strcmp`.
  private let names: [[CChar]]
  private let attribute: [CChar]?

  init?(_ source: String) {
    var names: [[CChar]] = []
    var attribute: [CChar]?
    let steps = source == "." ? [] : source.split(separator: "/", omittingEmptySubsequences: false)
    for (index, step) in steps.enumerated() {
      let isAttribute = step.hasPrefix("@")
      let name = isAttribute ? step.dropFirst() : step
      guard ChildPath.isName(name), !isAttribute || index == steps.count - 1 else { return nil }
      if isAttribute {
        attribute = String(name).utf8CString.map(\.self)
      } else {
        names.append(String(name).utf8CString.map(\.self))
      }
    }
    self.names = names
    self.attribute = attribute
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, first == 0x5F || (first | 0x20 >= 0x61 && first | 0x20 <= 0x7A) else {
      return false
    }
    return text.utf8.allSatisfy {
      ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2D || $0 == 0x2E
    }
  }

  /// The first match in document order: an element, or an attribute seen as a node.
  func first(from node: xmlNodePtr) -> xmlNodePtr? {
    var found: xmlNodePtr?
    visit(node, 0) {
      found = $0
      return false
    }
    return found
  }

  /// All matches in document order.
  func all(from node: xmlNodePtr) -> [xmlNodePtr] {
    var found: [xmlNodePtr] = []
    visit(node, 0) {
      found.append($0)
      return true
    }
    return found
  }

  /// Calls `take` for each match until it says false.
  @discardableResult
  private func visit(_ node: xmlNodePtr, _ step: Int, _ take: (xmlNodePtr) -> Bool) -> Bool {
    guard step < names.count else {
      guard let attribute else { return take(node) }
      guard let match = xmlHasAttribute(node, attribute) else { return true }
      return take(match)
    }
    guard node.pointee.type == XML_ELEMENT_NODE else { return true }
    var child = node.pointee.children
    while let current = child {
      if current.pointee.type == XML_ELEMENT_NODE, sameName(current.pointee.name, names[step]),
        !visit(current, step + 1, take)
      {
        return false
      }
      child = current.pointee.next
    }
    return true
  }

  private func xmlHasAttribute(_ node: xmlNodePtr, _ name: [CChar]) -> xmlNodePtr? {
    guard node.pointee.type == XML_ELEMENT_NODE else { return nil }
    var attribute = node.pointee.properties
    while let current = attribute {
      if sameName(current.pointee.name, name) {
        // xmlAttr begins with the fields that xmlNode begins with; that is how libxml2 itself puts it into node sets.
        return UnsafeMutableRawPointer(current).assumingMemoryBound(to: xmlNode.self)
      }
      attribute = current.pointee.next
    }
    return nil
  }

  private func sameName(_ name: UnsafePointer<UInt8>?, _ wanted: [CChar]) -> Bool {
    guard let name else { return false }
    return wanted.withUnsafeBufferPointer { wanted in
      for (index, byte) in wanted.enumerated() where name[index] != UInt8(bitPattern: byte) { return false }
      return true
    }
  }
}
