/// What was done to a message, and what was not, and why. Names hosts, never the query of a link.
public struct RewriteReport: Hashable, Sendable {
  /// A link that now leads to the shop.
  public struct Replaced: Hashable, Sendable {
    /// Host of the old link.
    public var host: String
    /// The new link. It holds a parcel's number: not for logs.
    public var link: String
  }

  /// Links that stayed, counted by host and reason.
  public struct Left: Hashable, Sendable {
    public var host: String
    public var why: LeftReason
    public var count: Int
  }

  /// A part that stayed as it is, links or not.
  public struct SkippedPart: Hashable, Sendable {
    /// As in IMAP: `1.2` is the second part of the first; empty for the whole message.
    public var part: String
    public var why: String
  }

  /// In the order in which they stand.
  public var replaced: [Replaced] = []
  /// In the order of the first of their kind.
  public var left: [Left] = []
  public var skipped: [SkippedPart] = []
  /// What the sender has to look after: signatures that do not hold any more.
  public var warnings: [String] = []

  public init() {}

  mutating func leave(_ host: String, _ why: LeftReason) {
    if let index = left.firstIndex(where: { $0.host == host && $0.why == why }) {
      left[index].count += 1
    } else if left.count < 200 {
      left.append(Left(host: host, why: why, count: 1))
    }
  }

  mutating func skip(_ part: String, _ why: String) {
    skipped.append(SkippedPart(part: part, why: why))
  }
}

/// Why a link stayed.
public enum LeftReason: String, Hashable, Sendable, CaseIterable {
  case noCarrier = "no carrier's tracking link"
  case noNumber = "a carrier's host, but no parcel number in the link"
  case severalParcels = "names several parcels"
  case severalCarriers = "several carriers share the host, and none is known to use this number"
  case unsubscribe = "a way out of a list or a share button, though a tracking link is inside"
  case endUncertain = "where the link ends is not certain"
  case brokenOverLines = "perhaps it goes on in the next line"
  case hrefStays = "the visible text of a link that leads elsewhere"
  case lineTooLong = "the line would be longer than mail allows"
}
