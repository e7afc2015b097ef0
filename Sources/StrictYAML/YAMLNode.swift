/// A parsed file: text, lists and mappings with their positions. No anchors, tags or types:
/// every scalar is the text that was written, so that `00340` keeps its zeros and `NO` is no boolean.
public struct YAMLNode: Hashable, Sendable {
  public let position: YAMLPosition
  public let content: Content

  public enum Content: Hashable, Sendable {
    /// `quoted` tells `""` from a key without a value.
    case scalar(String, quoted: Bool)
    case list([YAMLNode])
    /// In the order of the file; keys are unique.
    case mapping([Entry])
  }

  public struct Entry: Hashable, Sendable {
    public let key: String
    public let keyPosition: YAMLPosition
    public let value: YAMLNode
  }

  /// "text", "a list", "a mapping" or "nothing", for messages.
  public var kind: String {
    switch content {
    case .scalar("", quoted: false): "nothing"
    case .scalar: "text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}
