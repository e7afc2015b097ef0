/// What an observation or an assessment alters. A pure value: deciding and storing it are apart.
public struct Change: Hashable, Sendable {
  /// The shipment as it should be stored.
  public var shipment: Shipment
  /// The shipment that this change was computed from.
  public var base: Shipment
  /// The version that this change was computed from; a commit on another version is refused and recomputed.
  public var baseVersion: Int
  /// Checkpoints to be stored that were not known before.
  public var added: [Checkpoint]
  public var news: [News]
  /// Codes the manifest does not list, for the operator's count.
  public var unrecognized: [String]
  /// Why the state moved or stayed, in words, for `explain`.
  public var reasons: [String]

  /// - Parameter base: the shipment before; `shipment` itself where nothing is altered yet.
  public init(
    shipment: Shipment, base: Shipment? = nil, baseVersion: Int, added: [Checkpoint] = [], news: [News] = [],
    unrecognized: [String] = [],
    reasons: [String] = []
  ) {
    self.shipment = shipment
    self.base = base ?? shipment
    self.baseVersion = baseVersion
    self.added = added
    self.news = news
    self.unrecognized = unrecognized
    self.reasons = reasons
  }
}
