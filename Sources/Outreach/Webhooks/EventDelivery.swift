import HTTPTypes
import Metrics
import Storage
import Tracking

/// Sends a webhook. Throws where there was no answer; follows no redirect; checks the address it connects to.
public typealias WebhookTransport = @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPResponse

/// Delivers the next events of an endpoint, in order.
struct EventDelivery: Sendable {
  let outbox: OutboxStore
  let clock: any Timekeeper
  let wall: @Sendable () -> Timestamp
  let owner: LeaseOwner
  let limits: OutboxLimits
  let pageURL: @Sendable (Shipment, Shop, Int) -> String?
  let send: WebhookTransport

  /// Seconds without a delivery after which an endpoint is disabled.
  static let patience: Int64 = 5 * 86_400

  func body(_ facts: EventFacts) throws -> String {
    try EventBody(facts, page: pageURL(facts.shipment, facts.shop, facts.linkVersion)).json()
  }

  /// Sends until something fails or the run has lasted long enough, then settles all of it.
  func deliver(_ run: EndpointRun) async throws {
    let started = ContinuousClock.now
    var results: [EventResult] = []
    for event in run.events {
      let result = await attempt(event, at: run.endpoint)
      results.append(result)
      Counter(label: "tidings_webhooks_total", dimensions: [("outcome", result.fate.word)]).increment()
      if result.fate != .delivered && result.fate != .gaveUp { break }
      if started.duration(to: .now) > limits.run || Task.isCancelled { break }
    }
    try await outbox.settle(run, results, owner: owner, at: clock.now())
  }

  private func attempt(_ event: QueuedEvent, at endpoint: WebhookEndpoint) async -> EventResult {
    let body = Array(event.body.utf8)
    let request = WebhookRequest(
      id: event.id, body: body, secrets: endpoint.secrets(at: clock.now()).compactMap(WebhookSecret.init),
      url: endpoint.url)
    guard !request.secrets.isEmpty, let message = request.request(at: wall()) else {
      let why = "the endpoint's address or secret is not usable"
      return EventResult(sequence: event.sequence, fate: .endpointGone(why: why), result: why)
    }
    do {
      let response = try await send(message, body)
      let retryAfter = response.headerFields[.retryAfter].flatMap { RetryAfter.moment($0, at: clock.now()) }
      return settle(event, endpoint, status: response.status.code, retryAfter, "\(response.status.code)")
    } catch {
      return settle(event, endpoint, status: nil, nil, String("\(error)".prefix(200)))
    }
  }

  private func settle(
    _ event: QueuedEvent, _ endpoint: WebhookEndpoint, status: Int?, _ retryAfter: Timestamp?, _ words: String
  ) -> EventResult {
    let now = clock.now()
    let verdict = WebhookSchedule.verdict(
      status: status, retryAfter: retryAfter, attempts: event.attempts + 1, spread: event.id + endpoint.id, at: now)
    let fate: EventResult.Fate
    switch verdict {
    case .delivered: fate = .delivered
    case .endpointGone: fate = .endpointGone(why: "answered 410 Gone")
    case .retry, .gaveUp:
      if let since = endpoint.failingSince, now.seconds(since: since) >= EventDelivery.patience {
        fate = .endpointGone(why: "no delivery for five days, last: \(words)")
      } else if case .retry(let moment) = verdict {
        fate = .retry(at: moment)
      } else {
        fate = .gaveUp
      }
    }
    return EventResult(sequence: event.sequence, fate: fate, result: words)
  }
}

extension EventResult.Fate {
  /// For metrics.
  var word: String {
    switch self {
    case .delivered: "delivered"
    case .retry: "retry"
    case .gaveUp: "gave_up"
    case .endpointGone: "endpoint_gone"
    }
  }
}
