import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Storage

/// Answers every request by its route. Pages that are rendered already mostly do not come here (`ReadyPageHandler`).
struct SiteResponder: Sendable {
  private let parts: SiteParts
  private let routes: RouterResponder<SiteContext>
  private let methods: RouteMethods
  private let logger: Logger
  private let times: RequestTimes
  private let api: APIDesk
  /// "GET /v1/shipments/{id}" of every route; for tests.
  let served: [String]

  init(_ parts: SiteParts, times: RequestTimes, logger: Logger) {
    self.parts = parts
    self.times = times
    self.logger = logger
    let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
    HealthRoutes(parts: parts).add(to: router)
    TrackingRoutes(parts: parts).add(to: router)
    NotifyRoute(parts: parts).add(to: router)
    NewsRoutes(parts: parts).add(to: router)
    PlainLinkRoutes(parts: parts).add(to: router)
    api = APIDesk(parts: parts)
    api.add(to: router)
    methods = RouteMethods(router.routes)
    served = router.routes.map { "\($0.method.rawValue) \($0.path)" }
    routes = router.buildResponder()
  }

  func respond(to request: Request, writer: consuming ResponseWriter, channel: any NIOCore.Channel) async throws {
    let start = ContinuousClock.now
    let context = SiteContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
    var response = await answer(request, context)
    response.headers[.date] = parts.date.text(at: parts.clock.wall())
    try await writer.write(response: response.head, body: response.body)
    times.record(start, path: request.uri.path, isCached: false, status: response.status.code)
  }

  private func answer(_ request: Request, _ context: SiteContext) async -> Response {
    do {
      let response = try await routes.respond(to: request, context: context)
      if response.headers.contains(.contentSecurityPolicy) { return response }
      // Written by the router itself: no such route, or a body that was refused.
      if response.status == .notFound { return await notFound(request, context) }
      return Response(status: response.status, headers: SecurityHeaders.base)
    } catch let problem as Problem {
      return problem.response
    } catch let error as StorageError {
      logger.debug("the database failed", metadata: ["error": "\(error)"])
      return request.uri.path.hasPrefix("/v1/") ? Problem(.unavailable).response : Self.sorry
    } catch {
      logger.debug("a route failed", metadata: ["error": "\(type(of: error))"])
      return Problem(.internalError).response
    }
  }

  /// Programs get a problem, people a page.
  private func notFound(_ request: Request, _ context: SiteContext) async -> Response {
    if request.uri.path.hasPrefix("/v1/") { return api.problem(request.uri.path).response }
    let taken = methods.taken(at: request.uri.path)
    if !taken.isEmpty, !taken.contains(request.method) {
      var headers = SecurityHeaders.base
      headers[.allow] = taken.map(\.rawValue).joined(separator: ", ")
      return Response(status: .methodNotAllowed, headers: headers)
    }
    let asked = SiteRequest(request, peer: context.peer, proxies: parts.configuration.trustedProxies)
    let page = try? await PageDesk(parts: parts).unknown(asked)
    return page?.response ?? Self.sorry
  }

  /// For people, where not even a page can be made.
  private static var sorry: Response {
    var headers = SecurityHeaders.base
    headers[.contentType] = "text/plain; charset=utf-8"
    headers[.retryAfter] = "5"
    let text = "Please try again in a moment.\n"
    return Response(
      status: .serviceUnavailable, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

extension PageKey {
  /// The key of a page at level 0; nil for paths that are no page.
  init?(_ request: HTTPRequest) {
    guard let target = request.path, target.hasPrefix("/t/") || target.hasPrefix("/p/") else { return nil }
    self.init(
      authority: request.authority ?? "", target: target, acceptLanguage: request.headerFields[.acceptLanguage] ?? "",
      isUnlocked: false)
  }
}
