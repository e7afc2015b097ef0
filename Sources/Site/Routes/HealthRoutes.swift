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
    router.get("metrics") { request, context in await metrics(request, context) }
    router.get("robots.txt") { _, _ in plain("User-agent: *\nDisallow: /\n") }
    router.get("problems/:kind") { _, context in
      guard let kind = context.parameters.get("kind").flatMap(Problem.Kind.init(rawValue:)) else {
        throw Problem(.notFound)
      }
      return plain("\(kind.rawValue) (\(kind.status.code)): \(kind.title)\n")
    }
  }

  /// Every check by its name; 503 where one fails.
  private func ready() async -> Response {
    var lines: [String] = []
    var isReady = true
    for check in [database] + parts.configuration.operatorView.checks {
      let failure = await check.failure()
      if failure != nil { isReady = false }
      lines.append("\(check.name): \(failure.map { "failed: \($0)" } ?? "ok")\n")
    }
    return plain(lines.joined(), isReady ? .ok : .serviceUnavailable)
  }

  private var database: OperatorView.Check {
    OperatorView.Check("database") { [shops = parts.shops] in
      do {
        _ = try await shops.find("")
        return nil
      } catch {
        return "it does not answer"
      }
    }
  }

  /// As if it were not there for everybody but the operator's own machines.
  private func metrics(_ request: Request, _ context: SiteContext) async -> Response {
    let view = parts.configuration.operatorView
    let isForwarded = Self.proxyHeaders.contains { request.headers.contains($0) }
    let host = SiteRequest.host(request.head.authority ?? "")
    guard let text = view.metrics, view.mayRead(peer: context.peer, host: host, isForwarded: isForwarded) else {
      return Response(status: .notFound)
    }
    var response = plain(await text())
    response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
    return response
  }

  private static let proxyHeaders = ["x-forwarded-for", "forwarded", "via", "x-real-ip"].compactMap {
    HTTPField.Name($0)
  }

  private func plain(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    var headers = SecurityHeaders.base
    headers[.contentType] = "text/plain; charset=utf-8"
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
