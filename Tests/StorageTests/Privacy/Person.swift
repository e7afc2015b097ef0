import Foundation
import Storage
import Testing
import Tracking

/// A customer with something unique in every place that can hold something of theirs.
struct Person {
  static let address = "Secret-Address@example.org"
  static let order = "secret-order"
  static let number = "SECRETNUMBER"

  /// Every text column that can tell of a person, and what stands there. `PersonalColumnTests` holds it complete.
  static let secrets: [String: String] = [
    "shipment.number": number, "shipment.order_number": order, "shipment.postal_code": "secret-postal",
    "shipment.items": "secret-item", "shipment.order_value": "4321.99 EUR", "shipment.received_by": "secret-neighbor",
    "shipment.pickup": "secret-pickup",
    "checkpoint.code": "secret-code", "checkpoint.words": "secret-words", "checkpoint.place_name": "secret-place",
    "checkpoint.place_city": "secret-city", "checkpoint.place_postal_code": "secret-placecode",
    "checkpoint.raw_time": "secret-rawtime", "checkpoint.dedupe_key": "secret-place",
    "subscription.address": address, "subscription.subject": order, "event.body": "secret-body",
    "delivery.result": "secret-result", "news.episode": "secret-episode", "voucher.claimed_by": order,
    "incentive_grant.beneficiary": order, "link_version.subject": order, "unrecognized_code.code": "secret-code",
    "unrecognized_code.sample": "secret-words", "shipment.closed_why": "secret-closing",
    "desk_action.why": "secret-closing",
  ]

  /// Text columns without anything of a person, whole tables first.
  static let impersonalTables: Set<String> = [
    "schema_migration", "shop", "shop_host", "api_key", "quota", "account_state", "webhook_endpoint",
    "incentive_rule", "sqlite_sequence",
    // Regions, days, hubs and random ids; a lesson is gone with the next snapshot.
    "lesson", "learning", "incident", "incident_shop",
    // A keyed fingerprint, and stays.
    "consent",
    // Sealed, for a day; all of the shop go with an erasure.
    "kept_answer",
  ]
  static let impersonalColumns: Set<String> = [
    // Random ids, and words of closed lists.
    "shipment.id", "shipment.shop", "shipment.carrier", "shipment.source", "shipment.state", "shipment.detail",
    "shipment.reason", "shipment.needs_action", "shipment.delay_level", "shipment.last_outcome", "shipment.language",
    "checkpoint.zone_source", "checkpoint.time_precision", "checkpoint.meaning", "checkpoint.state",
    "checkpoint.detail", "checkpoint.reason", "checkpoint.needs_action", "checkpoint.language",
    "subscription.id", "subscription.shop", "subscription.scope", "subscription.channel", "subscription.language",
    "subscription.wishes", "subscription.text_version", "event.shop", "event.kind", "delivery.kind", "delivery.state",
    "news.kind", "voucher.shop", "voucher.rule", "incentive_grant.shop", "incentive_grant.rule",
    "incentive_grant.shipment", "incentive_grant.kind", "link_version.shop", "link_version.scope",
    "unrecognized_code.carrier", "desk_action.action", "desk_action.who",
    // Countries, regions of a country, products of a carrier, days and causes.
    "shipment.country", "shipment.region", "shipment.service", "shipment.origin", "shipment.estimates",
    "shipment.outlook",
    "shipment.delay", "shipment.announced", "checkpoint.place_country",
    // Of the shop's pool; whose it is stands in claimed_by and in the grant.
    "voucher.code", "incentive_grant.code",
  ]

  let outbox: Outbox

  /// Fills in everything: a delivered parcel with history, news told by mail and webhook, a voucher, a revoked link.
  func live(ending end: Timestamp = start) async throws {
    let fixture = outbox.fixture
    var parcel = shipment(Self.number, order: Self.order)
    parcel.destination = Destination(country: "DE", region: "BY", postalCode: "secret-postal")
    parcel.items = [Item(name: "secret-item")]
    parcel.orderValue = Money("4321.99 EUR")
    let added = try await fixture.shipments.add([parcel], at: start)
    let stored = try #require(added.first).shipment
    try await outbox.endpoint()
    let rule = IncentiveRule(id: "late", kinds: [.delayLate], takesVoucher: true, texts: [:])
    try await outbox.incentives.save([rule], shop: "fjordlicht")
    try await outbox.incentives.addVouchers(["DANKE-1"], rule: "late", shop: "fjordlicht")
    _ = try await subscribe()
    try await commit(stored, ending: end)
    _ = try await outbox.outbox.expand(at: start, limit: 100) { _ in "{\"text\":\"secret-body\"}" }
    for job in try await outbox.claimMails() {
      #expect(try await outbox.outbox.begin(job, owner: owner, at: start))
      try await outbox.outbox.settle(job, .sent, result: "secret-result", owner: owner, at: start)
    }
    _ = try await fixture.shipments.close(stored.id, why: "secret-closing", who: "test", at: end)
    try await fixture.database.transaction { connection in
      _ = try connection.execute(
        """
        INSERT INTO link_version (shop, scope, subject, version, revoked_at) VALUES ('fjordlicht', 'order', $1, 2, 0)
        """, [.text(Self.order)])
    }
  }

  func subscribe(_ number: UInt8 = 1, confirmed: Bool = true) async throws -> SubscriptionID {
    let request = try outbox.request(number, subject: .order(Self.order), address: Self.address)
    #expect(try await outbox.subscriptions.ask(request, at: start) == .questionQueued)
    if confirmed {
      guard case .confirmed = try await outbox.subscriptions.confirm(request.id, how: "button", at: start) else {
        throw CancellationError()
      }
    }
    return request.id
  }

  private func commit(_ stored: Shipment, ending end: Timestamp) async throws {
    var next = stored
    next.status = Status(.delivered, .neighbor)
    next.stateSince = end
    next.receivedBy = "secret-neighbor"
    next.pickup = PickupPlace(name: "secret-pickup")
    let civil = CivilTime(start, offset: 3600)
    next.checkpoints = [
      Checkpoint(
        time: CarrierTime(civil: civil, offset: 3600, zone: .stated, precision: .second, raw: "secret-rawtime"),
        meaning: .unrecognized, code: "secret-code", text: "secret-words", language: "de",
        place: Place(name: "secret-place", city: "secret-city", postalCode: "secret-placecode", country: "DE"))
    ]
    next.version += 1
    next.nextPollAt = nil
    next.nextAssessAt = nil
    let news = News(kind: .delayLate, shipment: next.id, episode: "secret-episode", at: start, isBad: true)
    let change = Change(
      shipment: next, baseVersion: stored.version, added: next.checkpoints, news: [news],
      unrecognized: ["secret-code"])
    #expect(try await outbox.fixture.shipments.commit([change], owner: nil, at: start).conflicts.isEmpty)
  }
}
