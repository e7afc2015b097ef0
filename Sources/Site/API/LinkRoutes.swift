import CarrierKit
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Tracking

/// `POST /v1/links/rewrite`: a mail, HTML or text in, the same out with the carriers' tracking links replaced by the
/// shop's plain links. Nothing is stored.
struct LinkRoutes: Sendable {
  let parts: SiteParts

  func add(to router: Router<SiteContext>) {
    router.post("v1/links/rewrite") { request, _ in try await rewrite(request) }
  }

  private func rewrite(_ request: Request) async throws -> Response {
    let shop = try await Authentication(parts: parts).shop(of: request)
    let type = request.headers[.contentType] ?? ""
    guard let content = Self.content(type) else {
      throw Problem(.unsupportedMediaType, detail: "Send message/rfc822, text/html or text/plain.")
    }
    guard let base = base(shop) else {
      throw Problem(
        .invalidFields,
        errors: [FieldProblem(pointer: "", "the shop has no host for its pages", hint: "tidings shop add --host")])
    }
    let message = try await body(of: request)
    let rewriter = LinkRewriter(parts.carriers.recognizer, base: base, usualCarriers: shop.carriers)
    let (bytes, report) = rewriter.rewrite(message, as: content, charset: Self.charset(type))
    if request.headers[.accept]?.lowercased().hasPrefix("application/json") == true {
      return JSONAnswer.response(.ok, RewriteJSON(report, message: bytes))
    }
    var headers = SecurityHeaders.base
    headers[.contentType] = type
    headers[.replaced] = String(report.replaced.count)
    headers[.left] = String(report.left.reduce(0) { $0 + $1.count })
    if !report.skipped.isEmpty || !report.warnings.isEmpty {
      headers[.rewriteNotes] = (report.skipped.map(\.why) + report.warnings).prefix(10).joined(separator: " | ")
    }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
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

  private func body(of request: Request) async throws -> [UInt8] {
    let limit = RewriteLimits().bytes
    if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
      throw Problem(.tooLarge, detail: "At most \(limit >> 20) MB.")
    }
    do {
      return Array(buffer: try await request.body.collect(upTo: limit))
    } catch is NIOTooManyBytesError {
      throw Problem(.tooLarge, detail: "At most \(limit >> 20) MB.")
    }
  }
}

extension HTTPField.Name {
  static let replaced = HTTPField.Name("Tidings-Replaced") ?? .xContentTypeOptions
  static let left = HTTPField.Name("Tidings-Left") ?? .xContentTypeOptions
  static let rewriteNotes = HTTPField.Name("Tidings-Notes") ?? .xContentTypeOptions
}
