import Tracking

/// News as stored.
public struct StoredNews: Hashable, Sendable {
  /// Grows with each news of this database.
  public var sequence: Int64
  public var news: News
}

extension ShipmentStore {
  /// All news of a shipment, oldest first.
  public func news(of id: ShipmentID) async throws -> [StoredNews] {
    try await database.read { connection in
      try connection.rows(newsOfShipment, [.text(id.rawValue)]) { row in
        var columns = Columns(row)
        return StoredNews(
          sequence: try columns.integer("news.sequence"),
          news: News(
            kind: try columns.requiredWord("news.kind"), shipment: id, episode: try columns.text("news.episode"),
            at: try columns.time("news.at"), isBad: try columns.flag("news.is_bad")))
      }
    }
  }
}

private let newsOfShipment = SQL(
  """
  SELECT news.sequence, news.kind, news.episode, news.at, news.is_bad
  FROM news JOIN shipment ON shipment.seq = news.shipment WHERE shipment.id = $1 ORDER BY news.sequence
  """)
