import Storage
import Tracking

extension APISchemas {
  static var webhooks: [(String, Schema)] {
    let events = Schema.list(event, isSet: true)
    let url = Schema.text(most: 1000, least: 1).example("https://shop.example/hooks/tidings")
    return [
      (
        "NewWebhook",
        .closed(
          .must("url", url, "https, on a host that everybody can reach."),
          .may("events", events.orNull, "Which events; all where it is left out or null."))
      ),
      (
        "WebhookChange",
        .closed(.may("url", url), .may("events", events.orNull, "Null: all."), .may("enabled", .flag))
      ),
      ("Webhook", .object(webhook, isClosed: false)),
      (
        "WebhookWithSecret",
        .object(
          webhook + [.must("secret", .text(), "Shown once. Standard Webhooks 1.0: `whsec_` and base64.")],
          isClosed: false)
      ),
      ("WebhookList", .open(.must("webhooks", .list(.named("Webhook"))))),
      ("Rotation", .closed(.may("keep_old_hours", Schema.whole(from: 0, to: 168).orNull, "24 where left out."))),
      ("Trial", .closed(.may("event", event.orNull, "`delay.late` where left out."))),
      (
        "TrialResult",
        .open(
          .must("event", event), .must("delivered", .flag), .may("status", .whole()), .must("result", .text()),
          .must("milliseconds", .whole(from: 0)))
      ),
      (
        "Replay",
        .either(
          .closed(.must("event", eventID)),
          .closed(.must("from", .time), .may("to", Schema.time.orNull, "Now where left out; not included.")))
      ),
      ("Replayed", .open(.must("queued", .whole(from: 0)))),
    ]
  }

  private static var webhook: [Schema.Field] {
    [
      .must("id", .text()), .must("url", .text()), .may("events", .list(event), "Left out: all."),
      .must("status", .word(["enabled", "failing", "disabled"])), .must("created_at", .time),
      .may("failing_since", .time), .may("disabled_at", .time), .may("disabled_why", .text()),
      .may("old_secret_until", .time, "Until then the secret before signs too."),
    ]
  }

  static var shop: [(String, Schema)] {
    let link = Schema.text(most: 500).orNull
    return [
      (
        "Shop",
        .open(
          .must("id", .text()), .must("name", .text()), .must("color", .text()), .may("mark", .text()),
          .may("home_url", .text()), .may("imprint_url", .text()), .may("privacy_url", .text()),
          .may("contact_mail", .text()), .may("contact_url", .text()), .must("hosts", .list(.text())),
          .must("languages", .list(.text())), .may("country", .text()), .must("carriers", .list(.text())),
          .must("quiet_hours", .text(), "When customers are not written to, at the destination."))
      ),
      (
        "ShopChange",
        .closed(
          .may("name", .text(most: 100, least: 1), "The name that customers know."),
          .may("color", .text(pattern: "^#[0-9A-Fa-f]{6}$"), "Every readable color of a page is derived from it."),
          .may("mark", Schema.text(most: 2000).orNull, "Path data of one stroked SVG path on a 24 × 24 grid."),
          .may("home_url", link), .may("imprint_url", link), .may("privacy_url", link),
          .may("contact_mail", Schema.text(most: 254).orNull), .may("contact_url", link),
          .may("languages", .list(.text(), least: 1, most: 20), "The first is the fallback."),
          .may("country", Schema.text(pattern: "^[A-Za-z]{2}$").orNull),
          .may("carriers", .list(.text(), most: 100), "Most used first."),
          .may("quiet_hours", Schema.text().orNull.example("21:00-07:00"), "`none`: none. Null: the usual ones."))
      ),
    ]
  }

  static var incentives: [(String, Schema)] {
    let text: [Schema.Field] = [
      .must("title", .text(most: 100, least: 1)), .must("text", .text(most: 1000, least: 1)),
      .may("worth", Schema.text(most: 50).orNull, "`10 €`"), .may("terms", Schema.text(most: 1000).orNull),
    ]
    return [
      ("IncentiveText", .object(text, isClosed: true)),
      ("NewRule", .object(rule, isClosed: true)),
      ("NewRules", .closed(.must("rules", .list(.named("NewRule"), most: 50), "The first that applies counts."))),
      (
        "Rule", .object(rule + [.may("vouchers_left", .whole(from: 0), "Codes left in its pool.")], isClosed: false)
      ),
      ("Rules", .open(.must("rules", .list(.named("Rule"))))),
      (
        "Vouchers",
        .closed(.must("codes", .list(.text(pattern: "^[!-~]{1,64}$"), least: 1, most: 100_000)))
      ),
      (
        "VoucherReport",
        .open(.must("added", .whole(from: 0)), .must("known", .whole(from: 0)), .must("left", .whole(from: 0)))
      ),
    ]
  }

  private static var rule: [Schema.Field] {
    [
      .must("id", .text(pattern: "^[a-z0-9-]{1,40}$")),
      .must("events", .list(event, least: 1, isSet: true), "The news that it belongs to."),
      .may(
        "min_business_days_late", Schema.whole(from: 0, to: 365).orNull,
        "Between the promise and the day expected now."),
      .may(
        "min_order_value",
        Schema.closed(
          .must("amount", .text(pattern: "^[0-9]{1,12}([.][0-9]{1,4})?$")),
          .must("currency", .text(pattern: "^[A-Za-z]{3}$"))
        ).orNull, "What the order must be worth, in its own currency."),
      .must("voucher", .flag, "Takes a code from its pool; without one left, nothing is given."),
      .must("texts", .map(.named("IncentiveText"), least: 1), "By language (BCP 47)."),
    ]
  }
}
