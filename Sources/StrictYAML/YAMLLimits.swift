/// What a file may be at most. Files come from operators and translators, so the limits are generous;
/// they exist so that a wrong file (a log, a core dump) gives an answer instead of a stall.
public struct YAMLLimits: Sendable {
  /// UTF-8 bytes of the file.
  public var bytes: Int
  /// Mappings and lists inside each other.
  public var depth: Int
  /// Scalars, lists and mappings in all.
  public var nodes: Int

  public init(bytes: Int = 2_000_000, depth: Int = 32, nodes: Int = 200_000) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }
}
