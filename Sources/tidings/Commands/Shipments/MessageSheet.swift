import Site
import Storage
import Tracking

/// What was said about a shipment, to whom and why, in lines for the one who looks into it.
enum MessageSheet {
  static func lines(_ log: MessageLog, of shipment: Shipment) -> [String] {
    var lines: [String] = []
    if let closing = shipment.closing { lines.append("  closed    \(moment(closing.at)), \(closing.why)") }
    if let since = log.heldSince { lines.append("  held      since \(moment(since))") }
    if let incentive = log.incentive {
      let code = incentive.code.map { ", code \($0)" } ?? ""
      lines.append("  given     \(incentive.rule)\(code), for \(incentive.kind.rawValue), \(moment(incentive.at))")
    }
    lines += section("readers", log.readers.map(reader))
    lines += section("news and messages", log.news.flatMap { news($0, log) })
    lines += section(
      "questions", log.messages.filter { $0.news == nil }.map { message($0, log) })
    lines += section(
      "done by hand",
      log.actions.map { "\(moment($0.at))  \($0.kind.rawValue) by \($0.who)" + ($0.why.map { ": \($0)" } ?? "") })
    return lines
  }

  private static func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["  " + title] + lines.map { "    " + $0 }
  }

  private static func reader(_ reader: LoggedReader) -> String {
    let stand =
      if let stopped = reader.stoppedAt {
        "wants no more since \(moment(stopped))"
      } else if let confirmed = reader.confirmedAt {
        "confirmed \(moment(confirmed))"
      } else {
        "asked \(moment(reader.askedAt)), not confirmed"
      }
    return
      "\(reader.address)  \(reader.isWholeOrder ? "the order" : "this shipment"), \(reader.wishes.rawValue), \(stand)"
  }

  private static func news(_ news: LoggedNews, _ log: MessageLog) -> [String] {
    let head = "\(moment(news.at))  evt_\(news.sequence)  \(news.kind.rawValue)\(news.isBad ? "  (bad news)" : "")"
    let told = log.messages.filter { $0.news == news.sequence }.map { "  " + message($0, log) }
    return [head] + told + (MessageReason.whyNobody(news, log: log).map { ["  nobody was written to: \($0)"] } ?? [])
  }

  private static func message(_ message: LoggedMessage, _ log: MessageLog) -> String {
    let to =
      switch message.receiver {
      case .reader(let who), .endpoint(let who): who
      }
    let when = message.settledAt ?? message.dueAt ?? message.createdAt
    let result = message.result.map { "  [\($0)]" } ?? ""
    return "\(message.state.rawValue)  \(to)  \(moment(when))  \(MessageReason.why(message, log: log))\(result)"
  }

  private static func moment(_ moment: Timestamp) -> String { CivilTime(moment, offset: 0).iso + "Z" }
}
