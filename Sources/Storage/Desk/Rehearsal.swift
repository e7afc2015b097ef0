import Tracking

// Values that nothing was stored for: what a shop tries its endpoints and its mails with.

extension Incentive {
  /// What `rule` would give for news of `kind`, without a code of its pool.
  public init(rehearsing rule: IncentiveRule, for kind: News.Kind, at now: Timestamp) {
    self.init(rule: rule.id, code: rule.takesVoucher ? "TEST-CODE" : nil, kind: kind, at: now, texts: rule.texts)
  }
}

extension EventFacts {
  /// An event about `shipment`, which is stored nowhere.
  public init(rehearsing news: News, of shipment: Shipment, shop: Shop, incentive: Incentive?) {
    self.init(sequence: 0, news: news, shipment: shipment, shop: shop, linkVersion: 1, incentive: incentive)
  }
}

extension MailJob {
  /// A message about `shipment`, which is stored nowhere.
  ///
  /// - Parameter number: makes the Message-ID its own.
  public init(
    rehearsing kind: News.Kind, of shipment: Shipment, to subscription: Subscription, shop: Shop,
    incentive: Incentive?, number: Int64, at now: Timestamp
  ) {
    let told = Told(kind: kind, shipment: shipment, linkVersion: 1, incentive: incentive)
    self.init(
      content: .news(told), subscription: subscription, shop: shop, attempts: 0, queuedAt: now, seq: number)
  }
}

extension Subscription {
  /// A reader who is stored nowhere; links in their mails lead to nothing.
  public init(
    rehearsing id: SubscriptionID, of shipment: Shipment, address: MailAddress, language: String,
    textVersion: String, at now: Timestamp
  ) {
    self.init(
      id: id, shop: shipment.shop, subject: .shipment(shipment.id), channel: .email, address: address.text,
      language: language, wishes: .all, textVersion: textVersion, askedAt: now, confirmedAt: now)
  }
}
