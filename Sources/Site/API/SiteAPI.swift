import Storage
import Tracking

/// Sends an event that is only a test to an endpoint, at once, and says what came of it.
public typealias EventTrial = @Sendable (WebhookEndpoint, Shop, News.Kind) async -> EventTrialResult

/// What came of a test event.
public struct EventTrialResult: Hashable, Sendable {
  /// Nil where there was no answer.
  public var status: Int?
  /// For people: "204", "timed out".
  public var words: String
  public var milliseconds: Int
  public var isDelivered: Bool { status.map { (200...299).contains($0) } ?? false }

  public init(status: Int?, words: String, milliseconds: Int) {
    self.status = status
    self.words = words
    self.milliseconds = milliseconds
  }
}

/// What the shop's API works with besides shipments and shops.
public struct SiteAPI: Sendable {
  let desk: DeskStore
  let endpoints: WebhookEndpointStore
  let incentives: IncentiveStore
  let subscriptions: SubscriptionStore
  let answers: AnswerStore
  /// So many bytes that nobody can guess.
  let random: @Sendable (Int) -> [UInt8]
  let trial: EventTrial

  public init(
    _ database: any Database, box: SecretBox, random: @escaping @Sendable (Int) -> [UInt8], trial: @escaping EventTrial
  ) {
    desk = DeskStore(database)
    endpoints = WebhookEndpointStore(database, box: box)
    incentives = IncentiveStore(database)
    subscriptions = SubscriptionStore(database, box: box)
    answers = AnswerStore(database, box: box)
    self.random = random
    self.trial = trial
  }
}
