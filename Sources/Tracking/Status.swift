/// A state with its detail, why it is so, and whose turn it is.
public struct Status: Hashable, Sendable, Codable {
  public var state: ShipmentState
  public var detail: StateDetail?
  public var reason: Reason?
  public var needsAction: NeedsAction

  /// Reason and actor follow from the detail unless given.
  public init(
    _ state: ShipmentState, _ detail: StateDetail? = nil, reason: Reason? = nil, needsAction: NeedsAction? = nil
  ) {
    self.state = state
    self.detail = detail?.state == state ? detail : nil
    self.reason = reason ?? self.detail?.usualReason
    self.needsAction = needsAction ?? Status.usualActor(state, self.detail)
  }

  public static let pending = Status(.pending, .registered)

  /// Whether no further scan is expected. Lost and expired parcels reopen on any later scan.
  public var isTerminal: Bool {
    switch state {
    case .delivered, .returned, .cancelled, .expired: true
    case .exception: detail == .lost || detail == .disposed
    default: false
    }
  }

  private static func usualActor(_ state: ShipmentState, _ detail: StateDetail?) -> NeedsAction {
    switch detail {
    case .addressIncorrect, .recipientMoved, .heldPayment, .heldDocuments, .paymentMissing, .identityCheckFailed:
      .recipient
    case .numberInvalid, .refused, .damaged, .lost, .disposed, .notCollected, .confiscated, .stopped, .dataMissing,
      .pickupFailed:
      .shop
    case .customsHeld, .misrouted, .external, .rejectedByCarrier: .carrier
    default: state == .readyForPickup ? .recipient : .none
    }
  }
}

extension StateDetail {
  /// The reason that a detail says by itself.
  var usualReason: Reason? {
    switch self {
    case .addressIncorrect: .addressIncorrect
    case .recipientMoved: .recipientMoved
    case .recipientAbsent: .recipientAbsent
    case .businessClosed: .businessClosed
    case .noAccess: .noAccess
    case .refused: .refused
    case .heldPayment, .paymentMissing: .paymentDue
    case .heldDocuments: .documentsMissing
    case .customsHeld, .confiscated: .customs
    case .identityCheckFailed: .identity
    case .notCollected: .notCollected
    case .damaged: .damaged
    case .lost: .lost
    case .misrouted: .misrouted
    case .external: .external
    case .dataMissing: .dataMissing
    case .stopped, .bySender: .stoppedBySender
    case .silent: .silence
    default: nil
    }
  }
}
