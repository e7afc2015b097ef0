import Tracking

extension ShipmentStore {
  /// Shipments that will be polled again, by carrier and state. Counts the table: for a person, not for a loop.
  public func polledStates() async throws -> [CarrierID: [ShipmentState: Int]] {
    try await database.read { connection in
      var mix: [CarrierID: [ShipmentState: Int]] = [:]
      for (carrier, state, count) in try connection.rows(countPolledStates, [], polledState) {
        mix[carrier, default: [:]][state] = count
      }
      return mix
    }
  }
}

private func polledState(_ row: any SQLRow) throws -> (CarrierID, ShipmentState, Int) {
  var columns = Columns(row)
  let carrier = CarrierID(try columns.text("shipment.carrier"))
  return (carrier, try columns.requiredWord("shipment.state"), try columns.int("count"))
}

private let countPolledStates = SQL(
  "SELECT carrier, state, count(*) FROM shipment WHERE next_poll_at IS NOT NULL GROUP BY carrier, state")
