import Tracking

/// Figures for `status` and metrics.
public struct Overview: Hashable, Sendable {
  public struct Backlog: Hashable, Sendable {
    /// Shipments that will be polled again at all.
    public var polled = 0
    /// Of these, due and not under a lease.
    public var due = 0
    /// The earliest `nextPollAt` of the due ones.
    public var oldest: Timestamp?

    public init(polled: Int = 0, due: Int = 0, oldest: Timestamp? = nil) {
      self.polled = polled
      self.due = due
      self.oldest = oldest
    }
  }

  public var shipments = 0
  public var states: [ShipmentState: Int] = [:]
  /// Without `none`.
  public var delays: [DelayLevel: Int] = [:]
  public var polls: [CarrierID: Backlog] = [:]
  public var assessmentsDue = 0
  /// The earliest `nextAssessAt` of the due ones.
  public var oldestAssessment: Timestamp?
  /// News of which no deliveries were made yet.
  public var newsNotExpanded = 0

  public init() {}
}

extension ShipmentStore {
  /// Counts the whole table: for a person or a scrape, not for a loop.
  public func overview(at now: Timestamp) async throws -> Overview {
    try await database.read { connection in
      var overview = Overview()
      for (state, count) in try connection.rows(countStates, [], stateCount) { overview.states[state] = count }
      overview.shipments = overview.states.values.reduce(0, +)
      for (level, count) in try connection.rows(countDelays, [], delayCount) { overview.delays[level] = count }
      for (carrier, backlog) in try connection.rows(countPolls, [.integer(now.milliseconds)], pollCount) {
        overview.polls[carrier] = backlog
      }
      if let (due, oldest) = try connection.row(countAssessments, [.integer(now.milliseconds)], dueCount) {
        overview.assessmentsDue = due
        overview.oldestAssessment = oldest
      }
      overview.newsNotExpanded = Int(try connection.integer(countNews) ?? 0)
      return overview
    }
  }
}

private func stateCount(_ row: any SQLRow) throws -> (ShipmentState, Int) {
  var columns = Columns(row)
  return (try columns.requiredWord("shipment.state"), try columns.int("count"))
}

private func delayCount(_ row: any SQLRow) throws -> (DelayLevel, Int) {
  var columns = Columns(row)
  return (try columns.requiredWord("shipment.delay_level"), try columns.int("count"))
}

private func pollCount(_ row: any SQLRow) throws -> (CarrierID, Overview.Backlog) {
  var columns = Columns(row)
  let carrier = CarrierID(try columns.text("shipment.carrier"))
  let backlog = Overview.Backlog(
    polled: try columns.int("count"), due: try columns.int("count"), oldest: columns.time())
  return (carrier, backlog)
}

private func dueCount(_ row: any SQLRow) throws -> (Int, Timestamp?) {
  var columns = Columns(row)
  return (try columns.int("count"), columns.time())
}

private let countStates = SQL("SELECT state, count(*) FROM shipment GROUP BY state")

private let countDelays = SQL(
  "SELECT delay_level, count(*) FROM shipment WHERE delay_level <> 'none' GROUP BY delay_level")

private let countPolls: SQL = {
  let due = "next_poll_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)"
  return SQL(
    """
    SELECT carrier, count(*), sum(CASE WHEN \(due) THEN 1 ELSE 0 END), min(CASE WHEN \(due) THEN next_poll_at END)
    FROM shipment WHERE next_poll_at IS NOT NULL GROUP BY carrier
    """)
}()

private let countAssessments = SQL(
  """
  SELECT count(*), min(next_assess_at) FROM shipment
  WHERE next_assess_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
  """)

private let countNews = SQL("SELECT count(*) FROM news WHERE expanded_at IS NULL")
