import Foresight
import Synchronization
import Tracking

/// What was learned, where polling and assessment read it. Only `LearningService` writes.
public final class LearnedBook: Sendable {
  private let state: Mutex<Learning>
  private let priors: TransitPriors

  /// - Parameter priors: what is assumed where own parcels say too little.
  public init(_ learning: Learning = Learning(), priors: TransitPriors = TransitPriors()) {
    state = Mutex(learning)
    self.priors = priors
  }

  public var learning: Learning { state.withLock { $0 } }
  var lastClosed: CivilDate? { state.withLock { $0.lastClosed } }

  /// Adds the judgment to a change, with what is known of its shipment now.
  public func assess(_ change: Change, at now: Timestamp) -> Change {
    let learned = state.withLock { $0.learned(of: change.shipment, priors: priors) }
    return Foresight.assess(change, learned: learned, at: now)
  }

  /// The change that a shipment needs without any new scan.
  public func assess(_ shipment: Shipment, at now: Timestamp) -> Change {
    let learned = state.withLock { $0.learned(of: shipment, priors: priors) }
    return Foresight.assess(shipment, learned: learned, at: now)
  }

  func take(_ entry: JournalEntry) -> Learning.Outcome { state.withLock { $0.take(entry) } }
  func replace(_ learning: Learning) { state.withLock { $0 = learning } }
}
