import Storage
import Tracking

/// Why a message was sent, waits or was not sent, in a sentence for a support agent.
public enum MessageReason {
  public static func why(_ message: LoggedMessage, log: MessageLog) -> String {
    guard let consent = message.consent else { return endpoint(message) }
    if message.news == nil { return question(message) }
    switch message.state {
    case .pending: return "waits: " + ground(message, consent)
    case .sending: return "is being handed over: " + ground(message, consent)
    case .sent: return ground(message, consent)
    case .gaveUp: return "could not be delivered: " + (message.result ?? "no answer")
    case .held: return "held" + (holdReason(log).map { ": " + $0 } ?? "")
    case .dropped: return dropped(message.result, log)
    }
  }

  /// Why nobody was written to about a piece of news; nil where somebody was, or still may be.
  public static func whyNobody(_ news: LoggedNews, log: MessageLog) -> String? {
    if log.messages.contains(where: { $0.news == news.sequence && $0.consent != nil }) { return nil }
    guard news.isExpanded else { return "its messages are not made yet" }
    if log.readers.isEmpty { return "nobody has asked for news of this shipment" }
    if log.readers.allSatisfy({ $0.stoppedAt != nil }) { return "everybody who had asked for news wants no more" }
    return "nobody had asked for news when it came"
  }

  private static func ground(_ message: LoggedMessage, _ consent: LoggedMessage.Consent) -> String {
    let confirmed = consent.confirmedAt.map { "confirmed on \($0.rfc3339.prefix(10))" } ?? "not confirmed"
    let wishes =
      switch consent.wishes {
      case .all: "all news"
      case .important: "important news"
      case .badOnly: "bad news"
      }
    return (message.isByHand ? "sent by hand; " : "") + "asked for \(wishes), \(confirmed)"
  }

  private static func question(_ message: LoggedMessage) -> String {
    switch message.state {
    case .dropped: message.result == "confirmed" ? "answered before it was sent again" : message.result ?? "dropped"
    case .gaveUp: "could not be delivered: " + (message.result ?? "no answer")
    default: "somebody gave this address on the page; it asks for a confirmation"
    }
  }

  private static func endpoint(_ message: LoggedMessage) -> String {
    switch message.state {
    case .gaveUp: "could not be delivered: " + (message.result ?? "no answer")
    case .pending where message.attempts > 0: "tried again later: " + (message.result ?? "no answer")
    default: "the shop wants this event"
    }
  }

  private static func dropped(_ result: String?, _ log: MessageLog) -> String {
    switch result {
    case "superseded": "newer news came before it was sent"
    case "withdrawn": "the reader wanted no more"
    case "not confirmed": "the reader has not confirmed the address"
    case "closed": "the shop closed the shipment" + (reason(of: .close, log).map { ": " + $0 } ?? "")
    case .some(let words) where words.hasPrefix("not wished: "):
      "the reader did not ask for such news (\(words.dropFirst("not wished: ".count)))"
    case .some(let words): words
    case nil: "dropped"
    }
  }

  private static func holdReason(_ log: MessageLog) -> String? { reason(of: .hold, log) }

  private static func reason(of kind: DeskAction.Kind, _ log: MessageLog) -> String? {
    log.actions.last { $0.kind == kind }?.why
  }
}
