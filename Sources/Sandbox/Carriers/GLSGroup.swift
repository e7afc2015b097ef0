import Tracking

/// GLS Group Track and Trace: OAuth2 client credentials, up to 10 numbers in the path, newest event first, offsets
/// without a colon. Failed deliveries and storage have no event code here; only the header tells them.
enum GLSGroup {
  static let batch = 10
  /// Seconds that a token lives.
  static let tokenLife: Int64 = 14_400

  static let words: [Fact: Word] = [
    .announced: Word("INTIAL.PREADVICE", header: "PREADVICE", .announced),
    .handedOver: Word("INTIAL.NORMAL", header: "INTRANSIT", .inTransit),
    .sortedAtOrigin: Word("OUTBOD.NORMAL", header: "INTRANSIT", .inTransit),
    .arrivedAtHub: Word("INBOUD.NORMAL", header: "INTRANSIT", .inTransit),
    .missedConnection: Word(nil, header: "INWAREHOUSE", .inTransit),
    .arrivedAtDepot: Word("INBOUD.NORMAL", header: "INTRANSIT", .inTransit),
    .outForDelivery: Word("OUTDEL.NORMAL", header: "INDELIVERY", .outForDelivery),
    .recipientAbsent: Word(nil, header: "NOTDELIVERED", .attemptFailed),
    .broughtToPickupPoint: Word("DELIVD.PARCELSHOP", header: "DELIVEREDPS", .readyForPickup, .pickupPoint),
    .placedInLocker: Word("DELIVD.PARCELSHOP", header: "DELIVEREDPS", .readyForPickup),
    .collected: Word("DELIVD.NORMAL", header: "DELIVERED", .delivered),
    .collectedFromLocker: Word("DELIVD.NORMAL", header: "DELIVERED", .delivered),
    .delivered: Word("DELIVD.NORMAL", header: "DELIVERED", .delivered),
    .deliveredToNeighbor: Word("DELIVD.NORMAL", header: "DELIVERED", .delivered),
    .leftInSafePlace: Word("DELIVD.NORMAL", header: "DELIVERED", .delivered),
    .addressUnknown: Word(nil, header: "NOTDELIVERED", .attemptFailed),
    .refused: Word(nil, header: "NOTDELIVERED", .attemptFailed),
  ]

  static func answer(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    if request.path == ["oauth2", "v2", "token"] { return token(request, desk) }
    switch desk.tokens.check(request.bearer, for: .glsGroup, at: desk.now) {
    case .valid: break
    case .expired: return fault(401, "Token has expired", "steps.jwt.TokenExpired")
    case .invalid: return fault(401, "Invalid token", "steps.jwt.FailedToDecode")
    }
    guard request.path.count == 5, request.path[0] == "track-and-trace-v1", request.path[1] == "tracking",
      request.path[2] == "simple", ["trackids", "references"].contains(request.path[3])
    else {
      let path = "/" + request.path.joined(separator: "/")
      return .problem(404, "Not Found", "No static resource \(path).", instance: path)
    }
    let numbers = request.path[4].split(separator: ",").map { String($0).trimmed }
    guard numbers.count <= batch else {
      return .problem(
        400, "Bad Request", "Provided references of size '\(numbers.count)' is more than allowed limit of \(batch)",
        instance: "/tracking/simple/\(request.path[3])/\(request.path[4])")
    }
    let showsEvents = request.parameter("showEvents") != "false"
    let parcels = numbers.map { number in
      desk.parcel(number).map { item($0, at: desk.now, request.acceptedLanguage, showsEvents) } ?? unknown(number)
    }
    return .json(.object([("parcels", .array(parcels))]))
  }

  static func overQuota(retryAfter: String?) -> SandboxAnswer {
    fault(
      429, "Rate limit quota violation. Quota limit  exceeded. Identifier : sandbox",
      "policies.ratelimit.QuotaViolation"
    )
    .retrying(after: retryAfter)
  }

  private static func token(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    let form = request.form
    let user = request.basic?.user ?? form["client_id"]
    let secret = request.basic?.password ?? form["client_secret"]
    guard request.method == "POST", form["grant_type"] == "client_credentials",
      user == SandboxCredentials.glsClientID, secret == SandboxCredentials.glsClientSecret
    else { return fault(401, "Invalid client identifier", "oauth.v2.InvalidClientIdentifier") }
    let end = desk.now.adding(seconds: tokenLife)
    return .json(
      .object([
        ("access_token", .string(desk.tokens.token(for: .glsGroup, until: end))), ("token_type", .string("Bearer")),
        ("expires_in", .number(Int(tokenLife))),
      ]))
  }

  private static func fault(_ status: Int, _ text: String, _ code: String) -> SandboxAnswer {
    let detail = JSONText.object([("errorcode", .string(code))])
    return .json(.object([("fault", .object([("faultstring", .string(text)), ("detail", detail)]))]), status: status)
  }

  private static func unknown(_ number: String) -> JSONText {
    .object([
      ("requested", .string(number)), ("errorCode", .string("E_404_01")),
      ("errorMessage", .string("Resource Not Found")),
    ])
  }

  private static func item(
    _ parcel: SandboxParcel, at now: Timestamp, _ language: WireLanguage, _ showsEvents: Bool
  ) -> JSONText {
    let spoken = parcel.journey.spoken(by: .glsGroup, at: now)
    var members: [(String, JSONText)] = [
      ("requested", .string(parcel.number)), ("unitno", .string(parcel.number)),
    ]
    if let last = spoken.last {
      members.append(("status", .string(last.word.header ?? "")))
      members.append(("statusDateTime", .string(LocalClock(last.event.at).withOffset(colon: false))))
    }
    if showsEvents {
      members.append(("events", .array(spoken.reversed().compactMap { event($0, of: parcel, language) })))
    }
    return .object(members)
  }

  private static func event(
    _ spoken: Journey.Spoken, of parcel: SandboxParcel, _ language: WireLanguage
  ) -> JSONText? {
    guard let code = spoken.word.code else { return nil }
    let announced = spoken.event.fact == .announced
    return .object([
      ("code", .string(code)), ("city", .string(announced ? "" : spoken.event.city.name)),
      ("postalCode", .string(announced ? "" : spoken.event.city.postalCode)),
      ("country", .string(spoken.event.city.country)),
      ("description", .string(Phrasebook.text(spoken.event.fact, carrier: "gls", language: language))),
      ("eventDateTime", .string(LocalClock(spoken.event.at).withOffset(colon: false))),
    ])
  }
}
