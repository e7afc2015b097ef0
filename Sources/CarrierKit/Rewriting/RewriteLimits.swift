/// How much a message may hold before it is left as it is.
public struct RewriteLimits: Hashable, Sendable {
  /// Of the whole message.
  public var bytes = 25 << 20
  /// Multiparts within multiparts.
  public var depth = 10
  /// Parts of all levels together.
  public var parts = 500
  /// Of one header block.
  public var headerBytes = 256 << 10
  /// Of one part; those behind them stay.
  public var links = 5_000

  public init() {}
}
