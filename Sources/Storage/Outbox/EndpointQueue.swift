import Tracking

/// The next events of one endpoint, under its lease.
public struct EndpointRun: Hashable, Sendable {
  public var endpoint: WebhookEndpoint
  /// In order. Each must be delivered, or given up, before the next is tried.
  public var events: [QueuedEvent]
  let seq: Int64
}

/// An event that waits for an endpoint.
public struct QueuedEvent: Hashable, Sendable {
  public var sequence: Int64
  public var kind: News.Kind
  public var at: Timestamp
  public var body: String
  /// Made so far.
  public var attempts: Int
  /// When the event was queued for this endpoint.
  public var queuedAt: Timestamp

  /// Stable over attempts and restarts.
  public var id: String { "evt_\(sequence)" }
}

/// What came of one event of a run.
public struct EventResult: Hashable, Sendable {
  public enum Fate: Hashable, Sendable {
    case delivered
    case retry(at: Timestamp)
    case gaveUp
    /// No event shall ever come again to this endpoint.
    case endpointGone(why: String)
  }

  public var sequence: Int64
  public var fate: Fate
  /// For people: "200", "503", "timed out".
  public var result: String

  public init(sequence: Int64, fate: Fate, result: String) {
    self.sequence = sequence
    self.fate = fate
    self.result = result
  }
}

extension OutboxStore {
  /// Takes endpoints that have something to get and may be tried now. The lease is on the endpoint: no second process
  /// can overtake an event, and one endpoint delays no other.
  public func claimEndpoints(
    at now: Timestamp, limit: Int, eventsEach: Int, owner: LeaseOwner, leaseUntil: Timestamp
  ) async throws -> [EndpointRun] {
    try await database.transaction { connection in
      let claimed = try connection.rows(
        takeEndpoints,
        [
          .integer(owner.rawValue), .integer(leaseUntil.milliseconds), .integer(now.milliseconds),
          SQLValue(max(limit, 0)),
        ]
      ) { try WebhookEndpointRow($0, box: box) }
      return try claimed.map { row in
        let events = try connection.rows(
          nextEvents, [.integer(row.seq), SQLValue(max(eventsEach, 0))], QueuedEvent.init(row:))
        return EndpointRun(endpoint: row.endpoint, events: events, seq: row.seq)
      }
    }
  }

  /// Ends a run: what was tried is settled, the rest waits, the lease is given back. Ignored where the lease went to
  /// somebody else meanwhile: the events are then sent again with the same ids.
  public func settle(_ run: EndpointRun, _ results: [EventResult], owner: LeaseOwner, at now: Timestamp) async throws {
    try await database.transaction { connection in
      guard try connection.integer(holdsEndpoint, [.integer(run.seq), .integer(owner.rawValue)]) != nil else { return }
      var notBefore: Timestamp?
      for result in results {
        if case .retry(let moment) = result.fate { notBefore = moment }
        try connection.settle(result, endpoint: run.seq, at: now)
      }
      let succeeded = results.contains { $0.fate == .delivered }
      let failed = results.last.map { $0.fate != .delivered } ?? false
      try connection.execute(
        releaseEndpoint,
        [
          .integer(run.seq), SQLValue(notBefore), SQLValue(failed), SQLValue(succeeded), .integer(now.milliseconds),
        ])
    }
  }

  /// When the next endpoint may be tried; may be past, nil where nothing waits.
  public func nextEndpoint(at now: Timestamp) async throws -> Timestamp? {
    try await database.read { connection in
      try connection.integer(earliestEndpoint, [.integer(now.milliseconds)]).map(Timestamp.init(milliseconds:))
    }
  }
}

extension QueuedEvent {
  fileprivate init(row: any SQLRow) throws {
    var columns = Columns(row)
    sequence = try columns.integer("event.sequence")
    kind = try columns.requiredWord("event.kind")
    at = try columns.time("event.at")
    body = try columns.text("event.body")
    attempts = try columns.int("delivery.attempts")
    queuedAt = try columns.time("delivery.created_at")
  }
}

extension Connection {
  fileprivate func settle(_ result: EventResult, endpoint: Int64, at now: Timestamp) throws {
    let state: DeliveryState
    switch result.fate {
    case .delivered: state = .sent
    case .retry: state = .pending
    case .gaveUp: state = .gaveUp
    case .endpointGone(let why):
      state = .gaveUp
      try execute(endEndpoint, [.integer(endpoint), .integer(now.milliseconds), .text(why)])
    }
    try execute(
      settleEvent,
      [
        .integer(endpoint), .integer(result.sequence), SQLValue(word: state), .text(result.result),
        SQLValue(state == .pending ? nil : now),
      ])
  }
}

private let takeEndpoints = SQL(
  """
  UPDATE webhook_endpoint SET lease_owner = $1, lease_until = $2 WHERE seq IN (
    SELECT seq FROM webhook_endpoint WHERE disabled_at IS NULL AND (not_before IS NULL OR not_before <= $3)
    AND (lease_until IS NULL OR lease_until <= $3) AND EXISTS (
      SELECT 1 FROM delivery WHERE delivery.endpoint = webhook_endpoint.seq AND delivery.endpoint IS NOT NULL
      AND delivery.state = 'pending')
    ORDER BY seq LIMIT $4)
  RETURNING \(WebhookEndpointRow.columns)
  """)

private let nextEvents = SQL(
  """
  SELECT event.sequence, event.kind, event.at, event.body, delivery.attempts, delivery.created_at
  FROM delivery JOIN event ON event.sequence = delivery.news
  WHERE delivery.endpoint = $1 AND delivery.endpoint IS NOT NULL AND delivery.state = 'pending'
  ORDER BY delivery.news LIMIT $2
  """)

private let holdsEndpoint = SQL("SELECT 1 FROM webhook_endpoint WHERE seq = $1 AND lease_owner = $2")

private let settleEvent = SQL(
  """
  UPDATE delivery SET state = $3, attempts = attempts + 1, result = $4, settled_at = $5
  WHERE endpoint = $1 AND news = $2 AND state = 'pending'
  """)

private let releaseEndpoint = SQL(
  """
  UPDATE webhook_endpoint SET lease_owner = NULL, lease_until = NULL, not_before = $2, failing_since = CASE
    WHEN $3 = 0 THEN CASE WHEN $4 = 1 THEN NULL ELSE failing_since END
    WHEN $4 = 1 THEN $5 ELSE coalesce(failing_since, $5) END
  WHERE seq = $1
  """)

private let endEndpoint = SQL(
  "UPDATE webhook_endpoint SET disabled_at = $2, disabled_why = $3 WHERE seq = $1 AND disabled_at IS NULL")

private let earliestEndpoint = SQL(
  """
  SELECT coalesce(not_before, 0) FROM webhook_endpoint
  WHERE disabled_at IS NULL AND (lease_until IS NULL OR lease_until <= $1) AND EXISTS (
    SELECT 1 FROM delivery WHERE delivery.endpoint = webhook_endpoint.seq AND delivery.endpoint IS NOT NULL
    AND delivery.state = 'pending')
  ORDER BY 1 LIMIT 1
  """)
