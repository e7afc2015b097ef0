import Storage
import Tracking

/// What was said about a shipment, as its shop's support reads it.
struct MessageLogJSON: Encodable {
  struct Message: Encodable {
    let channel, to, state, why: String
    let byHand: Bool
    let attempts: Int
    let result: String?
    let queuedAt: String
    let dueAt, settledAt: String?

    enum CodingKeys: String, CodingKey {
      case channel, to, state, why, attempts, result
      case byHand = "by_hand"
      case queuedAt = "queued_at"
      case dueAt = "due_at"
      case settledAt = "settled_at"
    }
  }

  struct Piece: Encodable {
    let event, type, at: String
    let isBad: Bool
    let whyNot: String?
    let messages: [Message]

    enum CodingKeys: String, CodingKey {
      case event, type, at, messages
      case isBad = "is_bad"
      case whyNot = "why_not"
    }
  }

  struct Reader: Encodable {
    let address, scope, wishes, askedAt: String
    let confirmedAt, stoppedAt: String?

    enum CodingKeys: String, CodingKey {
      case address, scope, wishes
      case askedAt = "asked_at"
      case confirmedAt = "confirmed_at"
      case stoppedAt = "stopped_at"
    }
  }

  struct Action: Encodable {
    let action, at: String
    let reason: String?
    let who: String
  }

  struct Given: Encodable {
    let rule: String
    let code: String?
    let event, at: String
  }

  let shipment: String
  let heldSince: String?
  let closed: ShipmentJSON.ClosedJSON?
  let incentive: Given?
  let readers: [Reader]
  let news: [Piece]
  let questions: [Message]
  let actions: [Action]

  enum CodingKeys: String, CodingKey {
    case shipment, closed, incentive, readers, news, questions, actions
    case heldSince = "held_since"
  }

  init(_ log: MessageLog, of shipment: Shipment) {
    self.shipment = shipment.id.rawValue
    heldSince = log.heldSince?.rfc3339
    closed = ShipmentJSON.ClosedJSON(shipment.closing)
    incentive = log.incentive.map {
      Given(rule: $0.rule, code: $0.code, event: $0.kind.rawValue, at: $0.at.rfc3339)
    }
    readers = log.readers.map {
      Reader(
        address: $0.address, scope: $0.isWholeOrder ? "order" : "shipment", wishes: $0.wishes.rawValue,
        askedAt: $0.askedAt.rfc3339, confirmedAt: $0.confirmedAt?.rfc3339, stoppedAt: $0.stoppedAt?.rfc3339)
    }
    news = log.news.map { news in
      Piece(
        event: "evt_\(news.sequence)", type: news.kind.rawValue, at: news.at.rfc3339, isBad: news.isBad,
        whyNot: MessageReason.whyNobody(news, log: log),
        messages: log.messages.filter { $0.news == news.sequence }.map { Message($0, log) })
    }
    questions = log.messages.filter { $0.news == nil }.map { Message($0, log) }
    actions = log.actions.map {
      Action(action: $0.kind.rawValue, at: $0.at.rfc3339, reason: $0.why, who: $0.who)
    }
  }
}

extension MessageLogJSON.Message {
  init(_ message: LoggedMessage, _ log: MessageLog) {
    switch message.receiver {
    case .reader(let address): (channel, to) = ("email", address)
    case .endpoint(let id): (channel, to) = ("webhook", id)
    }
    state = message.state.rawValue
    why = MessageReason.why(message, log: log)
    byHand = message.isByHand
    attempts = message.attempts
    result = message.result
    queuedAt = message.createdAt.rfc3339
    dueAt = message.dueAt?.rfc3339
    settledAt = message.settledAt?.rfc3339
  }
}
