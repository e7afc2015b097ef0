import Storage
import Tracking

extension APISchemas {
  private static let promise = "The latest day of delivery that the shop promised."

  /// What a shop may say of a shipment and later correct.
  private static var facts: [Schema.Field] {
    [
      .may("order", .text(most: 100).orNull, "The shop's order number."), .may("promise", Schema.day.orNull, promise),
      .may("postcode", .text().orNull, "Of the destination; unlocks what is personal on the page."),
      .may("country", .text(pattern: "^([A-Za-z]{2})?$").orNull, "Of the destination, ISO 3166-1."),
      .may("region", .text().orNull, "Of the destination, ISO 3166-2 without the country (`BY`): for holidays."),
      .may("language", .text().orNull, "Of the customer, BCP 47."),
      .may("service", .text(most: 100).orNull, "The carrier's product."),
      .may("items", Schema.list(.named("Item"), most: 100).orNull),
      .may("order_value", .text().orNull.example("129.90"), "What the order is worth; with `currency`."),
      .may("currency", .text().orNull.example("EUR"), "ISO 4217."),
    ]
  }

  static var shipments: [(String, Schema)] {
    [
      (
        "Item",
        .closed(.must("name", .text(most: 200, least: 1)), .may("quantity", Schema.whole(from: 1, to: 9999).orNull))
      ),
      (
        "NewShipment",
        .object(
          [
            .must(
              "number", .text().example("00340434161094042557"),
              "The carrier's tracking number; blanks count for nothing."),
            .may("carrier", .text().orNull.example("dhl"), "Needed where the number could be of several."),
          ] + facts, isClosed: true)
      ),
      ("ShipmentChange", .object(facts, isClosed: true)), ("Shipment", shipment),
      (
        "ShipmentList",
        .open(
          .must("shipments", .list(.named("Shipment"))),
          .may("next", .text(), "The cursor of the next page; the `Link` header has its address."))
      ),
      ("Checkpoint", checkpoint), ("Delay", delay), ("ImportReport", importReport),
      ("Rewritten", rewritten),
    ]
  }

  private static var shipment: Schema {
    .open(
      .must("id", .text()), .must("carrier", .text()), .must("number", .text()), .may("order", .text()),
      .may("promise", .day, promise), .may("postcode", .text()), .may("country", .text()), .may("region", .text()),
      .may("language", .text()), .may("service", .text()),
      .must("items", .list(.open(.must("name", .text()), .must("quantity", .whole())))),
      .may("order_value", .text()), .may("currency", .text()), .must("source", .word(["api", "csv", "link"])),
      .must("state", .word(ShipmentState.allCases.map(\.rawValue))),
      .may("detail", .word(StateDetail.allCases.map(\.rawValue))),
      .may("reason", .word(Reason.allCases.map(\.rawValue))),
      .must("needs_action", .word(NeedsAction.allCases.map(\.rawValue)), "Whose turn it is."),
      .may("state_since", .time), .must("delay", .named("Delay")),
      .must(
        "estimates",
        .list(
          .open(
            .must("source", .word(EstimateSource.allCases.map(\.rawValue))), .must("from", .text()),
            .must("to", .text()), .must("at", .time)))),
      .must("checkpoints", .list(.named("Checkpoint")), "Newest first."), .must("is_return", .flag),
      .may("closed", .open(.must("at", .time), .must("reason", .text())), "The shop is done with it."),
      .must("created_at", .time), .may("last_checked_at", .time), .may("last_outcome", .text()),
      .must("version", .whole()), .may("links", .open(.may("page", .text()), .may("order", .text()))))
  }

  private static var delay: Schema {
    .open(
      .must("level", .word(DelayLevel.allCases.map(\.rawValue))), .may("since", .time), .may("promise", .day),
      .may("expected", .named("Window")), .may("expected_source", .word(EstimateSource.allCases.map(\.rawValue))),
      .may("cause", .word(Reason.allCases.map(\.rawValue))), .may("confidence", .number))
  }

  private static var checkpoint: Schema {
    .open(
      .may("time", .text(), "ISO 8601, with an offset only where one is known."), .may("zone", .text()),
      .may("state", .word(ShipmentState.allCases.map(\.rawValue))),
      .may("detail", .word(StateDetail.allCases.map(\.rawValue))), .must("code", .text(), "The carrier's."),
      .may("text", .text()),
      .may(
        "place",
        .open(.may("name", .text()), .may("city", .text()), .may("postcode", .text()), .may("country", .text()))))
  }

  private static var importReport: Schema {
    .open(
      .must("created", .whole()), .must("existing", .whole()), .must("adopted", .whole()), .must("refused", .whole()),
      .must(
        "lines",
        .list(
          .open(
            .must("line", .whole()), .must("result", .word(["created", "existing", "adopted", "refused"])),
            .may("id", .text()),
            .may(
              "errors",
              .list(.open(.must("column", .text()), .must("detail", .text()), .may("hint", .text()))))))))
  }

  private static var rewritten: Schema {
    .open(
      .must("replaced", .list(.open(.must("host", .text()), .must("link", .text())))),
      .must("left", .list(.open(.must("host", .text()), .must("why", .text()), .must("count", .whole())))),
      .must("skipped", .list(.open(.must("part", .text()), .must("why", .text())))),
      .must("warnings", .list(.text())), .must("message", .text(), "Base64."))
  }

  static var messages: [(String, Schema)] {
    [
      ("MessageLog", messageLog), ("Message", message),
      ("Held", .open(.must("held", .flag), .must("messages", .whole(from: 0), "Held, or let go, by this call."))),
      (
        "ByHand",
        .closed(
          .may("event", APISchemas.eventID.orNull, "Which news; the newest where it is left out."),
          .may("reason", Schema.text(most: 500, least: 1).orNull))
      ),
    ]
  }

  private static var message: Schema {
    .open(
      .must("channel", .word(["email", "webhook"])),
      .must("to", .text(), "The address, masked, or the endpoint's id."),
      .must("state", .word(DeliveryState.allCases.map(\.rawValue))),
      .must("why", .text(), "Why it was sent, waits, or was not sent."), .must("by_hand", .flag),
      .must("attempts", .whole(from: 0)), .may("result", .text(), "What came of the last attempt."),
      .must("queued_at", .time), .may("due_at", .time), .may("settled_at", .time))
  }

  private static var messageLog: Schema {
    .open(
      .must("shipment", .text()), .may("held_since", .time),
      .may("closed", .open(.must("at", .time), .must("reason", .text()))),
      .may(
        "incentive", .open(.must("rule", .text()), .may("code", .text()), .must("event", event), .must("at", .time))),
      .must(
        "readers",
        .list(
          .open(
            .must("address", .text(), "Masked."), .must("scope", .word(LinkScope.allCases.map(\.rawValue))),
            .must("wishes", .word(Wishes.allCases.map(\.rawValue))), .must("asked_at", .time),
            .may("confirmed_at", .time), .may("stopped_at", .time)))),
      .must(
        "news",
        .list(
          .open(
            .must("event", eventID), .must("type", event), .must("at", .time), .must("is_bad", .flag),
            .may("why_not", .text(), "Why nobody was written to."), .must("messages", .list(.named("Message")))))),
      .must("questions", .list(.named("Message")), "The mails that ask for a confirmation."),
      .must(
        "actions",
        .list(
          .open(
            .must("action", .word(DeskAction.Kind.allCases.map(\.rawValue))), .must("at", .time),
            .may("reason", .text()), .must("who", .text())))))
  }
}
