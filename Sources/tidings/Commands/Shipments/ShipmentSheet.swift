import Storage
import Tracking

/// A shipment in words, for the one who looks into it.
enum ShipmentSheet {
  static func text(_ shipment: Shipment, log: MessageLog) -> String {
    var lines = [
      "\(shipment.carrier) \(shipment.number)  \(shipment.id)",
      row("state", shipment.status.state.rawValue + (shipment.status.detail.map { " / \($0.rawValue)" } ?? "")),
      row("since", moment(shipment.stateSince)),
      row("reason", shipment.status.reason?.rawValue ?? "-"),
      row("turn of", shipment.status.needsAction.rawValue),
      row("promise", shipment.promise?.iso ?? "-"),
      row("delay", delay(shipment.delay)),
    ]
    lines += shipment.estimates.map {
      row("estimate", "\(window($0.window)) (\($0.source.rawValue), \(moment($0.at)))")
    }
    lines += [
      row("shop", "\(shipment.shop)" + (shipment.order.map { ", order \($0)" } ?? "")),
      row(
        "asked",
        "\(moment(shipment.lastPolledAt)), \(shipment.lastOutcome ?? "never"), next \(moment(shipment.nextPollAt))"),
      row("judged", "next \(moment(shipment.nextAssessAt))"),
      "  checkpoints",
    ]
    for checkpoint in shipment.checkpoints {
      let place = [checkpoint.place.name, checkpoint.place.city, checkpoint.place.country].compactMap(\.self)
      lines.append(
        "    \(checkpoint.time?.iso ?? "no time")  \(word(checkpoint.meaning))  [\(checkpoint.code)]  "
          + "\(place.joined(separator: ", "))  \(checkpoint.text ?? "")")
    }
    lines += MessageSheet.lines(log, of: shipment)
    return lines.joined(separator: "\n")
  }

  private static func row(_ name: String, _ value: String) -> String {
    "  " + name + String(repeating: " ", count: max(1, 10 - name.count)) + value
  }

  private static func moment(_ moment: Timestamp?) -> String {
    moment.map { CivilTime($0, offset: 0).iso + "Z" } ?? "-"
  }

  private static func window(_ window: DeliveryWindow) -> String {
    window.isOneDay ? window.from.iso : "\(window.from.iso) to \(window.to.iso)"
  }

  private static func delay(_ delay: Delay) -> String {
    guard delay.level != .none else { return "none" }
    return [
      delay.level.rawValue, "since \(moment(delay.since))", delay.cause.map { "because of \($0.rawValue)" },
      delay.expected.map { "now expected \(window($0))" },
    ].compactMap(\.self).joined(separator: ", ")
  }

  private static func word(_ meaning: Meaning) -> String {
    switch meaning {
    case .status(let status): status.state.rawValue + (status.detail.map { "/\($0.rawValue)" } ?? "")
    case .delayed(let reason): "delayed/\(reason.rawValue)"
    case .information: "information"
    case .revokesPrevious: "revokes the one before"
    case .unrecognized: "unrecognized"
    }
  }
}
