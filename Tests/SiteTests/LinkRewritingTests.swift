import Foundation
import HTTPTypes
import Testing

@testable import Site

@Suite struct LinkRewritingTests {
  private static let old = "https://www.dhl.de/?piececode=00340434161094042557"
  private static let new = "https://track.fjordlicht.example/p/dhl/00340434161094042557"

  @Test(
    "mail, HTML and text come back in their own type with the shop's links",
    arguments: [
      ("message/rfc822", "Subject: x\r\n\r\nHier: @\r\n"), ("text/html; charset=iso-8859-1", "<a href=\"@\">Paket</a>"),
      ("text/plain", "Hier: @."),
    ])
  func rewrites(_ type: String, _ form: String) async throws {
    try await RunningSite.run { site in
      let answer = try await site.api(
        .post, "/v1/links/rewrite", form.replacing("@", with: Self.old), type: type)
      #expect(answer.status == 200)
      #expect(answer.body == form.replacing("@", with: Self.new))
      #expect(answer.headers[.contentType] == type)
      #expect(answer.headers[.replaced] == "1")
    }
  }

  @Test("as JSON the answer is the report with the message")
  func json() async throws {
    try await RunningSite.run { site in
      let answer = try await site.post(
        "/v1/links/rewrite",
        headers: [
          .authorization: "Bearer \(RunningSite.secret)", .contentType: "text/plain", .accept: "application/json",
        ], body: "\(Self.old) https://shop.example/")
      #expect(answer.status == 200)
      let report = try JSONDecoder().decode(Report.self, from: Data(answer.body.utf8))
      #expect(report.replaced.first?.link == Self.new)
      #expect(report.left.first?.host == "shop.example")
      let message = try #require(Data(base64Encoded: report.message))
      #expect(String(decoding: message, as: UTF8.self) == "\(Self.new) https://shop.example/")
    }
  }

  private struct Report: Decodable {
    struct Replaced: Decodable { let link: String }
    struct Left: Decodable { let host: String }
    let replaced: [Replaced]
    let left: [Left]
    let message: String
  }

  @Test("what is in doubt comes back as it was, with the reason; other types and strangers are refused")
  func refusals() async throws {
    try await RunningSite.run { site in
      let broken = "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\n\(Self.old)\r\n"
      let kept = try await site.api(.post, "/v1/links/rewrite", broken, type: "message/rfc822")
      #expect(kept.status == 200)
      #expect(kept.body == broken)
      #expect(kept.headers[.rewriteNotes]?.contains("cut off") == true)
      #expect(try await site.api(.post, "/v1/links/rewrite", "{}").status == 415)
      #expect(try await site.post("/v1/links/rewrite", headers: [.contentType: "text/plain"], body: "x").status == 401)
    }
  }
}
