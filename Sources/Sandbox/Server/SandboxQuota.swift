import Tracking

/// How often an API may be asked. Nil means no limit.
public struct SandboxQuota: Hashable, Sendable {
  /// Counted in whole seconds of the sandbox's clock.
  public var perSecond: Int?
  /// Counted from midnight UTC on the sandbox's clock.
  public var perDay: Int?
  /// How a 429 says when to come back. Carriers differ.
  public var saysWhen: RetryHint

  /// No limits, and no word when to come back, unless told otherwise.
  public init(perSecond: Int? = nil, perDay: Int? = nil, saysWhen: RetryHint = .never) {
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

/// The form of `Retry-After` (RFC 9110, 10.2.3).
public enum RetryHint: Hashable, Sendable, CaseIterable {
  case never, seconds, date

  /// The header's value; nil for none.
  func value(in seconds: Int64, from now: Timestamp) -> String? {
    switch self {
    case .never: nil
    case .seconds: String(seconds)
    case .date: RetryHint.fixedDate(now.adding(seconds: seconds))
    }
  }

  /// IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`.
  static func fixedDate(_ moment: Timestamp) -> String {
    let clock = CivilTime(moment, offset: 0)
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(days[clock.date.weekday - 1]), \(two(clock.date.day)) \(months[clock.date.month - 1]) \(clock.date.year) "
      + "\(two(clock.hour)):\(two(clock.minute)):\(two(clock.second)) GMT"
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
