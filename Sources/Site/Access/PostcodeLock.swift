import Synchronization
import Tracking

/// Counts wrong postcodes: five for a link, then it is locked; and a budget for each neighborhood of addresses.
///
/// The first lock lasts 15 minutes and each further one four times as long, up to a day: so that a link can be
/// guessed at about twenty times a day and not five hundred times, which among 100,000 postcodes stays below a
/// chance of one in a thousand. Kept in memory, bounded; a restart forgets.
final class PostcodeLock: Sendable {
  static let tries = 5
  private static let firstLock: Int64 = 15 * 60
  private static let longestLock: Int64 = 24 * 3600

  private struct Link {
    var wrong = 0
    var locks = 0
    var lockedUntil: Timestamp?
    var lastTry: Timestamp
  }

  /// How a link stands.
  enum Standing: Hashable {
    case open(triesLeft: Int)
    case locked(until: Timestamp)
  }

  private let links = Mutex<[String: Link]>([:])
  private let strangers: AddressBudget
  private let most: Int

  /// - Parameter most: links remembered at most; the longest untouched are forgotten first.
  init(most: Int = 50_000) {
    self.most = most
    strangers = AddressBudget(capacity: 30, refillSeconds: 120)
  }

  func standing(_ subject: String, at now: Timestamp) -> Standing {
    links.withLock { PostcodeLock.standing($0[subject], at: now) }
  }

  /// Notes one try that may be made now; a right one takes the note back with `forgive`.
  /// Counting first means that a thousand tries sent at once are a thousand tries.
  func enter(_ subject: String, from address: String?, at now: Timestamp) -> Standing {
    let neighborhood = address.flatMap(AddressBlock.neighborhood)
    if let neighborhood, !strangers.take(neighborhood, at: now) {
      return .locked(until: now.adding(seconds: strangers.secondsUntilOne(neighborhood, at: now)))
    }
    return links.withLock { links in
      if links[subject] == nil, links.count >= most { PostcodeLock.forgetOldest(&links) }
      var link = links[subject] ?? Link(lastTry: now)
      if case .locked(let until) = PostcodeLock.standing(link, at: now) { return .locked(until: until) }
      if link.lockedUntil != nil {
        link.lockedUntil = nil
        link.wrong = 0
      }
      if now.seconds(since: link.lastTry) > PostcodeLock.longestLock { link = Link(lastTry: now) }
      link.lastTry = now
      link.wrong += 1
      if link.wrong >= PostcodeLock.tries {
        let seconds = min(PostcodeLock.longestLock, PostcodeLock.firstLock << Int64(min(2 * link.locks, 8)))
        link.lockedUntil = now.adding(seconds: seconds)
        link.locks += 1
      }
      links[subject] = link
      return .open(triesLeft: PostcodeLock.tries - link.wrong)
    }
  }

  /// The try was right: the link starts anew, and the neighborhood has its try back.
  func forgive(_ subject: String, from address: String?) {
    links.withLock { _ = $0.removeValue(forKey: subject) }
    if let neighborhood = address.flatMap(AddressBlock.neighborhood) { strangers.giveBack(neighborhood) }
  }

  private static func standing(_ link: Link?, at now: Timestamp) -> Standing {
    guard let link else { return .open(triesLeft: tries) }
    if let until = link.lockedUntil { return until > now ? .locked(until: until) : .open(triesLeft: tries) }
    return .open(triesLeft: max(0, tries - link.wrong))
  }

  private static func forgetOldest(_ links: inout [String: Link]) {
    let sorted = links.sorted { $0.value.lastTry < $1.value.lastTry }
    for entry in sorted.prefix(links.count / 10 + 1) { links[entry.key] = nil }
  }
}
