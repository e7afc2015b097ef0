import Tracking

/// A complete document, ready to be sent and kept.
public struct RenderedPage: Sendable, Hashable {
  /// UTF-8.
  public let bytes: [UInt8]
  /// `sha256-…` of each style block, for `style-src`, without quotes.
  public let styleHashes: [String]
  public let title: String
  /// BCP 47, for `Content-Language`.
  public let language: String
  /// When the words change although the shipment does not; nil for a page whose words hold.
  public let validUntil: Timestamp?
  /// Seconds for a `Refresh` header; nil where there is none.
  public let reloadAfter: Int?
}
