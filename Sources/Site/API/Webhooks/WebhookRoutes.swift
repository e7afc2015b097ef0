import Foundation
import HTTPTypes
import Storage
import Tracking

/// `/v1/webhooks`: where a shop wants its events.
struct WebhookRoutes: Sendable {
  let parts: SiteParts
  static let mostEndpoints = 20

  var routes: [APIRoute] {
    [
      APIRoute(.post, "/v1/webhooks", Self.create, isKept: true) { try await create($0) },
      APIRoute(.get, "/v1/webhooks", Self.list) { call in
        try call.refuseQuery()
        let all = try await parts.api.endpoints.all(shop: call.shop.id)
        return APIAnswer.json(.ok, WebhookListJSON(webhooks: all.map { WebhookJSON($0) }))
      },
      APIRoute(.get, "/v1/webhooks/{id}", Self.show) { call in
        try call.refuseQuery()
        return APIAnswer.json(.ok, WebhookJSON(try await endpoint(call)))
      },
      APIRoute(.patch, "/v1/webhooks/{id}", Self.change) { try await change($0) },
      APIRoute(.delete, "/v1/webhooks/{id}", Self.remove) { call in
        try call.refuseQuery()
        guard try await parts.api.endpoints.remove(call.parameter("id"), shop: call.shop.id) else {
          throw Problem(.notFound)
        }
        return .done
      },
      APIRoute(.post, "/v1/webhooks/{id}/rotate-secret", Self.rotate, isKept: true) { try await rotate($0) },
      APIRoute(.post, "/v1/webhooks/{id}/test", Self.test) { try await test($0) },
      APIRoute(.post, "/v1/webhooks/{id}/replay", Self.replay, isKept: true) { try await replay($0) },
    ]
  }

  private func create(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    var reader = try call.object()
    reader.require("url")
    let url = WebhookBody.url(&reader, allowsPlainLoopback: parts.configuration.allowsPlainWebhooks)
    let kinds = WebhookBody.kinds(&reader)
    try reader.done()
    guard let url else { throw Problem(.internalError) }
    guard try await parts.api.endpoints.all(shop: call.shop.id).count < Self.mostEndpoints else {
      throw Problem(.notPossible, detail: "A shop has at most \(Self.mostEndpoints) webhooks.")
    }
    let endpoint = WebhookEndpoint(
      id: "ep_" + parts.api.random(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(),
      shop: call.shop.id, url: url, secrets: [secret()], kinds: kinds, createdAt: parts.clock.now())
    try await parts.api.endpoints.save(endpoint)
    var answer = APIAnswer.json(.created, WebhookJSON(endpoint, secret: endpoint.secrets.first))
    answer.fields[.location] = "/v1/webhooks/\(endpoint.id)"
    return answer
  }

  private func change(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    var reader = try call.object(types: APICall.mergeTypes)
    var change = EndpointChange()
    if reader.has("url") {
      reader.require("url")
      change.url = WebhookBody.url(&reader, allowsPlainLoopback: parts.configuration.allowsPlainWebhooks)
    }
    if reader.has("events") { change.kinds = .some(WebhookBody.kinds(&reader)) }
    if reader.has("enabled") {
      reader.require("enabled")
      change.isEnabled = reader.bool("enabled")
    }
    try reader.done()
    guard
      let endpoint = try await parts.api.endpoints.change(
        call.parameter("id"), shop: call.shop.id, change, at: parts.clock.now())
    else { throw Problem(.notFound) }
    return APIAnswer.json(.ok, WebhookJSON(endpoint))
  }

  private func rotate(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    var reader = try call.optionalObject()
    let hours = reader.int("keep_old_hours") ?? 24
    if !(0...168).contains(hours) { reader.note("keep_old_hours", "must be from 0 to 168") }
    try reader.done()
    let id = call.parameter("id")
    let secret = secret()
    let until = parts.clock.now().adding(hours: Int64(min(max(hours, 0), 168)))
    guard try await parts.api.endpoints.rotate(id, shop: call.shop.id, secret: secret, oldUntil: until) else {
      throw Problem(.notFound)
    }
    return APIAnswer.json(.ok, WebhookJSON(try await endpoint(call), secret: secret))
  }

  private func test(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    var reader = try call.optionalObject()
    let kind = WebhookBody.kind(&reader, "event") ?? .delayLate
    try reader.done()
    let result = await parts.api.trial(try await endpoint(call), call.shop, kind)
    return APIAnswer.json(.ok, TrialJSON(kind, result))
  }

  private func replay(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    var reader = try call.object()
    let wanted = WebhookBody.replay(&reader, now: parts.clock.now())
    try reader.done()
    let id = try await endpoint(call).id
    let count =
      switch wanted {
      case .event(let sequence)?:
        try await parts.api.endpoints.replay(id, shop: call.shop.id, event: sequence, at: parts.clock.now())
      case .span(let from, let to)?:
        try await parts.api.endpoints.replay(id, shop: call.shop.id, from: from, to: to, at: parts.clock.now())
      case nil: 0
      }
    return APIAnswer.json(.accepted, ReplayedJSON(queued: count))
  }

  private func endpoint(_ call: APICall) async throws -> WebhookEndpoint {
    guard let endpoint = try await parts.api.endpoints.find(call.parameter("id"), shop: call.shop.id) else {
      throw Problem(.notFound)
    }
    return endpoint
  }

  /// Standard Webhooks 1.0: 24 to 64 random bytes.
  private func secret() -> String { "whsec_" + Data(parts.api.random(32)).base64EncodedString() }
}
