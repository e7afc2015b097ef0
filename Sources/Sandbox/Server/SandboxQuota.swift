import Tracking

/// How often an API may be asked. Nil means no limit.
public struct SandboxQuota: Hashable, Sendable {
  public var perSecond: Int?
  /// Counted from midnight UTC on the sandbox's clock.
  public var perDay: Int?
  /// Whether a 429 says when to come back (`Retry-After` in seconds). Carriers differ.
  public var saysWhen: Bool

  public init(perSecond: Int? = nil, perDay: Int? = nil, saysWhen: Bool = false) {
    self.perSecond = perSecond
    self.perDay = perDay
    self.saysWhen = saysWhen
  }

  /// The carrier's published limit: DHL's starter level, the older business limit of Parcel DE, GLS Group's default.
  /// The others publish none.
  public static func published(_ api: SandboxAPI) -> SandboxQuota {
    switch api {
    case .dhlUnified: SandboxQuota(perSecond: 1, perDay: 250)
    case .dhlParcelDE: SandboxQuota(perSecond: 3, perDay: 1000)
    case .glsGroup: SandboxQuota(perDay: 500)
    default: SandboxQuota()
    }
  }
}

/// Counts requests of one API against its quota.
struct QuotaMeter {
  var quota: SandboxQuota
  private var second: (number: Int64, count: Int) = (.min, 0)
  private var day: (number: Int64, count: Int) = (.min, 0)

  init(_ quota: SandboxQuota) { self.quota = quota }

  enum Verdict: Equatable {
    case go
    /// Over the limit; seconds until it is free again.
    case over(Int64)
  }

  mutating func take(at now: Timestamp) -> Verdict {
    let thisSecond = now.seconds
    let thisDay = thisSecond / 86_400
    if second.number != thisSecond { second = (thisSecond, 0) }
    if day.number != thisDay { day = (thisDay, 0) }
    if let limit = quota.perDay, day.count >= limit { return .over((thisDay + 1) * 86_400 - thisSecond) }
    if let limit = quota.perSecond, second.count >= limit { return .over(1) }
    second.count += 1
    day.count += 1
    return .go
  }
}
