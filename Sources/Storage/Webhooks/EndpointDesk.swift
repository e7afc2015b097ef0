import Tracking

/// What a shop may alter of an endpoint; nil leaves it as it is.
public struct EndpointChange: Hashable, Sendable {
  public var url: String?
  /// `.some(nil)`: all.
  public var kinds: Set<News.Kind>??
  /// True ends a disabling and lets the queue go on; false disables.
  public var isEnabled: Bool?

  public init(url: String? = nil, kinds: Set<News.Kind>?? = nil, isEnabled: Bool? = nil) {
    self.url = url
    self.kinds = kinds
    self.isEnabled = isEnabled
  }
}

extension WebhookEndpointStore {
  public func find(_ id: String, shop: ShopID) async throws -> WebhookEndpoint? {
    try await database.read { try $0.endpoint(id, shop: shop, box)?.endpoint }
  }

  /// Alters an endpoint; what is queued stays. The endpoint as it is stored now; nil where there is none.
  public func change(
    _ id: String, shop: ShopID, _ change: EndpointChange, at now: Timestamp
  ) async throws -> WebhookEndpoint? {
    try await database.transaction { connection in
      guard let row = try connection.endpoint(id, shop: shop, box) else { return nil }
      let kinds = change.kinds ?? row.endpoint.kinds
      try connection.execute(
        changeEndpoint,
        [
          .integer(row.seq), .text(change.url ?? row.endpoint.url),
          SQLValue(try kinds.map { try StoredJSON.encode($0.map(\.rawValue).sorted()) }),
        ])
      switch change.isEnabled {
      case true?: try connection.execute(enableEndpoint, [.integer(row.seq)])
      case false?:
        try connection.execute(
          disableByShop, [.integer(row.seq), .integer(now.milliseconds), .text("by the shop")])
      case nil: break
      }
      return try connection.endpoint(id, shop: shop, box)?.endpoint
    }
  }

  /// Puts a new secret before the current one, which signs too until `oldUntil`. Says whether the endpoint was there.
  public func rotate(_ id: String, shop: ShopID, secret: String, oldUntil: Timestamp) async throws -> Bool {
    try await database.transaction { connection in
      guard let row = try connection.endpoint(id, shop: shop, box) else { return false }
      let secrets = [secret] + row.endpoint.secrets.prefix(1)
      try connection.execute(
        rotateSecret,
        [
          .integer(row.seq), .text(try box.seal(StoredJSON.encode(secrets), purpose: id)),
          .integer(oldUntil.milliseconds),
        ])
      return true
    }
  }

  /// Sends one event again, with its old id. Says how many: none where the shop has no such event, or it waits anyway.
  @discardableResult
  public func replay(_ id: String, shop: ShopID, event: Int64, at now: Timestamp) async throws -> Int {
    try await database.transaction { connection in
      try connection.execute(
        replayEvent, [.text(id), .text(shop.rawValue), .integer(event), .integer(now.milliseconds)])
    }
  }
}

extension Connection {
  fileprivate func endpoint(_ id: String, shop: ShopID, _ box: SecretBox) throws -> WebhookEndpointRow? {
    try row(endpointOfShop, [.text(id), .text(shop.rawValue)]) { try WebhookEndpointRow($0, box: box) }
  }
}

private let endpointOfShop = SQL(
  "SELECT \(WebhookEndpointRow.columns) FROM webhook_endpoint WHERE id = $1 AND shop = $2")

private let changeEndpoint = SQL("UPDATE webhook_endpoint SET url = $2, kinds = $3 WHERE seq = $1")

private let enableEndpoint = SQL(
  """
  UPDATE webhook_endpoint SET not_before = NULL, failing_since = NULL, disabled_at = NULL, disabled_why = NULL
  WHERE seq = $1
  """)

private let disableByShop = SQL(
  "UPDATE webhook_endpoint SET disabled_at = $2, disabled_why = $3 WHERE seq = $1 AND disabled_at IS NULL")

private let rotateSecret = SQL("UPDATE webhook_endpoint SET secrets = $2, old_secret_until = $3 WHERE seq = $1")

private let replayEvent = SQL(
  """
  INSERT INTO delivery (kind, news, endpoint, state, attempts, next_attempt_at, created_at)
  SELECT 'event', event.sequence, webhook_endpoint.seq, 'pending', 0, $4, $4
  FROM event JOIN webhook_endpoint ON webhook_endpoint.id = $1 AND webhook_endpoint.shop = $2
  WHERE event.shop = $2 AND event.sequence = $3
  ON CONFLICT (endpoint, news) DO UPDATE SET state = 'pending', attempts = 0, next_attempt_at = excluded.created_at,
    result = NULL, settled_at = NULL WHERE delivery.state <> 'pending'
  """)
