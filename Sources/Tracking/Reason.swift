/// Why: the cause of a failed attempt, an exception or a delay, where the carrier tells one.
public enum Reason: String, CaseIterable, Sendable, Codable {
  case addressIncorrect = "address_incorrect"
  case recipientAbsent = "recipient_absent"
  case recipientMoved = "recipient_moved"
  case businessClosed = "business_closed"
  case noAccess = "no_access"
  case refused
  case paymentDue = "payment_due"
  case documentsMissing = "documents_missing"
  case customs
  case identity
  case damaged, lost
  case notCollected = "not_collected"
  case weather, strike, holiday, capacity
  case misrouted
  case transportLate = "transport_late"
  case missedCutOff = "missed_cut_off"
  case laneSlow = "lane_slow"
  case networkIncident = "network_incident"
  case silence
  case notHandedOver = "not_handed_over"
  case stored
  case lockerFull = "locker_full"
  case packaging
  case dataMissing = "data_missing"
  case stoppedBySender = "stopped_by_sender"
  case failedAttempt = "failed_attempt"
  case security
  case external, other
}

/// Whose turn it is.
public enum NeedsAction: String, CaseIterable, Sendable, Codable {
  case none, recipient, shop, carrier
}
