import Metrics
import Storage
import Tracking

/// A message ready to be handed to the relay. Addresses are bare.
public struct MailEnvelope: Hashable, Sendable {
  public var from: String
  public var to: String
  /// Header and content with CRLF line ends.
  public var bytes: [UInt8]
}

/// What came of handing a message over. The words are for people and hold no address.
public enum MailOutcome: Hashable, Sendable {
  case accepted(String)
  /// 4xx, or the relay could not be reached or refused to talk to us.
  case deferred(String)
  /// 5xx: the same mail will not be taken later.
  case refused(String)
  /// The relay was given the content and never answered; it may have taken it.
  case unknown(String)
}

/// Hands a message to the relay.
public typealias MailSender = @Sendable (MailEnvelope) async -> MailOutcome

/// When to try again: 1 min, 5 min, 15 min, 1 h, 4 h, 8 h, 12 h; news of a parcel are old after a day.
public enum MailSchedule {
  static let delays: [Int64] = [60, 300, 900, 3600, 14_400, 28_800, 43_200]

  /// - Parameter attempts: made so far, this one included.
  static func fate(_ outcome: MailOutcome, attempts: Int, spread: String, at now: Timestamp) -> MailFate {
    switch outcome {
    case .accepted: return .sent
    case .refused: return .gaveUp
    // Sent again with the same Message-ID: twice is better than never, and a mailbox can tell.
    case .deferred, .unknown:
      guard attempts >= 1, attempts <= delays.count else { return .gaveUp }
      let delay = delays[attempts - 1]
      return .retry(at: now.adding(seconds: delay + PollPlan.spread(spread, over: delay / 10 + 1)))
    }
  }
}

extension MailOutcome {
  /// For metrics.
  var word: String {
    switch self {
    case .accepted: "accepted"
    case .deferred: "deferred"
    case .refused: "refused"
    case .unknown: "unknown"
    }
  }

  var words: String {
    switch self {
    case .accepted(let words), .deferred(let words), .refused(let words), .unknown(let words):
      String(words.prefix(200))
    }
  }
}

/// Delivers one message: written, looked at a last time, handed over, settled.
struct MailDelivery: Sendable {
  let outbox: OutboxStore
  let clock: any Timekeeper
  let owner: LeaseOwner
  let desk: MailDesk
  let send: MailSender

  func deliver(_ job: MailJob) async throws {
    let envelope = desk.envelope(for: job, at: clock.now())
    // From here on it is being sent; a withdrawal that comes now is complete when this has ended.
    guard try await outbox.begin(job, owner: owner, at: clock.now()) else { return }
    let outcome =
      if let envelope { await send(envelope) } else { MailOutcome.refused("nobody to send it from or to") }
    Counter(label: "tidings_mails_total", dimensions: [("outcome", outcome.word)]).increment()
    let now = clock.now()
    let fate = MailSchedule.fate(outcome, attempts: job.attempts + 1, spread: job.id, at: now)
    try await outbox.settle(job, fate, result: outcome.words, owner: owner, at: now)
  }
}
