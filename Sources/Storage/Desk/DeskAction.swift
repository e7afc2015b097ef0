import Tracking

/// What a person did about a shipment's news, and why: nothing of it is ever altered.
public struct DeskAction: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable { case hold, release, send, close, reopen }

  public var kind: Kind
  public var at: Timestamp
  public var why: String?
  /// "key 3f2a…" or "command".
  public var who: String

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    kind = try columns.requiredWord("desk_action.action")
    at = try columns.time("desk_action.at")
    why = columns.text()
    who = try columns.text("desk_action.who")
  }
}

/// Who acts, and for which reason.
public struct DeskNote: Hashable, Sendable {
  public var who: String
  public var why: String?

  public init(who: String, why: String? = nil) {
    self.who = who
    self.why = why
  }
}

extension Connection {
  func note(_ kind: DeskAction.Kind, of shipment: Int64, _ note: DeskNote, at now: Timestamp) throws {
    try execute(
      insertAction,
      [.integer(shipment), SQLValue(word: kind), .integer(now.milliseconds), SQLValue(note.why), .text(note.who)])
  }

  /// Oldest first.
  func deskActions(of shipment: Int64) throws -> [DeskAction] {
    try rows(actionsOfShipment, [.integer(shipment)], DeskAction.init)
  }

  /// The row of a shipment; nil where there is none.
  func shipmentSeq(_ id: ShipmentID) throws -> Int64? { try integer(seqOfShipment, [.text(id.rawValue)]) }
}

private let insertAction = SQL("INSERT INTO desk_action (shipment, action, at, why, who) VALUES ($1, $2, $3, $4, $5)")

private let actionsOfShipment = SQL("SELECT action, at, why, who FROM desk_action WHERE shipment = $1 ORDER BY seq")

private let seqOfShipment = SQL("SELECT seq FROM shipment WHERE id = $1")
