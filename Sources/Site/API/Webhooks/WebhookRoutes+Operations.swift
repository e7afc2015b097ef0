extension WebhookRoutes {
  static let create = APIOperation(
    id: "createWebhook", group: .webhooks, summary: "Add an address for events",
    says: "The answer holds the secret that signs (Standard Webhooks 1.0). It is shown this once.",
    bodies: [.json(.named("NewWebhook"))],
    answers: [(201, .json("With its secret.", .named("WebhookWithSecret"), hasLocation: true))],
    problems: [(409, "The shop has as many webhooks as it may have.")])

  static let list = APIOperation(
    id: "listWebhooks", group: .webhooks, summary: "All webhooks of the shop",
    answers: [(200, .json("Oldest first, without secrets.", .named("WebhookList")))])

  static let show = APIOperation(
    id: "showWebhook", group: .webhooks, summary: "One webhook",
    answers: [(200, .json("Without its secret.", .named("Webhook")))])

  static let change = APIOperation(
    id: "changeWebhook", group: .webhooks, summary: "Change address or events, disable, enable again",
    says: "A disabled webhook gets no events; what happened meanwhile can be replayed.",
    bodies: APIOperation.Body.merge(.named("WebhookChange")),
    answers: [(200, .json("As it is now.", .named("Webhook")))])

  static let remove = APIOperation(
    id: "removeWebhook", group: .webhooks, summary: "Remove a webhook and what is queued for it",
    answers: [(204, .empty("It is gone."))])

  static let rotate = APIOperation(
    id: "rotateSecret", group: .webhooks, summary: "Give a webhook a new secret",
    says: "For some hours both sign, so that no event is refused while the receiver changes over.",
    bodies: [.json(.named("Rotation"))], isBodyRequired: false,
    answers: [(200, .json("With the new secret, shown this once.", .named("WebhookWithSecret")))])

  static let test = APIOperation(
    id: "testWebhook", group: .webhooks, summary: "Send a test event now",
    says: """
      A made-up shipment, signed like every event, with `"test": true` in its data and an id that begins with \
      `evt_test_`. It waits for the answer and is not repeated.
      """,
    bodies: [.json(.named("Trial"))], isBodyRequired: false,
    answers: [(200, .json("What the receiver answered.", .named("TrialResult")))])

  static let replay = APIOperation(
    id: "replayEvents", group: .webhooks, summary: "Send events again",
    says: "One by its id, or all of a span of time, with their old ids and in their old order.",
    bodies: [.json(.named("Replay"))],
    answers: [(202, .json("They go out like all others.", .named("Replayed")))])
}
