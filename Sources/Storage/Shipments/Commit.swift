import Tracking

/// Why a change was not stored. The others of its commit were.
public enum CommitConflict: Hashable, Sendable {
  /// Stored by somebody else since: load it and compute again. The lease is still held.
  case changed(version: Int)
  /// The lease ran out or went to somebody else: drop the change.
  case leaseLost
  /// No such shipment.
  case gone
}

/// What became of a commit.
public struct CommitReport: Hashable, Sendable {
  public var conflicts: [ShipmentID: CommitConflict] = [:]
  /// News that were stored now; those of an episode that was told before are not.
  public var news: [News] = []

  public init() {}
}

extension ShipmentStore {
  /// Stores changes in one transaction: shipments, checkpoints (new, altered and no longer there), news,
  /// lessons, counts of unrecognized codes, next poll and assessment. All or nothing, except that a change whose
  /// shipment moved on meanwhile is left out and reported.
  ///
  /// - Parameter owner: whose lease the shipments are under; it ends with the commit. Nil for a change that
  ///   needs no lease (a shop's call): then the version alone decides, and a lease that somebody holds stays.
  @discardableResult
  public func commit(_ changes: [Change], owner: LeaseOwner?, at now: Timestamp) async throws -> CommitReport {
    let report = try await database.transaction { connection in
      var report = CommitReport()
      for change in changes {
        if let conflict = try connection.store(change, owner: owner, news: &report.news) {
          report.conflicts[change.shipment.id] = conflict
        }
      }
      let stored = changes.filter { report.conflicts[$0.shipment.id] == nil }
      try connection.count(UnrecognizedCode.tally(stored, at: now))
      return report
    }
    tell(
      changes.filter { $0.shipment.version != $0.baseVersion && report.conflicts[$0.shipment.id] == nil }
        .map(\.shipment.id))
    return report
  }
}

/// What a commit must know of the stored shipment.
private struct StoredHead {
  let seq: Int64
  let version: Int
  let owner: Int64?
  let indexed: [SQLValue]

  static let statement = SQL(
    """
    SELECT seq, version, lease_owner, \(ShipmentRow.indexedNames.joined(separator: ", "))
    FROM shipment WHERE id = $1
    """)

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    seq = try columns.integer("shipment.seq")
    version = try columns.int("shipment.version")
    owner = columns.integer()
    indexed = ShipmentRow.indexedNames.map { _ in SQLValue(columns.text()) }
  }

  func conflict(with change: Change, owner: LeaseOwner?) -> CommitConflict? {
    if let owner, owner.rawValue != self.owner { return .leaseLost }
    return version == change.baseVersion ? nil : .changed(version: version)
  }
}

extension Connection {
  fileprivate func store(_ change: Change, owner: LeaseOwner?, news: inout [News]) throws -> CommitConflict? {
    let shipment = change.shipment
    guard let head = try row(StoredHead.statement, [.text(shipment.id.rawValue)], StoredHead.init) else {
      return .gone
    }
    if let conflict = head.conflict(with: change, owner: owner) { return conflict }
    try update(head.seq, to: shipment, indexed: head.indexed != ShipmentRow.indexedValues(shipment))
    if owner != nil { try execute(endLease, [.integer(head.seq)]) }
    // A change that no customer can see has no other checkpoints.
    if shipment.version != change.baseVersion || !change.added.isEmpty {
      try storeCheckpoints(shipment.checkpoints, of: head.seq, known: try checkpointRows(head.seq))
    }
    try writeLessons(of: change)
    for item in change.news where try insert(item, of: head.seq) { news.append(item) }
    return nil
  }

  /// Says whether it is new.
  private func insert(_ news: News, of seq: Int64) throws -> Bool {
    try execute(
      insertNews,
      [
        .integer(seq), .text(news.kind.rawValue), .text(news.episode), .integer(news.at.milliseconds),
        SQLValue(news.isBad),
      ]) == 1
  }

  /// Makes the stored history equal to `checkpoints` (newest first) with as few writes as that takes.
  /// Of two with one key the newer stays.
  func storeCheckpoints(_ checkpoints: [Checkpoint], of seq: Int64, known: [CheckpointRow]) throws {
    var rest = Dictionary(known.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for (index, checkpoint) in checkpoints.enumerated() {
      let key = SQLValue.cleaned(checkpoint.dedupeKey)
      guard seen.insert(key).inserted else { continue }
      let row = CheckpointRow(key: key, position: checkpoints.count - 1 - index, checkpoint: checkpoint)
      if rest.removeValue(forKey: key) != row { try execute(upsertCheckpoint, [.integer(seq)] + row.values) }
    }
    for key in rest.keys { try execute(deleteCheckpoint, [.integer(seq), .text(key)]) }
  }
}

private let endLease = SQL("UPDATE shipment SET lease_owner = NULL, lease_until = NULL WHERE seq = $1")

private let insertNews = SQL(
  """
  INSERT INTO news (shipment, kind, episode, at, is_bad) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (shipment, kind, episode) DO NOTHING
  """)

private let upsertCheckpoint: SQL = {
  let names = ["shipment"] + CheckpointRow.names
  let updates = CheckpointRow.names.dropFirst().map { "\($0) = excluded.\($0)" }
  return SQL(
    """
    INSERT INTO checkpoint (\(names.joined(separator: ", "))) VALUES (\(SQL.placeholders(names.count)))
    ON CONFLICT (shipment, dedupe_key) DO UPDATE SET \(updates.joined(separator: ", "))
    """)
}()

private let deleteCheckpoint = SQL("DELETE FROM checkpoint WHERE shipment = $1 AND dedupe_key = $2")
