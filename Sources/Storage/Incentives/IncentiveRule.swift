import Tracking

/// Goodwill that a shop attaches to bad news: a text, with or without a voucher's code.
public struct IncentiveRule: Hashable, Sendable, Codable, Identifiable {
  /// Short name in the shop: `late-two-days`.
  public var id: String
  /// The news it belongs to.
  public var kinds: Set<News.Kind>
  /// Business days between the promise and the day expected now; nil: however late.
  public var minBusinessDaysLate: Int?
  /// What the order must be worth, in its own currency; nil: whatever it is.
  public var minOrderValue: Money?
  /// Takes a code from the pool of this rule; without one left, nothing is given.
  public var takesVoucher: Bool
  /// What is said, by language (BCP 47).
  public var texts: [String: IncentiveText]

  public init(
    id: String, kinds: Set<News.Kind>, minBusinessDaysLate: Int? = nil, minOrderValue: Money? = nil, takesVoucher: Bool,
    texts: [String: IncentiveText]
  ) {
    self.id = id
    self.kinds = kinds
    self.minBusinessDaysLate = minBusinessDaysLate
    self.minOrderValue = minOrderValue
    self.takesVoucher = takesVoucher
    self.texts = texts
  }

  /// Whether `news` about `shipment` earns it. Plain links earn nothing: nobody knows who made them.
  func applies(to news: News, of shipment: Shipment) -> Bool {
    guard shipment.source != .link, isAbout(news, shipment) else { return false }
    if let least = minOrderValue, !(shipment.orderValue?.reaches(least) ?? false) { return false }
    guard let minBusinessDaysLate else { return true }
    return (shipment.delay.businessDaysLate ?? 0) >= minBusinessDaysLate
  }

  /// A day that moves once more while the parcel is late belongs to its delay, which is told once only.
  private func isAbout(_ news: News, _ shipment: Shipment) -> Bool {
    if kinds.contains(news.kind) { return true }
    return news.kind == .estimateRevised && news.isBad && shipment.delay.level != .none
      && kinds.contains(News.Kind(shipment.delay.level))
  }
}

/// The words of an incentive in one language.
public struct IncentiveText: Hashable, Sendable, Codable {
  public var title: String
  public var text: String
  /// "10 €".
  public var worth: String?
  public var terms: String?

  public init(title: String, text: String, worth: String? = nil, terms: String? = nil) {
    self.title = title
    self.text = text
    self.worth = worth
    self.terms = terms
  }
}

/// What was given to an order.
public struct Incentive: Hashable, Sendable {
  public var rule: String
  public var code: String?
  /// The news it was attached to.
  public var kind: News.Kind
  public var at: Timestamp
  /// Empty where the rule is gone.
  public var texts: [String: IncentiveText]

  /// In `language`, its base language, or the first there is.
  public func text(in language: String) -> IncentiveText? {
    texts[language] ?? texts[String(language.prefix { $0 != "-" })] ?? texts.sorted { $0.key < $1.key }.first?.value
  }
}
