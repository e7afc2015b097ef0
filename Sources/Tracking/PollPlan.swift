/// When to ask again. Pure; the spread comes from the shipment's id, so a restart storms nobody.
public enum PollPlan {
  private static let minute: Int64 = 60
  private static let hour: Int64 = 3600
  private static let day: Int64 = 86_400

  /// The next poll, or nil where none is due any more.
  ///
  /// - Parameters:
  ///   - shipment: as it will be stored.
  ///   - outcome: of the answer just received.
  ///   - now: when it came.
  public static func next(for shipment: Shipment, outcome: Outcome, at now: Timestamp) -> Timestamp? {
    guard let seconds = interval(for: shipment, outcome: outcome, at: now) else { return nil }
    let planned = now.adding(seconds: jittered(seconds, key: shipment.id.rawValue))
    if case .rateLimited(let until?) = outcome {
      return max(planned, until.adding(seconds: spread(shipment.id.rawValue, over: 5 * minute)))
    }
    return planned
  }

  /// Seconds to the next poll before jitter; nil: never.
  static func interval(for shipment: Shipment, outcome: Outcome, at now: Timestamp) -> Int64? {
    switch outcome {
    case .tracked: return stateInterval(shipment, at: now)
    case .notFound, .notYetKnown: return missingInterval(shipment, at: now)
    case .badNumber: return shipment.failures >= 3 ? nil : day
    case .postcodeRequired: return shipment.failures >= 3 ? nil : 6 * hour
    case .badCredentials: return hour
    case .rateLimited: return 15 * minute
    case .unavailable, .unreadable:
      let doublings = Int64(min(max(shipment.failures - 1, 0), 5))
      return min(5 * minute << doublings, 2 * hour)
    }
  }

  private static func stateInterval(_ shipment: Shipment, at now: Timestamp) -> Int64? {
    let inState = shipment.stateSince.map { now.seconds(since: $0) } ?? 0
    switch shipment.status.state {
    case .pending: return age(shipment, now) < day ? hour : 3 * hour
    case .announced: return inState < 3 * day ? 3 * hour : 6 * hour
    case .inTransit: return shipment.status.detail == .atDeliveryDepot ? hour : 2 * hour
    case .outForDelivery: return 10 * minute
    case .attemptFailed: return hour
    case .readyForPickup: return 2 * hour
    case .exception: return shipment.status.isTerminal ? day : 2 * hour
    case .returning: return 6 * hour
    case .delivered, .returned, .cancelled: return inState < 3 * day ? 12 * hour : nil
    case .expired: return inState < 30 * day ? day : nil
    }
  }

  /// A number the carrier does not know: soon at first, then ever more rarely, and given up after 30 days.
  private static func missingInterval(_ shipment: Shipment, at now: Timestamp) -> Int64? {
    if shipment.status.isTerminal { return stateInterval(shipment, at: now) }
    switch age(shipment, now) {
    case ..<(6 * hour): return 30 * minute
    case ..<(3 * day): return 3 * hour
    case ..<(30 * day): return 12 * hour
    default: return shipment.lastSeenAt == nil ? nil : day
    }
  }

  private static func age(_ shipment: Shipment, _ now: Timestamp) -> Int64 { now.seconds(since: shipment.createdAt) }

  /// `seconds` plus or minus a tenth, always the same for one key.
  static func jittered(_ seconds: Int64, key: String) -> Int64 {
    let tenth = seconds / 10
    return tenth == 0 ? seconds : seconds - tenth + spread(key, over: 2 * tenth + 1)
  }

  /// 0 ..< `range`, evenly spread over keys (FNV-1a).
  public static func spread(_ key: String, over range: Int64) -> Int64 {
    guard range > 0 else { return 0 }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    // FNV's low bits of similar keys differ little: fold the high half in.
    hash ^= hash >> 32
    return Int64(hash % UInt64(range))
  }
}
