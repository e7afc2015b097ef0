import Tracking

/// Which shipments of a shop to list; nil fields do not filter.
public struct ShipmentFilter: Hashable, Sendable {
  public var order: String?
  public var number: String?
  public var state: ShipmentState?
  public var delay: DelayLevel?

  public init(
    order: String? = nil, number: String? = nil, state: ShipmentState? = nil, delay: DelayLevel? = nil
  ) {
    self.order = order
    self.number = number
    self.state = state
    self.delay = delay
  }
}

/// Where a list goes on. Opaque outside of this target; travels as text.
public struct ListCursor: Hashable, Sendable {
  let sequence: Int64

  init(sequence: Int64) { self.sequence = sequence }

  /// Nil for a text that `text` did not make.
  public init?(_ text: String) {
    guard text.first == "s", let sequence = Int64(text.dropFirst(), radix: 36), sequence > 0 else { return nil }
    self.sequence = sequence
  }

  public var text: String { "s" + String(sequence, radix: 36) }
}

/// One page of a list.
public struct ShipmentList: Hashable, Sendable {
  /// Last added first.
  public var shipments: [Shipment]
  /// Nil: the end.
  public var next: ListCursor?
}

extension ShipmentStore {
  /// Shipments of a shop, last added first. A shipment that is added meanwhile moves nothing on later pages.
  /// - Parameter limit: clamped to 1...500.
  public func list(
    shop: ShopID, filter: ShipmentFilter = ShipmentFilter(), after cursor: ListCursor? = nil, limit: Int = 100
  ) async throws -> ShipmentList {
    let limit = min(max(limit, 1), 500)
    let query = filter.query(shop: shop, after: cursor, limit: limit + 1)
    return try await database.read { connection in
      let rows = try connection.shipmentRows(query.statement, query.parameters)
      let shown = rows.prefix(limit)
      let next = rows.count > limit ? shown.last.map { ListCursor(sequence: $0.seq) } : nil
      return ShipmentList(shipments: shown.map(\.shipment), next: next)
    }
  }
}

extension ShipmentFilter {
  func query(shop: ShopID, after cursor: ListCursor?, limit: Int) -> (statement: SQL, parameters: [SQLValue]) {
    var conditions = ["shop = $1"]
    var parameters = [SQLValue.text(shop.rawValue)]
    func require(_ column: String, _ comparison: String, _ value: SQLValue?) {
      guard let value else { return }
      parameters.append(value)
      conditions.append("\(column) \(comparison) $\(parameters.count)")
    }
    require("order_number", "=", order.map(SQLValue.text))
    require("number", "=", number.map(SQLValue.text))
    require("state", "=", state.map { .text($0.rawValue) })
    require("delay_level", "=", delay.map { .text($0.rawValue) })
    // Says again what the index on delays says, or SQLite does not see that it serves.
    if let delay, delay != .none { conditions.append("delay_level <> 'none'") }
    require("seq", "<", cursor.map { .integer($0.sequence) })
    parameters.append(SQLValue(limit))
    let statement = SQL(
      """
      SELECT \(ShipmentRow.columns) FROM shipment WHERE \(conditions.joined(separator: " AND "))
      ORDER BY seq DESC LIMIT $\(parameters.count)
      """)
    return (statement, parameters)
  }
}
