import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Tracking

/// What machines ask: is it alive, can it serve, may I crawl, what does this problem mean.
struct HealthRoutes: Sendable {
  let parts: SiteParts

  func add(to router: Router<SiteContext>) {
    router.get("livez") { _, _ in plain("alive\n") }
    router.get("readyz") { _, _ in await ready() }
    router.get("robots.txt") { _, _ in plain("User-agent: *\nDisallow: /\n") }
    router.get("problems/:kind") { _, context in
      guard let kind = context.parameters.get("kind").flatMap(Problem.Kind.init(rawValue:)) else {
        throw Problem(.notFound)
      }
      return plain("\(kind.rawValue) (\(kind.status.code)): \(kind.title)\n")
    }
  }

  /// Whether the database answers.
  private func ready() async -> Response {
    do {
      _ = try await parts.shops.find("")
      return plain("database: ok\n")
    } catch {
      return plain("database: failed\n", .serviceUnavailable)
    }
  }

  private func plain(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    var headers = SecurityHeaders.base
    headers[.contentType] = "text/plain; charset=utf-8"
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
