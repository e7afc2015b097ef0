import HTTPTypes
import Storage
import Tracking

/// What a support agent does about one shipment: see what was said and why, hold, release, send, close.
struct DeskRoutes: Sendable {
  let parts: SiteParts

  var routes: [APIRoute] {
    [
      APIRoute(.get, "/v1/shipments/{id}/messages", Self.messages) { call in
        try call.refuseQuery()
        return APIAnswer.json(.ok, try await log(call))
      },
      APIRoute(.post, "/v1/shipments/{id}/messages", Self.send, isKept: true) { try await send($0) },
      APIRoute(.put, "/v1/shipments/{id}/hold", Self.hold) { call in
        let note = DeskNote(who: call.who, why: try reason(call))
        let id = try await parts.page(call).shipment.id
        let count = try await parts.api.desk.hold(id, note: note, at: parts.clock.now())
        return APIAnswer.json(.ok, HeldJSON(held: true, messages: count ?? 0))
      },
      APIRoute(.delete, "/v1/shipments/{id}/hold", Self.release) { call in
        try call.refuseQuery()
        let id = try await parts.page(call).shipment.id
        let count = try await parts.api.desk.release(id, note: DeskNote(who: call.who), at: parts.clock.now())
        return APIAnswer.json(.ok, HeldJSON(held: false, messages: count ?? 0))
      },
      APIRoute(.put, "/v1/shipments/{id}/closing", Self.close) { call in
        let why = try reason(call)
        let id = try await parts.page(call).shipment.id
        _ = try await parts.shipments.close(id, why: why, who: call.who, at: parts.clock.now())
        return try await shipment(call)
      },
      APIRoute(.delete, "/v1/shipments/{id}/closing", Self.reopen) { call in
        try call.refuseQuery()
        let id = try await parts.page(call).shipment.id
        _ = try await parts.shipments.reopen(id, note: DeskNote(who: call.who), at: parts.clock.now())
        return try await shipment(call)
      },
    ]
  }

  private func send(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    var reader = try call.optionalObject()
    let event = WebhookBody.eventID(&reader)
    let why = Self.reason(&reader)
    try reader.done()
    let id = try await parts.page(call).shipment.id
    let note = DeskNote(who: call.who, why: why)
    switch try await parts.api.desk.sendByHand(id, news: event, note: note, at: parts.clock.now()) {
    case .queued: return APIAnswer.json(.accepted, try await log(call))
    case .nobody:
      throw Problem(
        .notPossible,
        detail: "Nobody has confirmed that they want news of this shipment, or their message is leaving just now.")
    case .noSuchNews:
      throw Problem(.notPossible, detail: event == nil ? "There is no news yet." : "The shipment has no such event.")
    case .noSuchShipment: throw Problem(.notFound)
    }
  }

  private func log(_ call: APICall) async throws -> MessageLogJSON {
    let shipment = try await parts.page(call).shipment
    guard let log = try await parts.api.desk.log(of: shipment.id) else { throw Problem(.notFound) }
    return MessageLogJSON(log, of: shipment)
  }

  private func shipment(_ call: APICall) async throws -> APIAnswer {
    let page = try await parts.page(call)
    let links = ShipmentJSON.Links(page: parts.links.page(page), order: parts.links.order(page))
    return APIAnswer.json(.ok, ShipmentJSON(page, links: links))
  }

  /// `{"reason": "…"}`, which must be there.
  private func reason(_ call: APICall) throws(Problem) -> String {
    try call.refuseQuery()
    var reader = try call.object()
    reader.require("reason")
    let reason = Self.reason(&reader)
    try reader.done()
    return reason ?? ""
  }

  private static func reason(_ reader: inout JSONObjectReader) -> String? {
    let text = reader.string("reason")
    if let text, !(1...500).contains(text.count) { reader.note("reason", "must have 1 to 500 characters") }
    return text
  }
}

struct HeldJSON: Encodable {
  let held: Bool
  let messages: Int
}
