import Tracking

extension LearningStore {
  /// Stores incidents as they stand now. Each shop that has parcels in one is told once that it began and once that it
  /// ended; calling it again tells nothing again.
  public func note(_ incidents: [Incident], at now: Timestamp) async throws {
    guard !incidents.isEmpty else { return }
    try await database.transaction { connection in
      for incident in incidents { try connection.note(incident, at: now) }
    }
  }

  /// Incidents that go on, the longest first; at most 100.
  public func openIncidents() async throws -> [Incident] {
    try await database.read { try $0.rows(goingOn, [], Incident.init(row:)) }
  }

  /// Writes into the journal that time has passed, so that missing scans are looked at.
  public func watch(at moment: Timestamp) async throws {
    try await database.transaction { connection in
      _ = try connection.execute(watched, [.text(try StoredJSON.encode([Lesson.watched(moment)]))])
    }
  }
}

/// What an event says of an incident to one shop.
public struct ToldIncident: Hashable, Sendable {
  public var incident: Incident
  /// The shop's shipments in it when it was told.
  public var affected: Int
}

extension Connection {
  /// The incident that a piece of news is about.
  func incident(of news: News, seq: Int64) throws -> ToldIncident? {
    guard news.kind == .networkIncident || news.kind == .networkRecovered else { return nil }
    return try row(incidentOfNews, [.text(news.episode), .integer(seq)]) { row in
      ToldIncident(incident: try Incident(row: row), affected: Int(row.integer(9) ?? 0))
    }
  }

  fileprivate func note(_ incident: Incident, at now: Timestamp) throws {
    try execute(
      saveIncident,
      [
        .text(incident.id), .text(incident.carrier.rawValue), .text(incident.extent), .text(incident.place),
        .integer(incident.start.milliseconds), .integer(incident.seen.milliseconds), SQLValue(incident.end),
        SQLValue(incident.observed), SQLValue(incident.expected),
      ])
    guard incident.end == nil else {
      for seq in try rows(toldShipments, [.text(incident.id)], { $0.integer(0) }).compactMap(\.self) {
        try tell(.networkRecovered, seq, incident, isBad: false, at: now)
      }
      return
    }
    var first: [String: Int64] = [:]
    var counts: [String: Int] = [:]
    for id in incident.shipments {
      guard
        let (seq, shop) = try row(shopOfShipment, [.text(id.rawValue)], { ($0.integer(0) ?? 0, $0.text(1) ?? "") })
      else { continue }
      first[shop] = first[shop] ?? seq
      counts[shop, default: 0] += 1
    }
    for (shop, seq) in first.sorted(by: { $0.key < $1.key }) {
      let isNew = try execute(
        tellShop, [.text(incident.id), .text(shop), .integer(seq), SQLValue(counts[shop])])
      if isNew == 1 { try tell(.networkIncident, seq, incident, isBad: true, at: now) }
    }
  }

  private func tell(_ kind: News.Kind, _ seq: Int64, _ incident: Incident, isBad: Bool, at now: Timestamp) throws {
    try execute(
      insertIncidentNews,
      [.integer(seq), .text(kind.rawValue), .text(incident.id), .integer(now.milliseconds), SQLValue(isBad)])
  }
}

extension Incident {
  fileprivate init(row: any SQLRow) throws {
    var columns = Columns(row)
    self.init(
      id: try columns.text("incident.id"), carrier: CarrierID(try columns.text("incident.carrier")),
      extent: try columns.text("incident.extent"), place: try columns.text("incident.place"),
      start: try columns.time("incident.began_at"), seen: try columns.time("incident.seen_at"), end: columns.time(),
      observed: try columns.int("incident.observed"), expected: try columns.int("incident.expected"))
  }
}

private let columnsOfIncident = "id, carrier, extent, place, began_at, seen_at, ended_at, observed, expected"

private let goingOn = SQL(
  "SELECT \(columnsOfIncident) FROM incident WHERE ended_at IS NULL ORDER BY began_at LIMIT 100")

private let watched = SQL("INSERT INTO lesson (lessons) VALUES ($1)")

private let saveIncident = SQL(
  """
  INSERT INTO incident (\(columnsOfIncident)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, observed = excluded.observed,
  expected = excluded.expected
  """)

private let toldShipments = SQL("SELECT shipment FROM incident_shop WHERE incident = $1 ORDER BY shop")
private let shopOfShipment = SQL("SELECT seq, shop FROM shipment WHERE id = $1")

private let tellShop = SQL(
  """
  INSERT INTO incident_shop (incident, shop, shipment, affected) VALUES ($1, $2, $3, $4)
  ON CONFLICT (incident, shop) DO NOTHING
  """)

private let insertIncidentNews = SQL(
  """
  INSERT INTO news (shipment, kind, episode, at, is_bad) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (shipment, kind, episode) DO NOTHING
  """)

private let incidentOfNews = SQL(
  """
  SELECT \(columnsOfIncident), affected FROM incident JOIN incident_shop ON incident_shop.incident = incident.id
  WHERE incident.id = $1 AND incident_shop.shipment = $2
  """)
