import Storage
import Tracking

/// The named shapes of the API's description.
enum APISchemas {
  static let all: [(String, Schema)] =
    shared + shipments + messages + webhooks + shop + incentives

  static let event = Schema.word(News.Kind.allCases.map(\.rawValue))
  static let eventID = Schema.text(pattern: "^evt_[0-9]+$")

  private static let shared: [(String, Schema)] = [
    (
      "Problem",
      .open(
        .must("type", .text(), "The path of a page that explains this kind of problem."),
        .must("title", .text()), .must("status", .whole(from: 400, to: 599)), .may("detail", .text()),
        .may(
          "errors",
          .list(
            .open(
              .must("pointer", .text(), "JSON pointer to the field; a parameter's name in a query."),
              .must("detail", .text()), .may("hint", .text(), "What would be right.")))))
    ),
    ("Window", .open(.must("from", .text()), .must("to", .text()))),
    ("Reason", .closed(.must("reason", .text(most: 500, least: 1), "Kept with the shipment; a sentence for people."))),
  ]
}
