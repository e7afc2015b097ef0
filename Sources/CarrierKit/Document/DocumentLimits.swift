/// What a carrier's answer may be at most. Beyond it the answer is unreadable, never a stall.
public struct DocumentLimits: Sendable {
  /// Bytes of the body.
  public var bytes: Int
  /// Objects and arrays (JSON) inside each other. XML stops at libxml2's own 256.
  public var depth: Int
  /// Elements of the tree built from JSON.
  public var nodes: Int
  /// Bytes between `<` and `>`: libxml2 compares each attribute with all others of its tag.
  public var tagBytes: Int

  public init(bytes: Int = 2_000_000, depth: Int = 64, nodes: Int = 200_000, tagBytes: Int = 64_000) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
    self.tagBytes = tagBytes
  }
}

/// Why a body cannot be read: a sentence without anything of the body's values in it.
struct DocumentFault: Error, Hashable {
  var message: String

  init(_ message: String) { self.message = message }
}

/// What an answer is written in.
public enum DocumentFormat: String, CaseIterable, Sendable {
  case json, xml
  /// One element with all of the body as its text: for values in scripts and pages.
  case text

  var name: String {
    switch self {
    case .json: "JSON"
    case .xml: "XML"
    case .text: "text"
    }
  }
}
