import Storage

/// What the site needs to take orders for news. Without it no page offers them.
public struct SiteNews: Sendable {
  let subscriptions: SubscriptionStore
  let incentives: IncentiveStore
  let tokens: SubscriptionTokens
  /// Of what stands beside the form; grows with the text.
  let textVersion: String
  /// Whether somebody writes mails; if not, the form is left out and only incentives are shown.
  let sendsMail: Bool
  let makeID: @Sendable () -> SubscriptionID
  let budget = NewsBudget()

  /// - Parameter makeID: gives a new subscription's id (`SubscriptionID.random`).
  public init(
    subscriptions: SubscriptionStore, incentives: IncentiveStore, tokens: SubscriptionTokens, textVersion: String,
    sendsMail: Bool, makeID: @escaping @Sendable () -> SubscriptionID
  ) {
    self.subscriptions = subscriptions
    self.incentives = incentives
    self.tokens = tokens
    self.textVersion = textVersion
    self.sendsMail = sendsMail
    self.makeID = makeID
  }
}
