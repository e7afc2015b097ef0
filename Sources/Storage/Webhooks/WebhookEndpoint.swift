import Foundation
import Tracking

/// Where a shop wants its events.
public struct WebhookEndpoint: Hashable, Sendable, Identifiable {
  /// `ep_` and random characters, made by the caller.
  public var id: String
  public var shop: ShopID
  public var url: String
  /// `whsec_…`, the current one first; while one is being rotated, the one before it stands second.
  public var secrets: [String]
  /// Until when the secret before the current one signs too; nil: for as long as it stands there.
  public var oldSecretUntil: Timestamp?
  /// Nil: all.
  public var kinds: Set<News.Kind>?
  public var createdAt: Timestamp
  /// Since when no attempt has succeeded; nil where the last one did.
  public var failingSince: Timestamp?
  public var disabledAt: Timestamp?
  /// "410 Gone", "failing for 5 days", "by the shop".
  public var disabledWhy: String?

  public init(
    id: String, shop: ShopID, url: String, secrets: [String], kinds: Set<News.Kind>? = nil, createdAt: Timestamp
  ) {
    self.id = id
    self.shop = shop
    self.url = url
    self.secrets = secrets
    self.kinds = kinds
    self.createdAt = createdAt
  }

  /// The secrets that sign at `now`, the current one first.
  public func secrets(at now: Timestamp) -> [String] {
    guard let oldSecretUntil, oldSecretUntil <= now else { return secrets }
    return Array(secrets.prefix(1))
  }

  func wants(_ kind: News.Kind) -> Bool { disabledAt == nil && (kinds?.contains(kind) ?? true) }
}

/// Webhook endpoints of shops. Secrets are sealed at rest.
public struct WebhookEndpointStore: Sendable {
  let database: any Database
  let box: SecretBox

  public init(_ database: any Database, box: SecretBox) {
    self.database = database
    self.box = box
  }

  /// Makes an endpoint or replaces its URL, secrets and kinds; a disabled one is enabled again. Queued events stay.
  /// Throws `StorageError.constraint` for an unknown shop.
  public func save(_ endpoint: WebhookEndpoint) async throws {
    let sealed = try box.seal(StoredJSON.encode(endpoint.secrets), purpose: endpoint.id)
    let kinds = try endpoint.kinds.map { try StoredJSON.encode($0.map(\.rawValue).sorted()) }
    try await database.transaction { connection in
      _ = try connection.execute(
        saveEndpoint,
        [
          .text(endpoint.id), .text(endpoint.shop.rawValue), .text(endpoint.url), .text(sealed), SQLValue(kinds),
          .integer(endpoint.createdAt.milliseconds),
        ])
    }
  }

  /// All of a shop, also disabled ones, oldest first.
  public func all(shop: ShopID) async throws -> [WebhookEndpoint] {
    try await database.read { connection in
      try connection.rows(endpointsOfShop, [.text(shop.rawValue)]) { try WebhookEndpointRow($0, box: box).endpoint }
    }
  }

  /// Ends deliveries; the queue is kept until the endpoint is removed.
  public func disable(_ id: String, why: String, at now: Timestamp) async throws {
    try await database.transaction { connection in
      _ = try connection.execute(disableEndpoint, [.text(id), .integer(now.milliseconds), .text(why)])
    }
  }

  /// Removes an endpoint and what is queued for it. Says whether it was there.
  @discardableResult
  public func remove(_ id: String, shop: ShopID) async throws -> Bool {
    try await database.transaction { connection in
      try connection.execute(removeEndpoint, [.text(id), .text(shop.rawValue)]) > 0
    }
  }

  /// Sends events again, those of `shop` from `from` up to before `to`, with their old ids and in their old order.
  /// Says how many.
  @discardableResult
  public func replay(
    _ id: String, shop: ShopID, from: Timestamp, to: Timestamp, at now: Timestamp
  ) async throws -> Int {
    try await database.transaction { connection in
      try connection.execute(
        replayEvents,
        [
          .text(id), .text(shop.rawValue), .integer(from.milliseconds), .integer(to.milliseconds),
          .integer(now.milliseconds),
        ])
    }
  }
}

/// An endpoint with its row.
struct WebhookEndpointRow {
  let seq: Int64
  var endpoint: WebhookEndpoint

  static let columns =
    "seq, id, shop, url, secrets, kinds, created_at, failing_since, disabled_at, disabled_why, old_secret_until"

  init(_ row: any SQLRow, box: SecretBox) throws {
    var columns = Columns(row)
    seq = try columns.integer("webhook_endpoint.seq")
    let id = try columns.text("webhook_endpoint.id")
    let shop = ShopID(try columns.text("webhook_endpoint.shop"))
    let url = try columns.text("webhook_endpoint.url")
    let sealed = try columns.text("webhook_endpoint.secrets")
    let names: [String]? = try columns.json("webhook_endpoint.kinds")
    endpoint = WebhookEndpoint(
      id: id, shop: shop, url: url,
      secrets: try StoredJSON.decode(
        [String].self, from: box.open(sealed, purpose: id), "webhook_endpoint.secrets"),
      // A kind of a newer program is left out.
      kinds: names.map { Set($0.compactMap(News.Kind.init(rawValue:))) },
      createdAt: try columns.time("webhook_endpoint.created_at"))
    endpoint.failingSince = columns.time()
    endpoint.disabledAt = columns.time()
    endpoint.disabledWhy = columns.text()
    endpoint.oldSecretUntil = columns.time()
  }
}

private let saveEndpoint = SQL(
  """
  INSERT INTO webhook_endpoint (id, shop, url, secrets, kinds, created_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET url = excluded.url, secrets = excluded.secrets, kinds = excluded.kinds,
    old_secret_until = NULL,
    not_before = NULL, failing_since = NULL, disabled_at = NULL, disabled_why = NULL
  """)

private let endpointsOfShop = SQL(
  "SELECT \(WebhookEndpointRow.columns) FROM webhook_endpoint WHERE shop = $1 ORDER BY seq")

private let disableEndpoint = SQL(
  "UPDATE webhook_endpoint SET disabled_at = $2, disabled_why = $3 WHERE id = $1 AND disabled_at IS NULL")

private let removeEndpoint = SQL("DELETE FROM webhook_endpoint WHERE id = $1 AND shop = $2")

private let replayEvents = SQL(
  """
  INSERT INTO delivery (kind, news, endpoint, state, attempts, next_attempt_at, created_at)
  SELECT 'event', event.sequence, webhook_endpoint.seq, 'pending', 0, $5, $5
  FROM event JOIN webhook_endpoint ON webhook_endpoint.id = $1 AND webhook_endpoint.shop = $2
  WHERE event.shop = $2 AND event.at >= $3 AND event.at < $4
  ON CONFLICT (endpoint, news) DO UPDATE SET state = 'pending', attempts = 0, next_attempt_at = excluded.created_at,
    result = NULL, settled_at = NULL WHERE delivery.state <> 'pending'
  """)
