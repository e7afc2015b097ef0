import Storage
import Tracking

/// A webhook as its shop sees it.
struct WebhookJSON: Encodable {
  let id, url: String
  let events: [String]?
  let status, createdAt: String
  let failingSince, disabledAt, disabledWhy, oldSecretUntil: String?
  let secret: String?

  enum CodingKeys: String, CodingKey {
    case id, url, events, status, secret
    case createdAt = "created_at"
    case failingSince = "failing_since"
    case disabledAt = "disabled_at"
    case disabledWhy = "disabled_why"
    case oldSecretUntil = "old_secret_until"
  }

  /// - Parameter secret: only in the answer that made it.
  init(_ endpoint: WebhookEndpoint, secret: String? = nil) {
    id = endpoint.id
    url = endpoint.url
    events = endpoint.kinds.map { $0.map(\.rawValue).sorted() }
    status = endpoint.disabledAt != nil ? "disabled" : endpoint.failingSince != nil ? "failing" : "enabled"
    createdAt = endpoint.createdAt.rfc3339
    failingSince = endpoint.failingSince?.rfc3339
    disabledAt = endpoint.disabledAt?.rfc3339
    disabledWhy = endpoint.disabledWhy
    oldSecretUntil = endpoint.oldSecretUntil?.rfc3339
    self.secret = secret
  }
}

struct WebhookListJSON: Encodable {
  let webhooks: [WebhookJSON]
}

/// What came of a test event.
struct TrialJSON: Encodable {
  let event: String
  let delivered: Bool
  let status: Int?
  let result: String
  let milliseconds: Int

  init(_ kind: News.Kind, _ result: EventTrialResult) {
    event = kind.rawValue
    delivered = result.isDelivered
    status = result.status
    self.result = result.words
    milliseconds = result.milliseconds
  }
}

struct ReplayedJSON: Encodable {
  let queued: Int
}
