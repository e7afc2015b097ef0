import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Tracking

/// Takes every request of the shop's API the same way: who asks → how much is left for them → the body → was it
/// answered before → the route.
struct APIDesk: Sendable {
  let parts: SiteParts
  let routes: [APIRoute]

  init(parts: SiteParts) {
    self.parts = parts
    routes =
      ShipmentRoutes(parts: parts).routes + DeskRoutes(parts: parts).routes + LinkRoutes(parts: parts).routes
      + WebhookRoutes(parts: parts).routes + ShopRoutes(parts: parts).routes + IncentiveRoutes(parts: parts).routes
  }

  func add(to router: Router<SiteContext>) {
    for route in routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try await serve(route, request, context)
      }
    }
    let document = OpenAPIDocument(routes).text
    router.get(RouterPath(OpenAPIDocument.path)) { _, _ in
      APIAnswer(status: .ok, contentType: "application/json", body: Array(document.utf8)).response
    }
  }

  /// What a path without a route means: an address that takes other methods, or none.
  func problem(_ path: String) -> Problem {
    var methods = routes.filter { $0.matches(path) }.map(\.method.rawValue)
    if path == OpenAPIDocument.path { methods = ["GET"] }
    guard !methods.isEmpty else { return Problem(.notFound) }
    if methods.contains("GET") { methods.append("HEAD") }
    var problem = Problem(.methodNotAllowed, detail: "This address takes \(methods.joined(separator: ", ")).")
    problem.fields[.allow] = methods.joined(separator: ", ")
    return problem
  }

  private func serve(_ route: APIRoute, _ request: Request, _ context: SiteContext) async throws -> Response {
    let (shop, key) = try await Authentication(parts: parts).owner(of: request)
    let rate = parts.rates.take(key.id, at: parts.clock.wall())
    var answer: APIAnswer
    do {
      guard rate.isGranted else { throw rate.problem }
      let body = try await body(of: request, upTo: route.bodyLimit)
      let call = APICall(shop: shop, key: key, request: request, parameters: context.parameters, body: body)
      answer = route.isKept ? try await once(call, route) : try await route.answer(call)
    } catch let problem as Problem {
      answer = problem.answer
    }
    for field in rate.fields { answer.fields[field.name] = field.value }
    return answer.response
  }

  /// Does what was asked for once for each `Idempotency-Key`, and gives the answer again.
  private func once(_ call: APICall, _ route: APIRoute) async throws -> APIAnswer {
    guard let key = try IdempotencyKey.read(call.request) else { return try await route.answer(call) }
    let answers = parts.api.answers
    switch try await answers.begin(
      key, request: IdempotencyKey.fingerprint(of: call), shop: call.shop.id, at: parts.clock.wall())
    {
    case .again(let kept): return APIAnswer(kept)
    case .underWay: throw Problem(.requestUnderWay)
    case .anotherRequest: throw Problem(.keyReused)
    case .first: break
    }
    do {
      let answer = try await route.answer(call)
      if let kept = answer.kept {
        try await answers.keep(kept, for: key, shop: call.shop.id)
      } else {
        try await answers.forget(key, shop: call.shop.id)
      }
      return answer
    } catch {
      // Nothing was done: the mended request may come under the same key.
      try? await answers.forget(key, shop: call.shop.id)
      throw error
    }
  }

  private func body(of request: Request, upTo limit: Int) async throws -> [UInt8] {
    if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
      throw Problem(.tooLarge, detail: "At most \(limit) bytes.")
    }
    do {
      return Array(buffer: try await request.body.collect(upTo: limit))
    } catch is NIOTooManyBytesError {
      throw Problem(.tooLarge, detail: "At most \(limit) bytes.")
    }
  }
}
