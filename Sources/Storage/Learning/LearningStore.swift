import Tracking

/// What was learned, as bytes that this target does not read, and the lessons that they cover.
public struct StoredLearning: Hashable, Sendable {
  /// Every lesson up to this one is in it.
  public var through: Int64
  public var forecaster: [UInt8]
  public var rest: [UInt8]

  public init(through: Int64, forecaster: [UInt8], rest: [UInt8]) {
    self.through = through
    self.forecaster = forecaster
    self.rest = rest
  }
}

/// The journal of lessons and the snapshot of what they taught. One writer.
///
/// A lesson is committed with its change (`ShipmentStore.commit`), a day's end by `close`; both get a number that only
/// grows. A snapshot names the last number that it holds and takes the rows up to it away, in one transaction. So after
/// a crash at any moment, snapshot and rows after it together hold every lesson once.
public struct LearningStore: Sendable {
  let database: any Database

  public init(_ database: any Database) {
    self.database = database
  }

  /// The last snapshot; nil before the first.
  public func load() async throws -> StoredLearning? {
    try await database.read { connection in
      try connection.row(storedLearning, []) { row in
        guard let through = row.integer(0), let forecaster = row.bytes(1), let rest = row.bytes(2) else {
          throw StorageError.corrupt("learning is incomplete")
        }
        return StoredLearning(through: through, forecaster: forecaster, rest: rest)
      }
    }
  }

  /// Lessons after `sequence`, in the order of their commits.
  public func entries(after sequence: Int64, limit: Int) async throws -> [JournalEntry] {
    try await database.read { connection in
      try connection.rows(journal, [.integer(sequence), SQLValue(max(limit, 0))]) { row in
        var columns = Columns(row)
        return JournalEntry(
          sequence: try columns.integer("lesson.sequence"), shipment: columns.text().map { ShipmentID($0) },
          lessons: try columns.json("lesson.lessons") ?? [])
      }
    }
  }

  /// Writes the end of days into the journal; those that stand there already are left.
  public func close(_ days: [CivilDate]) async throws {
    try await database.transaction { connection in
      for day in days {
        try connection.execute(closeDay, [SQLValue(day), .text(try StoredJSON.encode([Lesson.closed(day)]))])
      }
    }
  }

  /// Stores a snapshot and takes the lessons that it covers away.
  ///
  /// - Parameter judgesOpen: every shipment that is open is judged anew from `now` on, because a day has ended.
  public func save(_ learning: StoredLearning, judgesOpen: Bool, at now: Timestamp) async throws {
    try await database.transaction { connection in
      try connection.execute(
        saveLearning,
        [
          .integer(learning.through), .bytes(learning.forecaster), .bytes(learning.rest), .integer(now.milliseconds),
        ])
      try connection.execute(forgetLessons, [.integer(learning.through)])
      if judgesOpen { try connection.execute(judgeOpen, [.integer(now.milliseconds)]) }
    }
  }

  /// These are judged anew from `now` on.
  public func judge(_ ids: [ShipmentID], at now: Timestamp) async throws {
    guard !ids.isEmpty else { return }
    try await database.transaction { connection in
      for id in ids { try connection.execute(judgeOne, [.integer(now.milliseconds), .text(id.rawValue)]) }
    }
  }

  /// The number of the last lesson that was ever written.
  public func lastSequence() async throws -> Int64 {
    try await database.read { connection in
      max(try connection.integer(lastLesson) ?? 0, try connection.integer(lastCovered) ?? 0)
    }
  }

  /// Shipments with checkpoints, first added first, a page at a time: for learning anew from what is stored.
  /// - Parameter sequence: of the last one of the page before; 0 for the first.
  public func shipments(after sequence: Int64, limit: Int) async throws -> (shipments: [Shipment], last: Int64)? {
    try await database.read { connection in
      let rows = try connection.shipmentRows(shipmentsInOrder, [.integer(sequence), SQLValue(limit)])
      return rows.last.map { last in (rows.map(\.shipment), last.seq) }
    }
  }
}

extension Connection {
  /// Writes what `change` teaches, if anything.
  func writeLessons(of change: Change) throws {
    let lessons = change.lessons
    guard !lessons.isEmpty else { return }
    try execute(insertLesson, [.text(change.shipment.id.rawValue), .text(try StoredJSON.encode(lessons))])
  }
}

private let storedLearning = SQL("SELECT through, forecaster, rest FROM learning WHERE id = 1")

private let journal = SQL(
  "SELECT sequence, shipment, lessons FROM lesson WHERE sequence > $1 ORDER BY sequence LIMIT $2")

private let insertLesson = SQL("INSERT INTO lesson (shipment, lessons) VALUES ($1, $2)")

private let closeDay = SQL("INSERT INTO lesson (closes, lessons) VALUES ($1, $2) ON CONFLICT (closes) DO NOTHING")

private let saveLearning = SQL(
  """
  INSERT INTO learning (id, through, forecaster, rest, saved_at) VALUES (1, $1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE SET through = excluded.through, forecaster = excluded.forecaster, rest = excluded.rest,
  saved_at = excluded.saved_at
  """)

private let forgetLessons = SQL("DELETE FROM lesson WHERE sequence <= $1")

private let judgeOpen = SQL(
  """
  UPDATE shipment SET next_assess_at = $1
  WHERE state IN ('pending', 'announced', 'in_transit', 'out_for_delivery', 'attempt_failed', 'exception')
  AND next_assess_at > $1
  """)

private let judgeOne = SQL("UPDATE shipment SET next_assess_at = $1 WHERE id = $2 AND next_assess_at > $1")

private let lastLesson = SQL("SELECT max(sequence) FROM lesson")
private let lastCovered = SQL("SELECT through FROM learning WHERE id = 1")

private let shipmentsInOrder = SQL("SELECT \(ShipmentRow.columns) FROM shipment WHERE seq > $1 ORDER BY seq LIMIT $2")
