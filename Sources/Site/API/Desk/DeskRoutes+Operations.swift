extension DeskRoutes {
  static let messages = APIOperation(
    id: "showMessages", group: .desk, summary: "What was said about a shipment, to whom and why",
    says: "Also what was not said, and why not. Addresses are masked.",
    answers: [(200, .json("All news with their messages, oldest first.", .named("MessageLog")))])

  static let send = APIOperation(
    id: "sendByHand", group: .desk, summary: "Send one piece of news now",
    says: """
      To everybody who confirmed that they want to be told, whatever they wished for, held or sent before. Consent is \
      never overruled.
      """,
    bodies: [.json(.named("ByHand"))], isBodyRequired: false,
    answers: [(202, .json("Queued; the log as it is now.", .named("MessageLog")))],
    problems: [(409, "Nobody has confirmed, or there is no such news.")])

  static let hold = APIOperation(
    id: "holdNews", group: .desk, summary: "Hold back the news for customers",
    says: "What is queued and what comes waits until it is released. The shop's own events go on.",
    bodies: [.json(.named("Reason"))], answers: [(200, .json("Held.", .named("Held")))])

  static let release = APIOperation(
    id: "releaseNews", group: .desk, summary: "Let held news go",
    says: "For each reader the newest only.", answers: [(200, .json("Released.", .named("Held")))])

  static let close = APIOperation(
    id: "closeShipment", group: .desk, summary: "Close a shipment with a reason",
    says: "It is asked for and told no more; what waits for customers is dropped. Its page stays.",
    bodies: [.json(.named("Reason"))], answers: [(200, .json("As it is now.", .named("Shipment")))])

  static let reopen = APIOperation(
    id: "reopenShipment", group: .desk, summary: "Take the work on a closed shipment up again",
    answers: [(200, .json("As it is now.", .named("Shipment")))])
}
