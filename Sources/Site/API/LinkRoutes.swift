import CarrierKit
import Foundation
import HTTPTypes
import Hummingbird
import Storage
import Tracking

/// `POST /v1/links/rewrite`: a mail, HTML or text in, the same out with the carriers' tracking links replaced by the
/// shop's plain links. Nothing is stored.
struct LinkRoutes: Sendable {
  let parts: SiteParts

  var routes: [APIRoute] {
    [APIRoute(.post, "/v1/links/rewrite", Self.operation, bodyLimit: RewriteLimits().bytes) { try rewrite($0) }]
  }

  private static let operation = APIOperation(
    id: "rewriteLinks", group: .links, summary: "Replace the carriers' links in a message by the shop's",
    says: "Nothing is stored. With `Accept: application/json` the answer says what was done and holds the message.",
    bodies: ["message/rfc822", "text/html", "text/plain"].map { APIOperation.Body(type: $0, schema: .anything) },
    answers: [
      (
        200,
        APIOperation.Answer(
          says: "The message in the media type it came in, or what was done.", schema: .named("Rewritten"),
          alsoTypes: ["message/rfc822", "text/html", "text/plain"].map {
            APIOperation.Body(type: $0, schema: .text())
          })
      )
    ])

  private func rewrite(_ call: APICall) throws -> APIAnswer {
    try call.refuseQuery()
    let type = call.request.headers[.contentType] ?? ""
    guard let content = Self.content(type) else {
      throw Problem(.unsupportedMediaType, detail: "Send message/rfc822, text/html or text/plain.")
    }
    guard let base = base(call.shop) else {
      throw Problem(
        .invalidFields,
        errors: [FieldProblem(pointer: "", "the shop has no host for its pages", hint: "tidings shop add --host")])
    }
    let rewriter = LinkRewriter(parts.carriers.recognizer, base: base, usualCarriers: call.shop.carriers)
    let (bytes, report) = rewriter.rewrite(call.body, as: content, charset: Self.charset(type))
    if call.request.headers[.accept]?.lowercased().hasPrefix("application/json") == true {
      return APIAnswer.json(.ok, RewriteJSON(report, message: bytes))
    }
    var answer = APIAnswer(status: .ok, contentType: type, body: bytes)
    answer.fields[.replaced] = String(report.replaced.count)
    answer.fields[.left] = String(report.left.reduce(0) { $0 + $1.count })
    if !report.skipped.isEmpty || !report.warnings.isEmpty {
      answer.fields[.rewriteNotes] = (report.skipped.map(\.why) + report.warnings).prefix(10).joined(separator: " | ")
    }
    return answer
  }

  /// Where the shop's pages are found.
  private func base(_ shop: Shop) -> PlainLinkBase? {
    PageLinks.base(of: shop, else: parts.configuration.publicBase).flatMap { PlainLinkBase($0) }
  }

  private static func content(_ type: String) -> LinkRewriter.Content? {
    switch type.lowercased().prefix(while: { $0 != ";" }).trimmingCharacters(in: .whitespaces) {
    case "message/rfc822": .mail
    case "text/html": .html
    case "text/plain": .text
    default: nil
    }
  }

  /// HTTP has no default charset; the web's is UTF-8.
  private static func charset(_ type: String) -> String {
    let parameters = type.split(separator: ";").dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }
    let charset = parameters.first { $0.lowercased().hasPrefix("charset=") }?.dropFirst("charset=".count)
    return charset.map { $0.filter { $0 != "\"" } } ?? "utf-8"
  }
}

extension HTTPField.Name {
  static let replaced = HTTPField.Name("Tidings-Replaced") ?? .xContentTypeOptions
  static let left = HTTPField.Name("Tidings-Left") ?? .xContentTypeOptions
  static let rewriteNotes = HTTPField.Name("Tidings-Notes") ?? .xContentTypeOptions
}
