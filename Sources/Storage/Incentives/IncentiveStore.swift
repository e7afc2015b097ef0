import Tracking

/// Incentive rules, voucher pools, and what was given to whom.
public struct IncentiveStore: Sendable {
  let database: any Database

  public init(_ database: any Database) {
    self.database = database
  }

  /// Replaces all rules of a shop; the first that applies counts. Pools stay.
  public func save(_ rules: [IncentiveRule], shop: ShopID) async throws {
    let documents = try rules.map { ($0.id, try StoredJSON.encode($0)) }
    try await database.transaction { connection in
      try connection.execute(forgetRules, [.text(shop.rawValue)])
      for (position, (id, document)) in documents.enumerated() {
        try connection.execute(
          insertRule, [.text(shop.rawValue), .text(id), SQLValue(position), .text(document)])
      }
    }
  }

  public func rules(shop: ShopID) async throws -> [IncentiveRule] {
    try await database.read { try $0.incentiveRules(shop) }
  }

  /// Adds codes to a rule's pool and says how many were new.
  @discardableResult
  public func addVouchers(_ codes: [String], rule: String, shop: ShopID) async throws -> Int {
    try await database.transaction { connection in
      try codes.reduce(0) { count, code in
        try count + connection.execute(insertVoucher, [.text(shop.rawValue), .text(rule), .text(code)])
      }
    }
  }

  /// Codes left in a rule's pool.
  public func vouchersLeft(rule: String, shop: ShopID) async throws -> Int {
    try await database.read { Int(try $0.integer(countFree, [.text(shop.rawValue), .text(rule)]) ?? 0) }
  }

  /// Gives what `rule` offers to the order of `shipment`. Nil where the order already has an incentive or the pool is
  /// empty. Expansion does the same inside of its own transaction.
  public func grant(
    _ rule: IncentiveRule, to shipment: Shipment, for kind: News.Kind, at now: Timestamp
  ) async throws -> Incentive? {
    try await database.transaction { try $0.grant(rule, to: shipment, for: kind, at: now) }
  }

  /// What the order of `shipment` was given; for its page.
  public func incentive(for shipment: Shipment) async throws -> Incentive? {
    try await database.read { try $0.incentive(for: shipment) }
  }
}

extension Connection {
  func incentiveRules(_ shop: ShopID) throws -> [IncentiveRule] {
    try rows(rulesOfShop, [.text(shop.rawValue)]) { row in
      try StoredJSON.decode(IncentiveRule.self, from: row.text(0) ?? "", "incentive_rule.document")
    }
  }

  func grant(
    _ rule: IncentiveRule, to shipment: Shipment, for kind: News.Kind, at now: Timestamp
  ) throws -> Incentive? {
    let (shop, beneficiary) = (SQLValue.text(shipment.shop.rawValue), SQLValue.text(shipment.beneficiary))
    guard try integer(hasGrant, [shop, beneficiary]) == nil else { return nil }
    var code: String?
    if rule.takesVoucher {
      code = try row(claimVoucher, [shop, .text(rule.id), beneficiary, .integer(now.milliseconds)]) { $0.text(0) }
        .flatMap(\.self)
      guard code != nil else { return nil }
    }
    try execute(
      insertGrant,
      [
        shop, beneficiary, .text(rule.id), SQLValue(code), .text(shipment.id.rawValue), SQLValue(word: kind),
        .integer(now.milliseconds),
      ])
    return Incentive(rule: rule.id, code: code, kind: kind, at: now, texts: rule.texts)
  }

  func incentive(for shipment: Shipment) throws -> Incentive? {
    guard
      var incentive = try row(
        grantOf, [.text(shipment.shop.rawValue), .text(shipment.beneficiary)],
        { row in
          var columns = Columns(row)
          return Incentive(
            rule: try columns.text("incentive_grant.rule"), code: columns.text(),
            kind: try columns.requiredWord("incentive_grant.kind"), at: try columns.time("incentive_grant.at"),
            texts: [:])
        })
    else { return nil }
    incentive.texts = try incentiveRules(shipment.shop).first { $0.id == incentive.rule }?.texts ?? [:]
    return incentive
  }
}

extension Shipment {
  /// Whom an incentive is given to: the order, or the shipment where it belongs to none.
  fileprivate var beneficiary: String { order.map { "order " + $0 } ?? "shipment " + id.rawValue }
}

private let forgetRules = SQL("DELETE FROM incentive_rule WHERE shop = $1")
private let insertRule = SQL("INSERT INTO incentive_rule (shop, id, position, document) VALUES ($1, $2, $3, $4)")
private let rulesOfShop = SQL("SELECT document FROM incentive_rule WHERE shop = $1 ORDER BY position")

private let insertVoucher = SQL(
  "INSERT INTO voucher (shop, rule, code) VALUES ($1, $2, $3) ON CONFLICT (shop, code) DO NOTHING")

private let countFree = SQL("SELECT count(*) FROM voucher WHERE shop = $1 AND rule = $2 AND claimed_by IS NULL")

// One statement chooses and takes: a code cannot go to two.
private let claimVoucher = SQL(
  """
  UPDATE voucher SET claimed_by = $3, claimed_at = $4 WHERE claimed_by IS NULL AND seq = (
    SELECT seq FROM voucher WHERE shop = $1 AND rule = $2 AND claimed_by IS NULL ORDER BY seq LIMIT 1)
  RETURNING code
  """)

private let hasGrant = SQL("SELECT 1 FROM incentive_grant WHERE shop = $1 AND beneficiary = $2")

private let insertGrant = SQL(
  """
  INSERT INTO incentive_grant (shop, beneficiary, rule, code, shipment, kind, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
  """)

private let grantOf = SQL(
  "SELECT rule, code, kind, at FROM incentive_grant WHERE shop = $1 AND beneficiary = $2")
