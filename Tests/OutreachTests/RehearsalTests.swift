import Foundation
import HTTPTypes
import Storage
import Synchronization
import Testing
import Tracking

@testable import Outreach

@Suite("A shop tries its endpoints and mails") struct RehearsalTests {
  private struct Refused: Error {}

  private func rehearsal(
    webhooks: @escaping WebhookTransport = { _, _ in throw Refused() },
    mailer: @escaping MailSender = { _ in .refused("550") }
  ) throws -> Rehearsal {
    Rehearsal(desk: try OutreachWorld.desk(), webhooks: webhooks, mailer: mailer) { OutreachWorld.start }
  }

  private let endpoint = WebhookEndpoint(
    id: "ep_1", shop: "fjordlicht", url: "https://shop.example/hook", secrets: [OutreachWorld.secret],
    createdAt: OutreachWorld.start)

  @Test("Every event arrives signed, marked as a test, with its own name and what a rule would give")
  func events() async throws {
    let rule = IncentiveRule(
      id: "late", kinds: [.delayLate], takesVoucher: true, texts: ["en": IncentiveText(title: "S", text: "T")])
    for kind in News.Kind.allCases {
      let seen = Mutex<(request: HTTPRequest, body: [UInt8])?>(nil)
      let rehearsal = try rehearsal { request, body in
        seen.withLock { $0 = (request, body) }
        return HTTPResponse(status: .noContent)
      }
      let outcome = await rehearsal.event(kind, to: endpoint, shop: OutreachWorld.shop, rules: [rule], mark: "x1")
      #expect(outcome.status == 204)
      #expect(outcome.isDelivered)
      let (request, bytes) = try #require(seen.withLock { $0 })
      let id = try #require(HTTPField.Name("webhook-id"))
      let signature = try #require(HTTPField.Name("webhook-signature"))
      #expect(request.headerFields[id] == "evt_test_x1")
      let secret = try #require(WebhookSecret(OutreachWorld.secret))
      #expect(
        request.headerFields[signature]
          == secret.signature(id: "evt_test_x1", timestamp: OutreachWorld.start.seconds, body: bytes))
      let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      let data = try #require(json["data"] as? [String: Any])
      #expect(json["type"] as? String == kind.rawValue)
      #expect(data["test"] as? Bool == true)
      #expect((data["incentive"] as? [String: Any])?["code"] as? String == (kind == .delayLate ? "TEST-CODE" : nil))
    }
  }

  @Test("A refusal and no answer are told apart")
  func failures() async throws {
    let refused = try rehearsal { _, _ in HTTPResponse(status: .internalServerError) }
    let answered = await refused.event(.delayLate, to: endpoint, shop: OutreachWorld.shop, mark: "x")
    #expect(answered.status == 500)
    #expect(!answered.isDelivered)
    let silent = await (try rehearsal()).event(.delayLate, to: endpoint, shop: OutreachWorld.shop, mark: "x")
    #expect(silent.status == nil)
    #expect(silent.words == "Refused()")
  }

  @Test("Every kind of news makes a mail in both languages", arguments: ["de", "en"])
  func mails(language: String) async throws {
    let address = try #require(MailAddress("me@fjordlicht.example"))
    for kind in News.Kind.allCases {
      let seen = Mutex<[MailEnvelope]>([])
      let rehearsal = try rehearsal(mailer: { envelope in
        seen.withLock { $0.append(envelope) }
        return .accepted("250")
      })
      let outcome = await rehearsal.mail(
        kind, to: address, language: language, shop: OutreachWorld.shop, number: 1)
      #expect(outcome.isDelivered, "\(kind): \(outcome.words)")
      #expect(seen.withLock { $0.map(\.to) } == ["me@fjordlicht.example"])
    }
    let refused = await (try rehearsal()).mail(
      .delayLate, to: address, language: language, shop: OutreachWorld.shop, number: 1)
    #expect(refused.words == "refused: 550")
    let unknown = await (try rehearsal()).mail(
      .delayLate, to: address, language: "tlh", shop: OutreachWorld.shop, number: 1)
    #expect(!unknown.isDelivered)
  }
}
