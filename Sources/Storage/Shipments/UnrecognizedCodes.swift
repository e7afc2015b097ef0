import Tracking

/// A code that a manifest does not list, as counted for the operator.
public struct UnrecognizedCode: Hashable, Sendable {
  public var carrier: CarrierID
  public var code: String
  public var count: Int
  public var firstSeen: Timestamp
  public var lastSeen: Timestamp
  /// The carrier's words of the newest one, cut at 200 characters.
  public var sample: String?

  /// What a commit adds to the counts.
  static func tally(_ changes: [Change], at now: Timestamp) -> [UnrecognizedCode] {
    struct Key: Hashable {
      let carrier: CarrierID
      let code: String
    }
    var codes: [Key: UnrecognizedCode] = [:]
    for change in changes {
      for code in change.unrecognized {
        let carrier = change.shipment.carrier
        let words = (change.added + change.shipment.checkpoints).first { $0.code == code }?.text
        let sample = words.map { String($0.prefix(200)) }
        codes[
          Key(carrier: carrier, code: code),
          default: UnrecognizedCode(
            carrier: carrier, code: code, count: 0, firstSeen: now, lastSeen: now, sample: sample)
        ].count += 1
      }
    }
    return Array(codes.values)
  }
}

extension ShipmentStore {
  /// Most frequent first.
  public func unrecognizedCodes(limit: Int = 1000) async throws -> [UnrecognizedCode] {
    try await database.read { connection in
      try connection.rows(mostFrequentCodes, [SQLValue(max(limit, 0))]) { row in
        var columns = Columns(row)
        return UnrecognizedCode(
          carrier: CarrierID(try columns.text("unrecognized_code.carrier")),
          code: try columns.text("unrecognized_code.code"), count: try columns.int("unrecognized_code.count"),
          firstSeen: try columns.time("unrecognized_code.first_seen"),
          lastSeen: try columns.time("unrecognized_code.last_seen"), sample: columns.text())
      }
    }
  }
}

extension Connection {
  func count(_ codes: [UnrecognizedCode]) throws {
    for code in codes {
      try execute(
        countCode,
        [
          .text(code.carrier.rawValue), .text(code.code), SQLValue(code.count), .integer(code.lastSeen.milliseconds),
          SQLValue(code.sample),
        ])
    }
  }
}

private let countCode = SQL(
  """
  INSERT INTO unrecognized_code (carrier, code, count, first_seen, last_seen, sample) VALUES ($1, $2, $3, $4, $4, $5)
  ON CONFLICT (carrier, code) DO UPDATE SET count = unrecognized_code.count + excluded.count,
  last_seen = excluded.last_seen, sample = coalesce(excluded.sample, unrecognized_code.sample)
  """)

private let mostFrequentCodes = SQL(
  """
  SELECT carrier, code, count, first_seen, last_seen, sample FROM unrecognized_code
  ORDER BY count DESC, carrier, code LIMIT $1
  """)
