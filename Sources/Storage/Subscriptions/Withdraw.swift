import Tracking

/// What became of a "yes".
public enum Confirmed: Hashable, Sendable {
  case confirmed(Subscription)
  case already(Subscription)
  /// Older than `Subscription.confirmDays`, or stopped meanwhile.
  case expired
  case unknown
}

/// What became of a "no more".
public enum Withdrawn: Hashable, Sendable {
  /// No message is on its way and none will be.
  case withdrawn
  /// The same for all that is to come; one message was being handed over at this moment. The withdrawal is complete
  /// when that has ended.
  case afterTheOneBeingSent
  case unknown
}

extension SubscriptionStore {
  /// The owner of the address says yes. Repeating it changes nothing.
  public func confirm(_ id: SubscriptionID, how: String, at now: Timestamp) async throws -> Confirmed {
    try await database.transaction { connection in
      guard let stored = try connection.subscription(id) else { return .unknown }
      var subscription = stored.subscription
      if subscription.stopAskedAt != nil { return .expired }
      if subscription.confirmedAt != nil { return .already(subscription) }
      guard now.seconds(since: subscription.askedAt) <= Subscription.confirmDays * 86_400 else { return .expired }
      subscription.confirmedAt = now
      try connection.execute(markConfirmed, [.integer(stored.seq), .integer(now.milliseconds)])
      try connection.execute(dropQuestions, [.integer(stored.seq), .integer(now.milliseconds)])
      try record(.confirmed, of: subscription, how: how, at: now, in: connection)
      return .confirmed(subscription)
    }
  }

  /// The owner of the address wants no more, confirmed or not. In one transaction no further message can begin, and
  /// what was queued is dropped. Repeating it changes nothing.
  public func withdraw(_ id: SubscriptionID, how: String, at now: Timestamp) async throws -> Withdrawn {
    try await database.transaction { connection in
      guard let stored = try connection.subscription(id) else { return .unknown }
      if stored.subscription.stopAskedAt == nil {
        try connection.execute(askToStop, [.integer(stored.seq), .integer(now.milliseconds)])
        try record(.withdrawn, of: stored.subscription, how: how, at: now, in: connection)
      }
      try connection.execute(dropQueued, [.integer(stored.seq), .integer(now.milliseconds)])
      try connection.finishWithdrawals(at: now)
      return try connection.subscription(id)?.subscription.withdrawnAt == nil ? .afterTheOneBeingSent : .withdrawn
    }
  }
}

extension Connection {
  /// Completes withdrawals that waited for a message that was being handed over: none of theirs is any more.
  func finishWithdrawals(at now: Timestamp) throws {
    try execute(completeWithdrawals, [.integer(now.milliseconds)])
  }
}

private let markConfirmed = SQL("UPDATE subscription SET confirmed_at = $2 WHERE seq = $1")

private let askToStop = SQL("UPDATE subscription SET stop_asked_at = $2 WHERE seq = $1")

private let dropQuestions = SQL(
  """
  UPDATE delivery SET state = 'dropped', result = 'confirmed', settled_at = $2, lease_owner = NULL, lease_until = NULL
  WHERE subscription = $1 AND kind = 'confirm' AND state = 'pending'
  """)

// What is being sent stays, unless whoever sent it has died.
private let dropQueued = SQL(
  """
  UPDATE delivery SET state = 'dropped', result = 'withdrawn', settled_at = $2, lease_owner = NULL, lease_until = NULL
  WHERE subscription = $1 AND (state IN ('pending', 'held') OR (state = 'sending' AND lease_until <= $2))
  """)

private let completeWithdrawals = SQL(
  """
  UPDATE subscription SET withdrawn_at = $1 WHERE stop_asked_at IS NOT NULL AND withdrawn_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM delivery WHERE delivery.subscription = subscription.seq AND delivery.state = 'sending')
  """)
