import Foundation
import HTTPTypes
import Testing
import Tracking

@testable import Outreach

private let now = Timestamp(seconds: 1_795_000_000)

@Suite("Webhooks as Standard Webhooks 1.0 says")
struct WebhookTests {
  @Test("The specification's example signs to its own signature")
  func example() throws {
    let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    let signature = secret.signature(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array("{\"test\": 2432232314}".utf8))
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
  }

  @Test(
    "Secrets that are too short, too long or of another kind are refused",
    arguments: ["whsec_AAAA", "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_***", ""])
  func secrets(text: String) {
    #expect(WebhookSecret(text) == nil)
  }

  @Test("While a secret is rotated both sign")
  func rotation() throws {
    let old = try #require(WebhookSecret(bytes: Array(repeating: 1, count: 24)))
    let new = try #require(WebhookSecret(bytes: Array(repeating: 2, count: 24)))
    let request = WebhookRequest(
      id: "e1", body: [123, 125], secrets: [new, old], url: "https://shop.example/hook?a=1")
    let sent = try #require(request.request(at: now))
    let name = try #require(sent.headerFields.first { $0.name.canonicalName == "webhook-signature" })
    #expect(name.value.split(separator: " ").count == 2)
    #expect(sent.path == "/hook?a=1")
    #expect(sent.authority == "shop.example")
  }

  @Test(
    "Addresses that are none, or carry a user, are refused",
    arguments: ["ftp://a/", "https://", "https://u:p@a/", "shop.example", "https://a/b c"])
  func addresses(url: String) {
    #expect(WebhookAddress(url) == nil)
  }

  @Test(
    "2xx is delivered, 410 ends the endpoint, everything else is tried for three days",
    arguments: [301, 400, 404, 429, 500, nil] as [Int?])
  func schedule(status: Int?) {
    var moment = now
    for attempt in 1...9 {
      guard
        case .retry(let at) = WebhookSchedule.verdict(
          status: status, retryAfter: nil, attempts: attempt, spread: "e", at: moment)
      else { Issue.record("attempt \(attempt) ended"); return }
      #expect(at > moment)
      moment = at
    }
    #expect((70...90).contains(moment.seconds(since: now) / 3600))
    #expect(WebhookSchedule.verdict(status: status, retryAfter: nil, attempts: 10, spread: "e", at: moment) == .gaveUp)
    #expect(WebhookSchedule.verdict(status: 204, retryAfter: nil, attempts: 1, spread: "e", at: now) == .delivered)
    #expect(WebhookSchedule.verdict(status: 410, retryAfter: nil, attempts: 1, spread: "e", at: now) == .endpointGone)
  }

  @Test("Retry-After is obeyed up to a day")
  func patience() {
    let later = now.adding(hours: 3)
    #expect(
      WebhookSchedule.verdict(status: 503, retryAfter: later, attempts: 1, spread: "e", at: now) == .retry(at: later))
    #expect(
      WebhookSchedule.verdict(status: 503, retryAfter: now.adding(hours: 900), attempts: 1, spread: "e", at: now)
        == .retry(at: now.adding(hours: 24)))
  }
}
