import Tracking

/// When a page token ends by itself.
enum LinkExpiry {
  static let days: Int64 = 90

  /// A shipment's page ends 90 days after it came to its end (delivered, returned, cancelled, given up), counted
  /// from when that state began.
  static func isOver(_ shipment: Shipment, at now: Timestamp) -> Bool {
    guard shipment.status.isTerminal else { return false }
    let end = shipment.stateSince ?? shipment.lastSeenAt ?? shipment.createdAt
    return now > end.adding(hours: days * 24)
  }

  /// An order's page ends with the last of its shipments.
  static func isOver(_ shipments: [Shipment], at now: Timestamp) -> Bool {
    shipments.allSatisfy { isOver($0, at: now) }
  }
}
