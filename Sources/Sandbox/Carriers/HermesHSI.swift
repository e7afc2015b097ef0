import Tracking

/// Hermes Germany HSI: OAuth2 password grant, up to 100 repeated `shipmentID`s, an unknown number is HTTP 200 with a
/// result code in its item.
enum HermesHSI {
  static let batch = 100
  /// Seconds that a token lives.
  static let tokenLife: Int64 = 3600

  static let words: [Fact: Word] = [
    .announced: Word("0000", .announced),
    .handedOver: Word("1900", .inTransit),
    .sortedAtOrigin: Word("1510", .inTransit),
    .arrivedAtHub: Word("3010", .inTransit),
    .missedConnection: Word("4500", .delayed(.stored)),
    .arrivedAtDepot: Word("2000", .inTransit),
    .outForDelivery: Word("3000", .outForDelivery),
    .recipientAbsent: Word("3731", .attemptFailed, .recipientAbsent),
    .broughtToPickupPoint: Word("3410", .readyForPickup, .pickupPoint),
    .placedInLocker: Word("3410", .readyForPickup, .pickupPoint),
    .collected: Word("3530", .delivered, .collected),
    .collectedFromLocker: Word("3530", .delivered, .collected),
    .delivered: Word("3500", .delivered),
    .deliveredToNeighbor: Word("3500", .delivered),
    .leftInSafePlace: Word("3500", .delivered),
    .damaged: Word("3740", .exception, .damaged),
    .addressUnknown: Word("3720", .exception, .addressIncorrect),
    .refused: Word("3710", .exception, .refused),
    .notCollected: Word("4035", .exception, .notCollected),
    .returning: Word("6080", .returning),
    .returnSorted: Word("1520", .returning),
    .returned: Word("7500", .returned),
    .lost: Word("4630", .exception, .lost),
  ]

  static func answer(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    if request.host == "authme.myhermes.de" { return token(request, desk) }
    guard request.path == ["services", "hsi", "shipmentinfo"] else { return .page(404, "Not Found") }
    switch desk.tokens.check(request.bearer, for: .hermesHSI, at: desk.now) {
    case .valid: break
    case .expired: return oauthError("invalid_token", "The access token expired.")
    case .invalid: return oauthError("invalid_token", "The access token is invalid.")
    }
    let numbers = request.parameters("shipmentID")
    guard !numbers.isEmpty else { return failure(400, "e002", "No shipment ID given.") }
    guard numbers.count <= batch else { return failure(400, "e008", "More than 100 shipment IDs.") }
    let items = numbers.map { number in
      desk.parcel(number).map { item($0, at: desk.now, request.acceptedLanguage) } ?? unknown(number)
    }
    return .json(.object([("shipmentinfo", .array(items))]))
  }

  static func overQuota(retryAfter: String?) -> SandboxAnswer {
    failure(429, "e008", "Too many requests.").retrying(after: retryAfter)
  }

  private static func token(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    let form = request.form
    guard request.method == "POST", request.path == ["authorization-facade", "oauth2", "access_token"],
      form["grant_type"] == "password", form["client_id"] == SandboxCredentials.hermesClientID,
      form["client_secret"] == SandboxCredentials.hermesClientSecret,
      form["username"] == SandboxCredentials.hermesUser, form["password"] == SandboxCredentials.hermesPassword
    else { return oauthError("invalid_client", "Client or user authentication failed.") }
    let end = desk.now.adding(seconds: tokenLife)
    return .json(
      .object([
        ("access_token", .string(desk.tokens.token(for: .hermesHSI, until: end))), ("token_type", .string("Bearer")),
        ("expires_in", .number(Int(tokenLife))), ("refresh_token", .string("sandbox-refresh")),
      ]))
  }

  private static func oauthError(_ error: String, _ text: String) -> SandboxAnswer {
    .json(.object([("error", .string(error)), ("error_description", .string(text))]), status: 401)
  }

  private static func failure(_ status: Int, _ code: String, _ message: String) -> SandboxAnswer {
    let result = JSONText.object([("code", .string(code)), ("message", .string(message))])
    return .json(.object([("listOfResultCodes", .array([result]))]), status: status)
  }

  private static func unknown(_ number: String) -> JSONText {
    .object([
      ("shipmentID", .string(number)),
      ("result", .object([("code", .string("e001")), ("message", .string("Shipment not found."))])),
    ])
  }

  private static func item(_ parcel: SandboxParcel, at now: Timestamp, _ language: WireLanguage) -> JSONText {
    let to = parcel.journey.destination
    var members: [(String, JSONText)] = [
      ("shipmentID", .string(parcel.number)), ("partNumber", .number(1)),
      ("trackingLink", .string("https://www.myhermes.de/empfangen/sendungsverfolgung/?suche=\(parcel.number)")),
      (
        "receiverAddress",
        .object([
          ("city", .string(to.name)), ("zipCode", .string(to.postalCode)), ("countryCode", .string(to.alpha3)),
        ])
      ),
    ]
    if let window = parcel.journey.estimate(at: now) { members.append(("deliveryForecast", forecast(window))) }
    let events = parcel.journey.spoken(by: .hermesHSI, at: now).map { event($0, of: parcel, language) }
    members.append(("status", .array(events)))
    return .object(members)
  }

  private static func forecast(_ window: DeliveryWindow) -> JSONText {
    var members: [(String, JSONText)] = [("fixed", .bool(false)), ("date", .string(window.to.iso))]
    if let from = window.fromMinute, let to = window.toMinute {
      members.append(
        (
          "timeSlot",
          .object([("from", .string(LocalClock.clock(minute: from))), ("to", .string(LocalClock.clock(minute: to)))])
        ))
    }
    return .object(members)
  }

  private static func event(
    _ spoken: Journey.Spoken, of parcel: SandboxParcel, _ language: WireLanguage
  ) -> JSONText {
    let shop = spoken.event.fact.isAtPickupPlace ? parcel.journey.pickup?.name : nil
    return .object([
      ("timestamp", .string(LocalClock(spoken.event.at).withOffset())),
      ("code", .string(spoken.word.code ?? "")),
      ("description", .string(Phrasebook.text(spoken.event.fact, carrier: "hermes", language: language))),
      (
        "scanningUnit",
        .object([
          ("name", .string(shop ?? "Hermes \(spoken.event.city.name)")), ("city", .string(spoken.event.city.name)),
          ("countryCode", .string(spoken.event.city.alpha3)),
        ])
      ),
    ])
  }
}
