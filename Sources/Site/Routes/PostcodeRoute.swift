import HTTPTypes
import Hummingbird
import Presentation
import Storage
import Tracking

/// `POST /t/{token}/postcode`: level 1 for who knows the postcode of the delivery address.
struct PostcodeRoute: Sendable {
  let parts: SiteParts

  func enter(_ request: Request, _ context: SiteContext) async throws -> Response {
    let asked = SiteRequest(request, peer: context.peer, proxies: parts.configuration.trustedProxies)
    let desk = PageDesk(parts: parts)
    let entered = await FormBody.field("postcode", of: request) ?? ""
    guard let link = try await OpenLink.open(context.token, host: asked.host, parts: parts) else {
      return try await desk.unknown(asked).response
    }
    // A form of another site: the cookie would be granted to a reader who never saw the question.
    if let site = request.headers[.fetchSite], site == "cross-site" { return back(link) }
    let wall = parts.clock.wall()
    if link.page.shipment.wantsPostcode { return try await give(entered, link, asked, at: wall) }
    switch parts.postcodes.enter(link.subject, from: asked.address, at: wall) {
    case .open where isRight(entered, link):
      parts.postcodes.forgive(link.subject, from: asked.address)
      var response = back(link)
      response.headers[.setCookie] = parts.cookie.grant(link.subject, at: wall, isSecure: asked.isSecure)
      return response
    case .open(let triesLeft) where triesLeft > 0:
      return answer(link, asked, .wrong(triesLeft: triesLeft), .unprocessableContent)
    case .locked(let until):
      return answer(link, asked, .locked(until: modelTime(until, at: wall)), .tooManyRequests)
    case .open:
      let check = PostcodeRoute.check(
        parts.postcodes.standing(link.subject, at: wall), now: parts.clock.now(), wall: wall)
      return answer(link, asked, check, .tooManyRequests)
    }
  }

  private func modelTime(_ until: Timestamp, at wall: Timestamp) -> Timestamp {
    parts.clock.now().adding(seconds: until.seconds(since: wall))
  }

  /// Not a check: the carrier wants to know the postcode before it tells anything.
  private func give(_ entered: String, _ link: OpenLink, _ asked: SiteRequest, at wall: Timestamp) async throws
    -> Response
  {
    if case .open = parts.postcodes.enter(link.subject, from: asked.address, at: wall) {
      _ = try await CarrierPostcode(parts: parts).store(entered, for: link.page.shipment)
    }
    return back(link)
  }

  /// How a page shows where the link stands, to a reader who has just come: how many tries somebody has left is
  /// told to that somebody only. A lock is counted by the wall's clock and told by the model's.
  static func check(_ standing: PostcodeLock.Standing, now: Timestamp, wall: Timestamp) -> PostcodeCheck {
    switch standing {
    case .open: .open
    case .locked(let until): .locked(until: now.adding(seconds: until.seconds(since: wall)))
    }
  }

  private func isRight(_ entered: String, _ link: OpenLink) -> Bool {
    // Every one is compared, so that the time does not tell which it was.
    link.shipments.compactMap(\.destination.postalCode)
      .reduce(false) { found, stored in Postcode.matches(entered, stored) || found }
  }

  private func back(_ link: OpenLink) -> Response {
    var headers = SecurityHeaders.base
    headers[.location] = link.path
    return Response(status: .seeOther, headers: headers)
  }

  private func answer(
    _ link: OpenLink, _ asked: SiteRequest, _ check: PostcodeCheck, _ status: HTTPResponse.Status
  ) -> Response {
    let looking = Looking(check: check, status: status)
    return PageDesk(parts: parts).page(link, parcel: nil, request: asked, looking: looking).response
  }
}
